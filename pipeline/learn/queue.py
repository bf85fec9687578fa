"""The review queue: what a person should look at first. Least certain obligations, slots, and likeliest missed ones."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.confidence.linear import Linear
from pipeline.confidence.missed import stretches
from pipeline.confidence.rater import Rater
from pipeline.confidence.reading import Reading
from pipeline.model import Obligation, Record, Span

SHARE = 0.15
MISSED_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at: ``sort`` is obligation, bearers, deadline or missed, ``value`` what was read there.

    ``confidence`` is that it is right; for what was missed, that it is an obligation after all.
    """

    document: str
    sort: str
    confidence: float
    span: Span
    quote: str
    value: str


def obligations(records: Iterable[Record], share: float = SHARE) -> list[Doubt]:
    """The least certain ``share`` of the obligations, the least certain first."""
    return least([_of_item(record, item) for record in records for item in record.obligations if _rated(item)], share)


def slots(path: str, reading: Reading, rater: Rater) -> Iterator[Doubt]:
    """Every bearer slot and deadline slot of a document, also the empty ones (``value`` is empty then)."""
    for item, slot, chance in rater.slots(reading):
        named = "、".join(bearer.text for bearer in item.bearers)
        value = named if slot == "bearers" else item.deadline.text if item.deadline else ""
        yield Doubt(path, slot, chance, item.span, item.quote, value)


def missed(path: str, reading: Reading, model: Linear) -> Iterator[Doubt]:
    """Every stretch of a document that gave nothing, with how likely it is an obligation."""
    for one in stretches(reading):
        chance = model.probability(one.names)
        yield Doubt(path, "missed", chance, one.span, one.span.of(reading.text), one.why)


def likeliest(found: Sequence[Doubt], share: float = MISSED_SHARE) -> list[Doubt]:
    """The likeliest ``share`` of what gave nothing, the likeliest first."""
    return sorted(found, key=lambda one: (-one.confidence, one.document, one.span))[: math.ceil(share * len(found))]


def least(found: Sequence[Doubt], share: float = SHARE) -> list[Doubt]:
    """The least certain ``share``, the least certain first."""
    return sorted(found, key=lambda one: (one.confidence, one.document, one.span))[: math.ceil(share * len(found))]


def _rated(item: Obligation) -> bool:
    return item.confidence is not None


def _of_item(record: Record, item: Obligation) -> Doubt:
    return Doubt(record.document.path, "obligation", item.confidence or 0.0, item.span, item.quote, item.kind)
