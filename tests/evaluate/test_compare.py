"""Gained, lost, changed: every difference of two sets of records, and nothing else."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from pipeline.evaluate.compare import compare, tally
from tests.evaluate.records import corpora, partial


@given(records=corpora)
@settings(max_examples=30, deadline=None)
def test_a_set_differs_in_nothing_from_itself(records: Any) -> None:
    assert compare(records, records) == []


@given(old=partial, new=partial)
@settings(max_examples=50, deadline=None)
def test_the_sums_hold(old: Any, new: Any) -> None:
    counts = tally(compare(old, new))
    before, after = (sum(len(r["obligations"]) for r in side.values()) for side in (old, new))
    assert after - before == counts["gained"] - counts["lost"]
    back = tally(compare(new, old))
    assert (back["gained"], back["lost"]) == (counts["lost"], counts["gained"])


def item(span: list[int], quote: str, **more: Any) -> dict[str, Any]:
    return {"span": span, "quote": quote, "kind": "obligation", "bearers": [], "deadline": None, "instrument": 0,
            "penalties": [], **more}  # fmt: skip


def test_each_difference_is_named_in_order_of_place() -> None:
    old = {"a": {"instruments": [{}], "obligations": [item([0, 5], "甲"), item([10, 15], "乙")]}}
    new = {"a": {"instruments": [{}], "obligations": [item([0, 5], "甲", kind="sanction"), item([20, 25], "丙")]}}
    found = compare(old, new)
    assert [(d.change, d.quote, d.slots) for d in found] == [
        ("changed", "甲", ("kind",)), ("lost", "乙", ()), ("gained", "丙", ())
    ]  # fmt: skip
    assert tally(found) == {"gained": 1, "lost": 1, "changed": 1, "changed.kind": 1}
