from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Bearer, Document, Obligation, Span
from pipeline.store.identity import document_sha, document_uid, match, mint

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
KINDS = st.sampled_from(["obligation", "prohibition", "sanction"])
ITEMS = st.builds(
    lambda span, kind, who: Obligation(span, "x", kind, (Bearer(who),)), SPANS, KINDS, st.sampled_from(["甲", "乙"])
)


def test_a_document_without_a_hash_is_known_by_its_text() -> None:
    assert document_sha(Document("a", "整改\ud800")) == document_sha(Document("b", "整改\ud800"))
    assert document_sha(Document("a", "整改", sha256="ab")) == "ab"


@given(st.binary(min_size=32, max_size=32), st.integers(1, 20))
def test_a_longer_uid_begins_like_the_short_one(digest: bytes, length: int) -> None:
    uid = document_uid(digest.hex(), length)
    assert len(uid) == length
    assert document_uid(digest.hex(), length + 1).startswith(uid)


@given(st.lists(SPANS, max_size=12))
def test_minted_ids_differ(spans: list[Span]) -> None:
    taken: set[str] = set()
    for span in spans:
        name = mint("doc", Obligation(span, "x", "obligation"), taken)
        assert name not in taken
        taken.add(name)


def test_very_many_of_one_place_get_ids() -> None:
    taken: set[str] = set()
    for _ in range(700):
        taken.add(mint("doc", Obligation(Span(3, 4), "x", "obligation"), taken))
    assert len(taken) == 700


@given(st.lists(ITEMS, max_size=8), st.randoms(use_true_random=False))
def test_matching_does_not_depend_on_order(items: list[Obligation], shuffler: random.Random) -> None:
    before = [(f"id{number}", each) for number, each in enumerate(items)]
    after = [replace(each, report_to="总队") for each in items]
    straight = {after[index]: uid for index, uid in match(before, after).items()}
    mixed = list(before)
    shuffler.shuffle(mixed)
    again = {after[index]: uid for index, uid in match(mixed, after).items()}
    assert straight == again


@given(st.lists(ITEMS, max_size=8, unique_by=lambda each: (each.span, each.kind)), st.lists(ITEMS, max_size=8))
def test_matching_pairs_each_at_most_once_and_finds_what_did_not_change(
    old: list[Obligation], new: list[Obligation]
) -> None:
    before = [(f"id{number}", each) for number, each in enumerate(old)]
    chosen = match(before, new)
    assert len(set(chosen.values())) == len(chosen)
    assert match(before, old) == {number: uid for number, (uid, _) in enumerate(before)}


def test_a_thousand_obligations_match_quickly() -> None:
    items = [Obligation(Span(start * 50, start * 50 + 45), "x", "obligation") for start in range(5000)]
    assert len(match([(str(index), each) for index, each in enumerate(items)], items)) == 5000
