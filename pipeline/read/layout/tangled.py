"""Runs that were drawn font by font: what one of them left room for, the next fills (``2025 7`` and ``年 月``)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from pipeline.read.layout.runs import GAP, Run

_PASSES = 3  # what was cut out of one run may stand in a gap of another
_ROOM = 0.7  # of a character: what stands in a smaller gap lies over the words
_HALF, _WHOLE = 0.45, 0.9  # of the size: how wide characters are at least


def untangled(row: Sequence[Run]) -> list[Run]:
    """The runs of a row from the left, cut where others stand in their gaps."""
    ordered = sorted(row, key=lambda run: run.left)
    for _ in range(_PASSES):
        if all(one.right <= other.left for one, other in itertools.pairwise(ordered)):
            break
        pieces = [piece for run in ordered for piece in _cut(run, [other for other in ordered if other is not run])]
        ordered = sorted(pieces, key=lambda run: run.left)
    return ordered


def _cut(run: Run, others: Sequence[Run]) -> Iterator[Run]:
    start = 0
    for place, sign in enumerate(run.text[:-1]):
        if place >= start and any(_fits(run, place, other) for other in others):
            yield run.part(start, place if sign == GAP else place + 1)
            start = place + 1
    yield run.part(start, len(run.text))


def _fits(run: Run, place: int, other: Run) -> bool:
    """Whether the other run begins in the gap behind the character at a place."""
    sign = run.text[place]
    own = 0.0 if sign == GAP else run.size * (_HALF if sign.isascii() else _WHOLE)
    begins, ends = run.edges[place] + own, run.edges[place + 1]
    wide = _ROOM * (other.edges[1] - other.edges[0])
    return begins - 0.1 * run.size <= other.left < ends and ends - begins >= wide
