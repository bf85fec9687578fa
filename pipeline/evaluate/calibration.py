"""Whether confidence keeps its word: calibration error, the review queue's yield, and risk against coverage."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

BINS = 10
SHARE = 0.15


class Rated(NamedTuple):
    """One event: how sure the system was, and whether it was right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The events whose confidence lies in ``[low, high)``: how many, what was said of them, how many were right."""

    low: float
    high: float
    count: int
    said: float
    right: float


def bins(events: Sequence[Rated], number: int = BINS) -> list[Bin]:
    """The events in equal bins of confidence, empty ones left out; ``said`` and ``right`` are shares."""
    found: dict[int, list[Rated]] = {}
    for event in events:
        found.setdefault(min(int(event.confidence * number), number - 1), []).append(event)
    return [
        Bin(
            at / number,
            (at + 1) / number,
            len(inside),
            sum(event.confidence for event in inside) / len(inside),
            sum(event.right for event in inside) / len(inside),
        )
        for at, inside in sorted(found.items())
    ]


def calibration_error(events: Sequence[Rated], number: int = BINS) -> float:
    """The expected calibration error: how far what was said lies from what was right, over equal bins.

    >>> round(calibration_error([Rated(0.9, True)] * 8 + [Rated(0.9, False)] * 2), 3)
    0.1
    """
    return sum(each.count * abs(each.said - each.right) for each in bins(events, number)) / max(1, len(events))


def caught(events: Sequence[Rated], share: float = SHARE) -> float:
    """Which part of the errors stands in the least certain ``share`` of the events (1 where there is none).

    >>> caught([Rated(0.2, False), *[Rated(0.9, True)] * 5, Rated(0.95, False)], share=0.15)
    0.5
    """
    wrong = sum(not event.right for event in events)
    queue = least_certain(events, share)
    return sum(not event.right for event in queue) / wrong if wrong else 1.0


def least_certain(events: Sequence[Rated], share: float = SHARE) -> list[Rated]:
    """The least certain ``share`` of the events, rounded up."""
    return sorted(events, key=lambda event: event.confidence)[: math.ceil(share * len(events))]


def risk_coverage(events: Sequence[Rated], steps: int = 20) -> list[tuple[float, float]]:
    """``(coverage, risk)``: the share of errors among the surest, from the few surest to all of them."""
    surest = sorted(events, key=lambda event: -event.confidence)
    points = []
    for step in range(1, steps + 1):
        kept = surest[: math.ceil(step * len(surest) / steps)]
        if kept:
            points.append((step / steps, sum(not event.right for event in kept) / len(kept)))
    return points
