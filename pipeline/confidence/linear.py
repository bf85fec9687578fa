"""A trained model as it runs: named weights out of a JSON file, added up; no library, no array."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.record import record

_STEEP = 30.0  # beyond it a probability is 0 or 1 in every digit that is kept


@record
class Linear:
    """A logistic regression over named yes-or-no features: ``bias`` plus the weights of those that hold."""

    bias: float
    weights: Mapping[str, float]

    def logit(self, features: Iterable[str]) -> float:
        """The sum; a name that has no weight adds nothing."""
        weights = self.weights
        return self.bias + math.fsum([weights[name] for name in features if name in weights])

    def probability(self, features: Iterable[str]) -> float:
        """How likely the event is, to three digits.

        >>> Linear(0.0, {"cue": 2.2}).probability(["cue", "kind=obligation"])
        0.9
        """
        return sigmoid(self.logit(features))

    def reasons(self, features: Iterable[str], most: int = 5) -> list[tuple[str, float]]:
        """The features that weigh most, for or against, heaviest first."""
        found = [(name, self.weights[name]) for name in features if self.weights.get(name)]
        return sorted(found, key=lambda pair: (-abs(pair[1]), pair[0]))[:most]


def sigmoid(logit: float) -> float:
    """The probability of a logit, to three digits."""
    return round(1 / (1 + math.exp(-min(max(logit, -_STEEP), _STEEP))), 3)


def read_linear(path: Path) -> Linear:
    """The model in a JSON file ``{"bias": …, "weights": {…}}``; ConfigError names a file that is none."""
    try:
        return _checked(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"模型文件 {path} 读不了：{error}；请用 duban models list 查看可用的模型",
            f"can't read the model {path}: {error}; duban models list shows what can be used",
        ) from error


def _checked(data: Any) -> Linear:
    weights = {str(name): float(weight) for name, weight in data["weights"].items()}
    bias = float(data["bias"])
    if not all(map(math.isfinite, (bias, *weights.values()))):
        raise ValueError("a weight is no finite number")
    return Linear(bias, weights)
