"""What the benchmark of scale rests on: generated notices are different, true to their records, and are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import extract
from pipeline.store.opening import open_ledger
from tests.bench.generated import record_of, text_of
from tests.bench.questions import FILTERS
from tests.bench.scale import ask, exponent, fill
from tests.soaked import soak


def test_the_generated_notices_differ_and_hold_what_their_records_say() -> None:
    texts = {text_of(number) for number in range(1, 200)}
    assert len(texts) == 199
    record = record_of(7)
    assert all(item.span.of(record.document.text) == item.quote for item in record.obligations)
    found = {(item.quote, item.deadline and item.deadline.due) for item in extract(text_of(7)).obligations}
    said = [item for item in record.obligations if item.deadline and item.deadline.due]
    assert len(said) == 4
    for item in said:
        assert (item.quote, item.deadline and item.deadline.due) in found


@pytest.mark.parametrize(("documents", "rounds"), [(500, 2), soak(1200, 20)])
def test_a_small_ledger_answers_every_question_of_the_benchmark(tmp_path: Path, documents: int, rounds: int) -> None:
    with open_ledger(str(tmp_path / "x.db")) as store:
        fill(store, documents)
        lines = {name: int(count) for name, count, *_ in ask(store, rounds=rounds)[1:]}
    assert set(lines) > set(FILTERS)
    some = [
        "outstanding",
        "overdue",
        "of one name",
        "of a unit, and what falls on it",
        "recurring",
        "sanctions",
        "words",
        "done",
        "changed dates",
    ]
    assert min(lines[name] for name in some) > 0


def test_the_exponent_of_what_grows_in_proportion_is_one() -> None:
    assert round(exponent([10, 100, 1000], [2.0, 20.0, 200.0]), 6) == 1
    assert round(exponent([10, 100, 1000], [1.0, 100.0, 10000.0]), 6) == 2
