"""How far an F1 can be trusted: the spread over resampled sets of documents (percentile bootstrap)."""

from __future__ import annotations

import random
from collections.abc import Sequence

from pipeline.evaluate.score import Count, DocumentScore

Interval = tuple[float, float]


def intervals(
    documents: Sequence[DocumentScore], rounds: int = 1000, level: float = 0.95, seed: int = 20240131
) -> dict[str, Interval]:
    """The F1 of every measure between its lower and upper bound; documents are drawn whole, with replacement.

    The seed is fixed so that the same scores give the same interval. Fewer than two documents give none.
    """
    if len(documents) < 2:
        return {}
    counts = [d.counts() for d in documents]
    chance = random.Random(seed)
    draws = [chance.choices(range(len(counts)), k=len(counts)) for _ in range(rounds)]
    return {m: _bounds([_f1(counts, m, draw) for draw in draws], level) for m in counts[0]}


def _f1(counts: Sequence[dict[str, Count]], measure: str, draw: Sequence[int]) -> float:
    tp = fp = fn = 0
    for i in draw:
        count = counts[i][measure]
        tp, fp, fn = tp + count.tp, fp + count.fp, fn + count.fn
    return Count(tp, fp, fn).f1


def _bounds(values: list[float], level: float) -> Interval:
    values.sort()
    tail = (1 - level) / 2
    return values[int(tail * len(values))], values[min(len(values) - 1, int((1 - tail) * len(values)))]
