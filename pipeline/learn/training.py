"""Examples → weights, and what they are worth: every document judged by a model that has not seen it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.confidence.linear import Linear, sigmoid
from pipeline.learn.examples import Example, Gathered
from pipeline.learn.recipe import Fitting, Recipe
from pipeline.learn.regression import Penalty, fit, table

_DIGITS = 3
_NOTHING = 0.01  # a weight below it is not kept


READ = "document.read"  # the rules err less where their writers have read the errors; at run time nothing is read


@dataclass(frozen=True, slots=True)
class Judged:
    """An example and its probability by a model trained without its document.

    ``fair`` knows whether the document was read while rules were written; ``shipped``, as at run time, does not.
    """

    example: Example
    fair: float
    shipped: float


def train(examples: Sequence[Example], fitting: Fitting) -> tuple[Linear, float]:
    """The model of one event, weights rounded, and what having been read adds to a logit."""
    names = [*common_names(examples, fitting.least), READ]
    rows = table([names_of(example) for example in examples], names)
    bias, weights = fit(rows, [example.right for example in examples], Penalty(fitting.strength, frozenset({READ})))
    read = weights.pop(READ)
    kept = {name: round(weight, _DIGITS) for name, weight in weights.items() if abs(weight) >= _NOTHING}
    return Linear(round(bias, _DIGITS), kept), read


def names_of(example: Example) -> list[str]:
    """The names that hold of an example, whether its document was read among them."""
    return [*example.names, READ] if example.read else list(example.names)


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
        model, read = train(others, fitting)
        found += [Judged(e, sigmoid(model.logit(e.names) + read * e.read), model.probability(e.names)) for e in inside]
    return found
