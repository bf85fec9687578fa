"""Two systems on the same documents: the difference of every measure's F1, and how far it can be trusted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluate.score import Count, DocumentScore

ROUNDS = 1000


@dataclass(frozen=True, slots=True)
class Versus:
    """One measure: F1 of both, and the 95 % bounds of ``second - first`` over resampled sets of documents."""

    measure: str
    first: float
    second: float
    low: float
    high: float

    @property
    def difference(self) -> float:
        """How much better the second is."""
        return self.second - self.first


def versus(first: Sequence[DocumentScore], second: Sequence[DocumentScore], seed: int = 20240131) -> list[Versus]:
    """Every measure of both; the scores are of the same documents in the same order (paired bootstrap)."""
    pairs = [(one.counts(), other.counts()) for one, other in zip(first, second, strict=True)]
    if not pairs:
        return []
    chance = random.Random(seed)
    draws = [chance.choices(range(len(pairs)), k=len(pairs)) for _ in range(ROUNDS)]
    return [_of_measure(measure, pairs, draws) for measure in pairs[0][0]]


def _of_measure(
    measure: str, pairs: Sequence[tuple[dict[str, Count], dict[str, Count]]], draws: Sequence[Sequence[int]]
) -> Versus:
    counts = [(one[measure], other[measure]) for one, other in pairs]
    before, after = _f1([one for one, _ in counts]), _f1([other for _, other in counts])
    gains = sorted(_f1([counts[i][1] for i in draw]) - _f1([counts[i][0] for i in draw]) for draw in draws)
    tail = int(0.025 * len(gains))
    return Versus(measure, before, after, gains[tail], gains[-1 - tail])


def _f1(counts: Sequence[Count]) -> float:
    tp = sum(count.tp for count in counts)
    fp = sum(count.fp for count in counts)
    fn = sum(count.fn for count in counts)
    return Count(tp, fp, fn).f1
