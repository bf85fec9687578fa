"""Puts a calibrated probability on every obligation and slot of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.assemble.settled import Settled
from pipeline.confidence import features
from pipeline.confidence.linear import Linear
from pipeline.confidence.reading import Reading
from pipeline.model import Obligation

_SLOTS: Mapping[str, Callable[[Settled, features.Document, str], list[str]]] = {
    "bearers": features.bearer_features,
    "deadline": features.deadline_features,
    "penalties": features.penalty_features,
}


@dataclass(frozen=True, slots=True)
class Rater:
    """The models in force: one for whether an obligation is one, one a slot; ``version`` names them.

    What is less likely an obligation than ``veto`` is left out, with the reason ``unlikely``.
    """

    models: Mapping[str, Linear]
    version: str
    veto: float = 0.0

    def rate(self, reading: Reading) -> tuple[Obligation, ...]:
        """The obligations of a reading, each with its confidence and that of its slots."""
        kept, unlikely = [], []
        for one, names in named(reading):
            sure = {event: model.probability(names[event]) for event, model in self.models.items()}
            if sure.get("obligation", 1.0) < self.veto:
                unlikely.append(one)
            else:
                kept.append(self._rated(one.obligation, sure))
        for one in unlikely:  # what is left is a feature too: not before all are judged
            one.reading.leave(one.item.start, one.item.end, "unlikely")
        return tuple(kept)

    def slots(self, reading: Reading) -> Iterator[tuple[Obligation, str, float]]:
        """Bearers and deadline of every obligation with how likely they are right, also where none was read."""
        for one, names in named(reading):
            for slot in ("bearers", "deadline"):
                if slot in self.models:
                    yield one.obligation, slot, self.models[slot].probability(names[slot])

    @staticmethod
    def _rated(obligation: Obligation, sure: Mapping[str, float]) -> Obligation:
        bearers, deadline, penalties = sure.get("bearers"), sure.get("deadline"), sure.get("penalties")
        return replace(
            obligation,
            confidence=sure.get("obligation"),
            bearers=tuple(each.rated(bearers) for each in obligation.bearers),
            deadline=replace(obligation.deadline, confidence=deadline) if obligation.deadline else None,
            penalties=tuple(replace(each, confidence=penalties) for each in obligation.penalties),
        )


def named(reading: Reading) -> Iterator[tuple[Settled, dict[str, list[str]]]]:
    """Every settled item with the names that hold of it, by event; a slot's are those of the item and its own.

    One at a time: together the names of a long text would take more room than all the rest of its reading.
    """
    whole, text = features.document_of(reading), reading.text
    for one in reading.settled:
        of_item = features.item_features(one, whole, text)
        yield one, {"obligation": of_item} | {slot: own(one, whole, text) for slot, own in _SLOTS.items()}
