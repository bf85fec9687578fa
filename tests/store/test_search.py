from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model import Bearer, Record
from pipeline.store.filters import Filter
from pipeline.store.opening import Store
from pipeline.store.queries import ledger
from pipeline.store.search import fold, match_expression, terms
from pipeline.store.writer import Writer
from tests.databases import BACKENDS, shared_store
from tests.store.factory import Clock, item, record

# Few different characters, so that a random search often nearly matches; syntax of every query language among them.
SIGNS = "整改障碍物大队队局。，〔〕2024号（）()[]\"'*%_\\ -^:AaＡ　\n\x00𠮷é&|<>~?ANDORNOT"
WORDS = st.text(alphabet=SIGNS, min_size=1, max_size=6)
TEXTS = ["".join(SIGNS[(start * 7 + step * step * 3) % len(SIGNS)] for step in range(12)) for start in range(60)]


def documents() -> Iterator[Record]:
    for number, text in enumerate(TEXTS):
        bearer = Bearer(TEXTS[-number][:3])
        yield record(
            f"{text}\n{number}", item(f"{text}\n{number}", text, bearers=(bearer,)), path=str(number), number=None
        )


@pytest.fixture(scope="module", params=BACKENDS)
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[Store]:
    """A ledger with odd texts, on each database."""
    with shared_store(request, tmp_path_factory.mktemp("search"), template) as store:
        writer = Writer(store, Clock())
        for each in documents():
            writer.add(each)
        writer.commit()
        yield store


def found(store: Store, words: str) -> set[str]:
    with store.reading() as connection:
        return {entry.document for entry in ledger(connection, Filter(date(2024, 1, 1), search=words))}


def naive(words: str) -> set[str]:
    wanted = terms(words)
    return {
        str(number)
        for number, text in enumerate(TEXTS)
        if wanted and all(term in fold(text) or term in fold(TEXTS[-number][:3]) for term in wanted)
    }


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS)
def test_search_finds_exactly_the_texts_that_hold_the_words(full: Store, words: str) -> None:
    assert found(full, words) == naive(words)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, len(TEXTS) - 1), start=st.integers(0, 11), length=st.integers(1, 12))
def test_every_substring_of_a_text_finds_it(full: Store, number: int, start: int, length: int) -> None:
    piece = "".join(TEXTS[number][start : start + length].split())
    if fold(piece):
        assert str(number) in found(full, piece)


@pytest.mark.parametrize("words", ["整改", "改", "队", "ａ", "[2024]", "〔2024〕", '"', "* OR", "障碍物"])
def test_the_words_of_a_user(full: Store, words: str) -> None:
    assert found(full, words) == naive(words)


@given(st.text(min_size=1, max_size=20))
def test_folded_terms_hold_nothing_of_the_query_language(words: str) -> None:
    for term in terms(words):
        assert '"' not in term
        assert match_expression([term]).count('"') == 2
        assert "\x00" not in term


def test_folding_makes_width_case_and_brackets_equal() -> None:
    assert fold("ＡＢｃ [2024]（1）") == fold("abC〔２０２４〕(1)")
