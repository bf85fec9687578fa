"""What was recognized from a scan is no surer than its worst line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.model import Obligation, Place
from pipeline.read.places import confidence_of
from pipeline.record import replace


def doubted(items: Iterable[Obligation], places: Sequence[Place]) -> Iterable[Obligation]:
    """The obligations, their confidence bounded by that of the recognized lines that they stand on."""
    if all(place.confidence is None for place in places):
        return items
    return [_bounded(item, confidence_of(places, item.span)) for item in items]


def _bounded(item: Obligation, read: float | None) -> Obligation:
    if read is None:
        return item
    return replace(item, confidence=read if item.confidence is None else min(read, item.confidence))
