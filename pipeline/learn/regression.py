"""Logistic regression over named yes-or-no features, L2-regularized, by Newton's method with conjugate gradients.

The rows are sparse (some fifty names of a thousand), so that sums over index lists are all it takes; no random number
and no threaded library is used: the same examples give the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
_NEWTON, _GRADIENTS = 40, 200
_CLOSE = 1e-7
_FREE = 1e-3  # how little the bias is held back


@dataclass(frozen=True, slots=True)
class Table:
    """Examples as index lists: the names of row ``i`` are ``columns[starts[i] : starts[i + 1]]``; column 0 is 1."""

    names: tuple[str, ...]
    columns: NDArray[np.int64]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]

    def times(self, weights: Vector) -> Vector:
        """The sum of the weights of every row."""
        return np.add.reduceat(weights[self.columns], self.starts)

    def transposed(self, values: Vector) -> Vector:
        """The sum of the rows' values of every column."""
        summed = np.bincount(self.columns, np.repeat(values, self.lengths), minlength=len(self.names) + 1)
        return np.asarray(summed, dtype=np.float64)


def table(rows: Sequence[Sequence[str]], names: Sequence[str]) -> Table:
    """The rows over these names; what is not among them is left out."""
    place = {name: number for number, name in enumerate(names, 1)}
    columns = [[0, *sorted({place[name] for name in row if name in place})] for row in rows]
    lengths = np.array([len(row) for row in columns], dtype=np.int64)
    flat = np.array([column for row in columns for column in row], dtype=np.int64)
    return Table(tuple(names), flat, np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64), lengths)


def fit(examples: Table, right: Sequence[bool], strength: float) -> tuple[float, dict[str, float]]:
    """The bias and the weights of the names, held to nothing by ``strength``: the one minimum of the log loss."""
    wanted = np.array(right, dtype=np.float64)
    held = np.array([_FREE, *[strength] * len(examples.names)])
    weights = np.zeros(len(held))
    for _ in range(_NEWTON):
        guess = _sigmoid(examples.times(weights))
        slope = examples.transposed(guess - wanted) + held * weights
        step = _solve(examples, guess * (1 - guess), held, slope)
        weights -= step
        if float(np.abs(step).max()) < _CLOSE:
            break
    return float(weights[0]), dict(zip(examples.names, weights[1:].tolist(), strict=True))


def _sigmoid(logits: Vector) -> Vector:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))


def _solve(examples: Table, curve: Vector, strength: Vector, slope: Vector) -> Vector:
    """The Newton step: conjugate gradients on the Hessian, preconditioned by its diagonal."""
    diagonal = examples.transposed(curve) + strength
    step = np.zeros_like(slope)
    rest = slope.copy()
    scaled = rest / diagonal
    way = scaled.copy()
    size = float(rest @ scaled)
    for _ in range(_GRADIENTS):
        if size < _CLOSE**2:
            break
        bent = examples.transposed(curve * examples.times(way)) + strength * way
        length = size / float(way @ bent)
        step += length * way
        rest -= length * bent
        scaled = rest / diagonal
        before, size = size, float(rest @ scaled)
        way = scaled + (size / before) * way
    return step
