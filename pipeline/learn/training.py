"""Examples → weights, and what they are worth: every document judged by a model that has not seen it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.confidence.linear import Linear
from pipeline.learn.examples import Example, Gathered
from pipeline.learn.recipe import Fitting, Recipe
from pipeline.learn.regression import fit, table

_DIGITS = 3
_NOTHING = 0.01  # a weight below it is not kept


class Judged(NamedTuple):
    """An example and its probability by a model trained without its document."""

    example: Example
    chance: float


def train(examples: Sequence[Example], fitting: Fitting) -> Linear:
    """The model of one event, weights rounded."""
    names = common_names(examples, fitting.least)
    rows = table([example.names for example in examples], names)
    bias, weights = fit(rows, [example.right for example in examples], fitting.strength)
    kept = {name: round(weight, _DIGITS) for name, weight in weights.items() if abs(weight) >= _NOTHING}
    return Linear(round(bias, _DIGITS), kept)


def common_names(examples: Sequence[Example], least: int) -> list[str]:
    """The names that occur in at least so many documents, in order of the alphabet."""
    documents: dict[str, set[str]] = {}
    for example in examples:
        for name in example.names:
            documents.setdefault(name, set()).add(example.document)
    return sorted(name for name, inside in documents.items() if len(inside) >= least)


def judge(gathered: Gathered, recipe: Recipe) -> dict[str, list[Judged]]:
    """Every example of every event judged in cross-validation by document."""
    fold = folds(gathered.documents, recipe.folds, recipe.seed)
    return {event: _judged(gathered.of(event), fitting, fold) for event, fitting in recipe.events.items()}


def folds(documents: Sequence[str], number: int, seed: int) -> Mapping[str, int]:
    """Which fold each document is in."""
    mixed = list(documents)
    random.Random(seed).shuffle(mixed)
    return {document: place % number for place, document in enumerate(mixed)}


def _judged(examples: Sequence[Example], fitting: Fitting, fold: Mapping[str, int]) -> list[Judged]:
    found = []
    for number in sorted(set(fold.values())):
        inside = [example for example in examples if fold[example.document] == number]
        others = [example for example in examples if fold[example.document] != number]
        if not inside or not others:
            continue
        model = train(others, fitting)
        found += [Judged(example, model.probability(example.names)) for example in inside]
    return found
