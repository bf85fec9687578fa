"""The ordered list of stages, on one screen: stored text in, record out."""

from __future__ import annotations

import re

from pipeline import __version__
from pipeline.assemble.brackets import Brackets
from pipeline.assemble.directive import Directives
from pipeline.assemble.obligations import Finisher
from pipeline.assemble.reader import DocumentReader, Entry, Tools
from pipeline.assemble.sections import Sections
from pipeline.clauses.actors import Actors
from pipeline.clauses.parse import ClauseReader
from pipeline.clauses.words import Words
from pipeline.find.names import Names
from pipeline.find.penalties import PenaltyFinder
from pipeline.find.times import TimeFinder
from pipeline.model import Bearer, Document, Record, Versions
from pipeline.resolve.times import TimeResolver
from pipeline.rulebook import Rulebook
from pipeline.structure.anatomy import Anatomy
from pipeline.structure.blocks import Block, read_blocks
from pipeline.structure.header import HeaderReader
from pipeline.structure.instruments import Cited, InstrumentReader

CONTRACT = "1"
OPENING = re.compile(r"[^，。；：要应按照据依由对]{0,14}")
ISSUER = 12  # characters of an issuer before its document (``总队、支队两级均下发了《…》``)


class Extractor:
    """Reads documents by one rulebook; build one and use it for many documents."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        names, words = Names(rulebook), Words(rulebook)
        self._header = HeaderReader(rulebook)
        self._instruments = InstrumentReader(rulebook)
        self._tools = Tools(
            clauses=ClauseReader(rulebook, Actors(names, words, rulebook.lexicon("units/state_organs").terms), words),
            names=names,
            sections=Sections(rulebook),
            brackets=Brackets(names),
            directives=Directives(rulebook, names),
            times=TimeFinder(rulebook),
            resolver=TimeResolver(rulebook),
            penalties=PenaltyFinder(rulebook),
        )

    def extract(self, document: Document) -> Record:
        """Everything that was read out of one document, e.g. one obligation of 请各大队于3月5日前报送台账。"""
        text = document.text
        anatomy = self._header.read(text)
        cited = self._instruments.read(text, anatomy)
        blocks = read_blocks(text, [anatomy.body, *anatomy.enclosures])
        on = anatomy.reference.on if anatomy.reference else None
        reader = DocumentReader(self._tools, text, blocks, on, entries(text, blocks, cited))
        addressees = tuple(
            Bearer(name, "responsible", "addressee", span)
            for name, span in zip(anatomy.header.addressees, anatomy.addressees, strict=True)
        )
        finisher = Finisher(self._tools, text, blocks, reader.read(), addressees)
        return Record(
            document=document,
            header=anatomy.header,
            instruments=cited.instruments,
            obligations=tuple(finisher.finish()),
            versions=Versions(CONTRACT, self.rulebook.version, __version__),
        )


def entries(text: str, blocks: list[Block], cited: Cited) -> dict[int, Entry]:
    """The blocks that open by citing an instrument: which one, and where its citation ends."""
    found: dict[int, Entry] = {}
    places = iter(sorted((citation.span, index) for citation, index in cited.places))
    place = next(places, None)
    for block in blocks:
        while place is not None and place[0].start < block.span.start:
            place = next(places, None)
        if place is None:
            break
        start = block.view.raw(block.body, block.body + 1).start if block.body < len(block.view.text) else block.span.end
        if place[0].start <= start + ISSUER and OPENING.fullmatch(text, start, place[0].start):
            found[block.index] = Entry(place[1], place[0].end)
    headed = any(blocks[index].marker is not None or blocks[index].role == "heading" for index in found)
    return found if headed or len(found) > 1 else {}


__all__ = ["Anatomy", "Extractor"]
