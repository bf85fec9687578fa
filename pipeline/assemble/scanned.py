"""What was recognized from a scan is no surer than its worst line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Obligation, Place
from pipeline.read.places import confidence_of
from pipeline.record import replace


def doubted(items: Iterable[Obligation], places: Sequence[Place]) -> Iterator[Obligation]:
    """The obligations, their confidence bounded by that of the recognized lines that they stand on."""
    if all(place.confidence is None for place in places):
        yield from items
        return
    for item in items:
        read = confidence_of(places, item.span)
        if read is None:
            yield item
        else:
            yield replace(item, confidence=read if item.confidence is None else min(read, item.confidence))
