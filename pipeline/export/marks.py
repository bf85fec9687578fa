"""The source cut where evidence begins or ends, so that marks can overlap and the page stays well formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Obligation, Record, Span

_ORDER = ("obligation", "prohibition", "sanction", "permission", "bearer", "deadline", "penalty", "instrument")
# No page can carry these; one for one, so that offsets stay.
_NO_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

Mark = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks; ``item`` is the obligation it belongs to, ``first`` where that begins."""

    text: str
    classes: tuple[str, ...]
    item: int | None
    first: bool


def pieces(record: Record) -> Iterator[Piece]:
    """The whole stored text in order, cut at every boundary of evidence."""
    text = _NO_HTML.sub("\ufffd", record.document.text)
    opens: dict[int, list[Mark]] = {}
    closes: dict[int, list[Mark]] = {}
    active: list[Mark] = []
    seen: set[int] = set()
    here = 0
    for span, name, item in _evidence(record):
        if 0 <= span.start < span.end <= len(text):
            opens.setdefault(span.start, []).append((name, item))
            closes.setdefault(span.end, []).append((name, item))
    for cut in sorted(opens.keys() | closes.keys() | {len(text)}):
        if cut > here:
            yield _piece(text[here:cut], active, seen)
            here = cut
        for mark in closes.get(cut, ()):
            active.remove(mark)
        active += opens.get(cut, ())


def _piece(text: str, active: list[Mark], seen: set[int]) -> Piece:
    names = {name for name, _ in active}
    item = min((item for _, item in active if item is not None), default=None)
    first = item is not None and item not in seen
    if item is not None:
        seen.add(item)
    return Piece(text, tuple(name for name in _ORDER if name in names), item, first)


def _evidence(record: Record) -> Iterator[tuple[Span, str, int | None]]:
    for instrument in record.instruments:
        if instrument.span:
            yield instrument.span, "instrument", None
    for number, item in enumerate(record.obligations):
        yield item.span, item.kind, number
        yield from ((span, name, None) for span, name in _parts(item))


def _parts(item: Obligation) -> Iterator[tuple[Span, str]]:
    for bearer in item.bearers:
        if bearer.span:
            yield bearer.span, "bearer"
    if item.deadline and item.deadline.span:
        yield item.deadline.span, "deadline"
    for penalty in item.penalties:
        if penalty.span:
            yield penalty.span, "penalty"
