"""What a score says of confidence: every rated obligation and slot, and whether it was right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.evaluate.calibration import Rated, calibration_error, caught
from pipeline.evaluate.score import DocumentScore, Pair

SLOTS = ("bearers", "deadline", "penalties")


def obligations(scores: Iterable[DocumentScore]) -> list[Rated]:
    """Every predicted obligation that was rated; right where it has a partner in gold."""
    return [
        Rated(float(pair.predicted["confidence"]), pair.gold is not None)
        for score in scores
        for pair in score.pairs
        if pair.predicted is not None and pair.predicted.get("confidence") is not None
    ]


def slots(scores: Iterable[DocumentScore], wanted: Iterable[str] = SLOTS) -> list[Rated]:
    """Every rated slot of the obligations that have a partner; right where it agrees with gold."""
    names = tuple(wanted)
    return [
        Rated(sure, pair.slots[slot][0] == pair.slots[slot][1])
        for score in scores
        for pair in score.pairs
        for slot in names
        if slot in pair.slots
        for sure in _sure(pair, slot)
    ]


def _sure(pair: Pair, slot: str) -> Iterator[float]:
    """The confidence of a slot, none where it is empty or not rated; of several bearers the least."""
    filled = (pair.predicted or {}).get(slot) or []
    each = [filled] if isinstance(filled, dict) else filled
    known = [float(one["confidence"]) for one in each if one.get("confidence") is not None]
    if known:
        yield min(known)


def figures(scores: Iterable[DocumentScore]) -> dict[str, Any]:
    """Calibration error and yield of the review queue, of obligations and slots; None where nothing was rated."""
    found = list(scores)
    groups = {"obligation": obligations(found), "slots": slots(found, ("bearers", "deadline"))}
    return {name: _figures(events) for name, events in groups.items()}


def _figures(events: list[Rated]) -> dict[str, Any] | None:
    if not events:
        return None
    return {
        "events": len(events),
        "wrong": sum(not event.right for event in events),
        "calibration_error": round(calibration_error(events), 4),
        "caught": round(caught(events), 4),
    }
