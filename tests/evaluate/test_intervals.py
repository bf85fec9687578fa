"""The interval holds the score, narrows with certainty, and is the same every time."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from pipeline.evaluate.intervals import intervals
from pipeline.evaluate.score import score, total
from tests.evaluate.records import corpora, partial


@given(gold=corpora, predicted=partial)
@settings(max_examples=20, deadline=None)
def test_bounds_are_ordered_and_repeatable(gold: Any, predicted: Any) -> None:
    documents = score(gold, predicted)
    found = intervals(documents, rounds=60)
    assert found.keys() == total(documents).keys()
    assert all(0 <= low <= high <= 1 for low, high in found.values())
    assert intervals(documents, rounds=60) == found


@given(gold=corpora)
@settings(max_examples=10, deadline=None)
def test_perfect_scores_have_no_spread(gold: Any) -> None:
    assert set(intervals(score(gold, gold), rounds=30).values()) == {(1.0, 1.0)}


@given(gold=corpora)
@settings(max_examples=5, deadline=None)
def test_one_document_gives_no_interval(gold: Any) -> None:
    assert intervals(score({"a.txt": gold["a.txt"]}, {})) == {}


def test_a_mixed_set_spreads_round_its_score() -> None:
    item = {"quote": "", "kind": "obligation", "bearers": [], "deadline": None, "instrument": 0, "penalties": []}
    names = [f"{i}.txt" for i in range(20)]
    record = {"instruments": [{"number": None, "title": None}], "obligations": [{**item, "span": [0, 9]}]}
    documents = score(dict.fromkeys(names, record), dict.fromkeys(names[:10], record))
    low, high = intervals(documents)["detection"]
    assert low < total(documents)["detection"].f1 < high
    assert 0.2 < high - low < 0.6
