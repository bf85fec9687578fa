"""Training examples: what the extractor says of a gold text, with the names that hold of it and whether it is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.codec import to_dict
from pipeline.confidence.missed import stretches
from pipeline.confidence.rater import named
from pipeline.confidence.reading import Reading
from pipeline.evaluate.score import Pair, align, overlap, score_document
from pipeline.learn.sources import AnySource
from pipeline.learn.verdicts import Verdict, VerdictSource
from pipeline.model import Document
from pipeline.stages import Extractor

SLOTS = ("bearers", "deadline", "penalties")
_SAME = 0.8  # a verdict holds of what is still cut so nearly as it was


@dataclass(frozen=True, slots=True)
class Example:
    """One event.

    ``obligation``: is it one; a slot: is it right, given that the obligation is; ``missed``: is it one after all.
    """

    event: str
    document: str
    names: tuple[str, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """The examples, and how many obligations of each document that is annotated whole were not found at all."""

    examples: tuple[Example, ...]
    unfound: Mapping[str, int]

    @property
    def documents(self) -> list[str]:
        """The documents that there are examples of, by name, and those without any."""
        return sorted({example.document for example in self.examples} | set(self.unfound))

    def of(self, event: str) -> list[Example]:
        """The examples of one event."""
        return [example for example in self.examples if example.event == event]


def gather(sources: Sequence[AnySource], extractor: Extractor) -> Gathered:
    """Every example of the sources, in their order; a document's name begins with its source's."""
    found: list[Example] = []
    unfound: dict[str, int] = {}
    for source in sources:
        if isinstance(source, VerdictSource):
            for name, document, verdicts in source.documents():
                found += _of_verdicts(f"{source.name}/{name}", document, verdicts, extractor)
            continue
        for name, gold, document in source.documents():
            known = f"{source.name}/{name}"
            unfound[known] = _of_document(known, gold, document, extractor, found)
    return Gathered(tuple(found), unfound)


def _of_document(
    name: str, gold: Mapping[str, Any], document: Document, extractor: Extractor, found: list[Example]
) -> int:
    """Add the document's examples to ``found``; how many obligations were missed."""
    understood = extractor.understand(document)
    record = to_dict(understood.record)
    scored = score_document(name, gold, record).pairs
    pairs = {id(pair.predicted): pair for pair in scored if pair.predicted}
    for item, (_, names) in zip(record["obligations"], named(understood.rated), strict=True):
        if (pair := pairs.get(id(item))) is not None:
            found += _of_pair(name, pair, item, names)
    missed = [pair.gold for pair in scored if pair.gold is not None and pair.predicted is None]
    found += _of_rest(name, missed, understood.rated)
    return len(missed)


def _of_pair(name: str, pair: Pair, item: Mapping[str, Any], names: Mapping[str, list[str]]) -> Iterator[Example]:
    yield Example("obligation", name, tuple(names["obligation"]), pair.gold is not None)
    for slot in SLOTS:
        if slot in pair.slots and (item[slot] or slot != "penalties"):
            yield Example(slot, name, tuple(names[slot]), pair.slots[slot][0] == pair.slots[slot][1])


def _of_verdicts(name: str, document: Document, verdicts: Sequence[Verdict], extractor: Extractor) -> Iterator[Example]:
    """What is still extracted of what was judged."""
    for one, names in named(extractor.understand(document).rated):
        for span, duty in verdicts:
            if overlap(one.obligation.span, span) >= _SAME:
                yield Example("obligation", name, tuple(names["obligation"]), duty)


def _of_rest(name: str, missed: Sequence[Mapping[str, Any]], reading: Reading) -> Iterator[Example]:
    """What gave no item: is it an obligation that was missed."""
    rest = list(stretches(reading))
    hit = {place for _, place in align(missed, [{"span": one.span} for one in rest])}
    for place, one in enumerate(rest):
        yield Example("missed", name, one.names, place in hit)
