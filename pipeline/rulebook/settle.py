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
    kept if it overlaps nothing kept before. Only those that hang together by overlaps are compared.
    """
    kept: list[int] = []
    losses: list[Loss] = []
    group: list[int] = []
    end = 0
    for index in sorted(range(len(candidates)), key=lambda index: candidates[index].start):
        one = candidates[index]
        if group and one.start >= end:
            _settle(candidates, group, kept, losses)
            group, end = [], 0
        group.append(index)
        end = max(end, one.end)
    _settle(candidates, group, kept, losses)
    return kept, losses


def _settle(candidates: Sequence[Candidate], group: list[int], kept: list[int], losses: list[Loss]) -> None:
    """Settle one group of candidates that hang together by overlaps."""
    if len(group) == 1:
        kept.append(group[0])
        return
    starts: list[int] = []
    winners: list[int] = []
    for index in sorted(group, key=lambda index: _order(candidates[index])):
        one = candidates[index]
        place = bisect_left(starts, one.start)
        if place and candidates[winners[place - 1]].end > one.start:
            losses.append(Loss(index, winners[place - 1]))
        elif place < len(winners) and starts[place] < one.end:
            losses.append(Loss(index, winners[place]))
        else:
            starts.insert(place, one.start)
            winners.insert(place, index)
    kept += winners


def _order(one: Candidate) -> tuple[int, int, int, int]:
    priority, order = one.rank
    return priority, one.start - one.end, order, one.start
