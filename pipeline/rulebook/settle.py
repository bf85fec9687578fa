"""Which of several overlapping finds stands: the higher priority, then the longer, then the earlier rule."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Candidate(Protocol):
    """What can be settled: a half-open slice with a rank, the smaller the better."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def rank(self) -> tuple[int, int]:
        """The smaller, the better."""


class Loss(NamedTuple):
    """A candidate that lost, and the winner that took its place."""

    loser: int
    winner: int


def settle(candidates: Sequence[Candidate]) -> tuple[list[int], list[Loss]]:
    """Positions of the winners in text order, and the losers with who beat them.

    ``rank`` is (−priority, rule order); length and then position decide between equal priorities. Best first, each is
    kept if it overlaps nothing kept before: n·log n, whatever the overlaps.
    """
    ranked = [
        (priority, one.start - one.end, order, one.start, index)
        for index, one in enumerate(candidates)
        for priority, order in [one.rank]
    ]
    starts: list[int] = []
    kept: list[int] = []
    losses: list[Loss] = []
    for *_, index in sorted(ranked):
        one = candidates[index]
        place = bisect_left(starts, one.start)
        if place and candidates[kept[place - 1]].end > one.start:
            losses.append(Loss(index, kept[place - 1]))
        elif place < len(kept) and starts[place] < one.end:
            losses.append(Loss(index, kept[place]))
        else:
            starts.insert(place, one.start)
            kept.insert(place, index)
    return kept, losses
