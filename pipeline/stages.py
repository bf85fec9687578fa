"""The ordered list of stages, on one screen: stored text in, record out."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline import __version__
from pipeline.assemble.brackets import Brackets
from pipeline.assemble.canonical import with_canonical
from pipeline.assemble.course import Course
from pipeline.assemble.directive import Directives
from pipeline.assemble.enclosures import base_instruments, scopes_of_enclosures, told_instruments
from pipeline.assemble.obligations import Finisher
from pipeline.assemble.reader import DocumentReader
from pipeline.assemble.reading import BlockReading, Tools
from pipeline.assemble.scanned import doubted
from pipeline.assemble.sections import Sections
from pipeline.clauses.actors import Actors
from pipeline.clauses.parse import ClauseReader
from pipeline.clauses.words import Words
from pipeline.confidence.rater import Rater
from pipeline.confidence.reading import Reading
from pipeline.confidence.sets import rater_of
from pipeline.find.names import Names
from pipeline.find.penalties import PenaltyFinder
from pipeline.find.times import TimeFinder
from pipeline.model import CONTRACT, Bearer, Document, Record, Versions
from pipeline.patterns import keep_patterns
from pipeline.record import replace
from pipeline.resolve.calendar.local import CalendarRow, rows_in_force
from pipeline.resolve.directory import Directory
from pipeline.resolve.times import CONTRACT as AS_ANNOTATED
from pipeline.resolve.times import TimePolicy, TimeResolver, recorded
from pipeline.resources import models_folder, rules_folder
from pipeline.rulebook import Rulebook, load_rulebook
from pipeline.settings import Settings
from pipeline.structure.anatomy import Anatomy
from pipeline.structure.blocks import Block, read_blocks
from pipeline.structure.entries import Entry, EntryReader
from pipeline.structure.header import HeaderReader
from pipeline.structure.instruments import InstrumentReader
from pipeline.structure.relations import relations
from pipeline.structure.script import restored, simplified

# what looks at every block
SWEPT = (("cue",), ("refuse",), ("report",), ("deadline", "time"), ("penalty",), ("watch",))


@dataclass(frozen=True, slots=True)
class Understanding:
    """A record with the way to it: where the document's elements stand, and each block as it was read."""

    record: Record
    anatomy: Anatomy
    readings: list[BlockReading]
    rated: Reading


class Extractor:
    """Reads documents by one rulebook; build one and use it for many documents.

    ``policy`` settles what good readers of deadlines differ on, ``rows`` are the user's own calendar; where they are
    not the defaults, a record's versions say so. ``models`` say how sure it is, and leave out what is hardly an
    obligation; without them nothing is rated.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        policy: TimePolicy = AS_ANNOTATED,
        rows: Iterable[CalendarRow] = (),
        *,
        models: Rater | None = None,
    ) -> None:
        self.rulebook = rulebook
        self._models = models
        own = tuple(rows)
        read_by = f"{rulebook.version} {recorded(policy, own)}".strip()
        self._versions = Versions(CONTRACT, read_by, __version__, models.version if models else None)
        rulebook.sweep(*SWEPT)
        names, words = Names(rulebook), Words(rulebook)
        self._header = HeaderReader(rulebook)
        self._instruments = InstrumentReader(rulebook)
        self._entries = EntryReader(rulebook)
        self._directory = Directory.of(rulebook)
        self.tools = Tools(
            clauses=ClauseReader(rulebook, Actors(names, words, rulebook), words),
            names=names,
            sections=Sections(rulebook),
            brackets=Brackets(names),
            directives=Directives(rulebook, names),
            times=TimeFinder(rulebook),
            resolver=TimeResolver(rulebook, policy, own),
            penalties=PenaltyFinder(rulebook),
        )
        rulebook.patterns.keep()
        keep_patterns()

    @property
    def versions(self) -> Versions:
        """What makes its records: two extractors of the same versions read the same out of the same text."""
        return self._versions

    def extract(self, document: Document) -> Record:
        """Everything that was read out of one document, e.g. one obligation of 请各大队于3月5日前报送台账。"""
        with uncollected():  # what led to the record is gone before it is looked at
            return self.understand(document).record

    def understand(self, document: Document) -> Understanding:
        """The record and what led to it, for who has to explain it; what is read of traditional script is put back."""
        with uncollected():
            copy = simplified(document.text)
            if copy is None:
                return self._understand(document)
            read = self._understand(replace(document, text=copy))
            return replace(read, record=restored(read.record, copy, document))

    def _understand(self, document: Document) -> Understanding:
        text = document.text
        anatomy = self._header.read(text)
        cited = self._instruments.read(text, anatomy)
        blocks = read_blocks(text, [anatomy.body, *anatomy.enclosures])
        on = anatomy.reference.on if anatomy.reference else None
        said = relations(text, anatomy, cited)
        entries = by_block(blocks, self._entries.read(text, cited))
        base = {} if entries else told_instruments(text, blocks, cited)
        course = Course(text, blocks, on, entries, base or base_instruments(text, blocks, anatomy, cited, said))
        course.scopes.update(scopes_of_enclosures(self.tools.sections, text, blocks, anatomy))
        course.places = [(citation.span, number) for citation, number in cited.places]
        reader = DocumentReader(self.tools, course)
        addressees = tuple(
            Bearer(name, "responsible", "addressee", span)
            for name, span in zip(anatomy.header.addressees, anatomy.addressees, strict=True)
        )
        finisher = Finisher(self.tools, text, blocks, reader.read(), addressees)
        settled = tuple(finisher.finish())
        rated = Reading(text, anatomy.header, on is not None, reader.readings, settled)
        models = self._models
        found = models.rate(rated) if models else tuple(one.obligation for one in settled)
        named = with_canonical(found, self._directory, anatomy.header.issuer, on)
        record = Record(
            document=document,
            header=anatomy.header,
            instruments=cited.instruments,
            obligations=tuple(doubted(named, document.places)),
            watch=tuple(finisher.watch()),
            relations=said,
            versions=self._versions,
        )
        return Understanding(record, anatomy, reader.readings, rated)


@contextmanager
def uncollected() -> Iterator[None]:
    """Python's search for cyclic garbage put off meanwhile: reading leaves none, and has much that it would look at.

    It would cost a tenth of the time, in a law book of millions of characters a fifth.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def make_extractor(rules: Path | None = None, models: Path | None = None) -> Extractor:
    """The extractor by the rules and the models in use of these folders, else of those that came with Duban."""
    return Extractor(load_rulebook(rules_folder(rules)), models=rater_of(models_folder(models)))


def extractor_by(settings: Settings) -> Extractor:
    """The extractor that the settings ask for: rules, models, the user's own calendar and reading of art. 203."""
    rulebook = load_rulebook(rules_folder(settings.rules))
    policy, rows = TimePolicy(rest_day=settings.rest_day), rows_in_force(settings.calendar)
    return Extractor(rulebook, policy, rows, models=rater_of(models_folder(settings.models)))


def by_block(blocks: list[Block], entries: tuple[Entry, ...]) -> dict[int, list[Entry]]:
    """The entries of a digest by the block in which each begins."""
    found: dict[int, list[Entry]] = {}
    waiting = list(entries)
    for block in blocks:
        while waiting and waiting[0].start < block.span.end:
            entry = waiting.pop(0)
            if entry.start >= block.span.start or entry.span.start >= block.span.start:
                found.setdefault(block.index, []).append(entry)
    return found


__all__ = ["Anatomy", "Extractor", "extractor_by", "make_extractor"]
