"""Puts a calibrated probability on every obligation and slot of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from pipeline.assemble.settled import Settled
from pipeline.confidence import features, slot_features
from pipeline.confidence.document import Document, Names, document_of
from pipeline.confidence.linear import Linear
from pipeline.confidence.reading import Reading
from pipeline.model import Obligation
from pipeline.record import record, replace

_SLOTS: Mapping[str, Callable[[Settled, Document, str], list[Names]]] = {
    "bearers": slot_features.bearer_features,
    "deadline": slot_features.deadline_features,
    "penalties": slot_features.penalty_features,
}


@record
class Rater:
    """The models in force: one for whether an obligation is one, one a slot; ``version`` names them.

    What is less likely an obligation than ``veto`` is left out, with the reason ``unlikely``.
    """

    models: Mapping[str, Linear]
    version: str
    veto: float = 0.0

    def rate(self, reading: Reading) -> tuple[Obligation, ...]:
        """The obligations of a reading, each with its confidence and that of the slots that it has."""
        whole, text, kept, unlikely = document_of(reading), reading.text, [], []
        for one in reading.settled:
            sure = self._sure("obligation", features.item_features(one, whole, text))
            if sure is not None and sure < self.veto:
                unlikely.append(one)
            else:
                kept.append(self._rated(one, sure, whole, text))
        for one in unlikely:  # noted last: what a block leaves out is among the facts that the others are rated by
            one.reading.leave(one.item.start, one.item.end, "unlikely")
        return tuple(kept)

    def _sure(self, event: str, groups: list[Names]) -> float | None:
        model = self.models.get(event)
        return model.of_groups(groups) if model else None

    def _rated(self, one: Settled, sure: float | None, whole: Document, text: str) -> Obligation:
        item = one.obligation
        bearers, deadline, penalties = item.bearers, item.deadline, item.penalties
        if bearers:
            by = self._sure("bearers", slot_features.bearer_features(one, whole, text))
            bearers = tuple([each.rated(by) for each in bearers])
        if deadline:
            deadline = replace(
                deadline, confidence=self._sure("deadline", slot_features.deadline_features(one, whole, text))
            )
        if penalties:
            cost = self._sure("penalties", slot_features.penalty_features(one, whole, text))
            penalties = tuple([replace(each, confidence=cost) for each in penalties])
        return item.rated(sure, bearers, deadline, penalties)

    def slots(self, reading: Reading) -> Iterator[tuple[Obligation, str, float]]:
        """Bearers and deadline of every obligation with how likely they are right, also where none was read."""
        for one, names in named(reading):
            for slot in ("bearers", "deadline"):
                if slot in self.models:
                    yield one.obligation, slot, self.models[slot].probability(names[slot])


def named(reading: Reading) -> Iterator[tuple[Settled, dict[str, list[str]]]]:
    """Every settled item with the names that hold of it, by event; a slot's are those of the item and its own.

    One at a time: together the names of a long text would take more room than all the rest of its reading.
    """
    whole, text = document_of(reading), reading.text
    for one in reading.settled:
        groups = {"obligation": features.item_features(one, whole, text)}
        groups |= {slot: own(one, whole, text) for slot, own in _SLOTS.items()}
        yield one, {event: list(chain.from_iterable(found)) for event, found in groups.items()}
