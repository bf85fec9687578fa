"""A trained model as it runs: named weights out of a JSON file, added up; no library, no array."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import field
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError, in_chinese
from pipeline.record import record

_REMEMBERED = 20_000  # groups of names whose weights are kept
_STEEP = 30.0  # beyond it a probability is 0 or 1 in every digit that is kept


class _Known(dict[tuple[str, ...], list[float]]):
    """What groups of names weigh, worked out when first asked for."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    def __missing__(self, group: tuple[str, ...]) -> list[float]:
        weights = [self._weights[name] for name in group if name in self._weights]
        if type(group) is not tuple:  # a group that is kept, and comes again
            if len(self) >= _REMEMBERED:
                self.clear()
            self[group] = weights
        return weights


@record
class Linear:
    """A logistic regression over named yes-or-no features: ``bias`` plus the weights of those that hold."""

    bias: float
    weights: Mapping[str, float]
    _known: _Known = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_known", _Known(self.weights))

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

    def of_groups(self, groups: Iterable[tuple[str, ...]]) -> float:
        """As :meth:`probability`, of names in groups; what a group weighs is remembered."""
        weights = map(self._known.__getitem__, groups)
        return sigmoid(self.bias + math.fsum(chain.from_iterable(weights)))

    def reasons(self, features: Iterable[str], most: int = 5) -> list[tuple[str, float]]:
        """The features that weigh most, for or against, heaviest first."""
        found = [(name, self.weights[name]) for name in features if self.weights.get(name)]
        return sorted(found, key=lambda pair: (-abs(pair[1]), pair[0]))[:most]


def sigmoid(logit: float) -> float:
    """The probability of a logit, to three digits."""
    if not -_STEEP < logit < _STEEP:
        return float(logit > 0)
    return round(1 / (1 + math.exp(-logit)), 3)


def read_linear(path: Path) -> Linear:
    """The model in a JSON file ``{"bias": …, "weights": {…}}``; ConfigError names a file that is none."""
    try:
        return _checked(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"模型文件 {path} 读不了：{in_chinese(error)}；请用 duban models list 查看可用的模型",
            f"can't read the model {path}: {error}; duban models list shows what can be used",
        ) from error


def _checked(data: Any) -> Linear:
    weights = {str(name): float(weight) for name, weight in data["weights"].items()}
    bias = float(data["bias"])
    if not all(map(math.isfinite, (bias, *weights.values()))):
        raise ValueError("a weight is no finite number")
    return Linear(bias, weights)
