"""Explains a document sentence by sentence: what came of it and why, what its clauses are, what fired and what lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.assemble.reading import BlockReading
from pipeline.clauses.facts import Clause
from pipeline.clauses.split import clauses
from pipeline.evaluate.tracing import Tracer
from pipeline.explain import words
from pipeline.explain.grounds import Grounds, slots
from pipeline.explain.pieces import Piece, pieces
from pipeline.explain.records import ClauseTold, Explained, Find, Ground, Item
from pipeline.model import Document, Obligation, Span
from pipeline.stages import Extractor, Understanding

_ASKING = ("directive", "power", "support")


class Explainer:
    """Built once from an extractor; explains its decisions over one document after the other."""

    def __init__(self, extractor: Extractor) -> None:
        self.rulebook = extractor.rulebook
        self._extractor = extractor
        self._grounds = Grounds(extractor.rulebook)
        self._tracer = Tracer(extractor.rulebook)

    def explain(self, document: Document, *, only: int | None = None) -> list[Explained]:
        """Every sentence of the document in order, or ``only`` the one of that number (counted from 1)."""
        known = self._extractor.understand(document)
        numbered = enumerate(pieces(document.text, known.readings), 1)
        return [self._piece(known, number, piece) for number, piece in numbered if only in (None, number)]

    def _piece(self, known: Understanding, number: int, piece: Piece) -> Explained:
        text = piece.span.of(known.record.document.text)
        if piece.reading is None:
            return Explained(number, piece.span, text, (), (Ground(*words.OUTSIDE),))
        read = self._clauses(piece.reading, piece)
        items = tuple(
            Item(one, _unique([*self._for(piece.reading, one, read), *slots(known.record, one, piece.reading)]))
            for one in known.record.obligations
            if one.span.start < piece.span.end and piece.span.start < one.span.end
        )
        told = tuple(self._told(piece.reading, clause) for clause in read)
        against = () if items else _unique(self._against(piece.reading, piece, read))
        return Explained(number, piece.span, text, items, against, told, tuple(self._finds(known, piece)))

    def _clauses(self, reading: BlockReading, piece: Piece) -> list[Clause]:
        if reading.block.role not in ("text", "heading"):
            return []
        start = max(piece.start, reading.block.body)
        view = reading.block.view.text
        read = self._extractor.tools.clauses.read
        return [read(view, part, reading.marks) for part in clauses(view, start, piece.end)]

    def _told(self, reading: BlockReading, clause: Clause) -> ClauseTold:
        view = reading.block.view
        grounds = tuple(self._grounds.clause(view.text, clause, reading.marks))
        return ClauseTold(
            view.raw(clause.start, clause.end), view.text[clause.start : clause.end], clause.role, grounds
        )

    def _for(self, reading: BlockReading, one: Obligation, read: list[Clause]) -> Iterator[Ground]:
        """The clauses of the obligation that ask for something."""
        for clause in read:
            span = reading.block.view.raw(clause.start, clause.end)
            if clause.role in _ASKING and one.span.start < span.end and span.start < one.span.end:
                yield next(self._grounds.clause(reading.block.view.text, clause, reading.marks))

    def _against(self, reading: BlockReading, piece: Piece, read: list[Clause]) -> list[Ground]:
        """What assembly noted, then what refused a clause; else that no clause asks for anything."""
        found = [*self._grounds.left(reading, piece.start, piece.end)]
        text = reading.block.view.text
        if any(duty.start < piece.end and piece.start < duty.end for duty in reading.duties):
            found.append(Ground(*words.DUTY))
        found += [next(self._grounds.clause(text, one, reading.marks)) for one in read if one.role == "refused"]
        if not found and reading.block.role in words.BLOCKS:
            found = [Ground(*words.BLOCKS[reading.block.role])]
        if not found and any(one.role in _ASKING for one in read):
            found = [Ground(*words.FOLLOWS)]
        found = found or [next(self._grounds.clause(text, one, reading.marks)) for one in read]
        return found or [Ground(*words.EMPTY)]

    def _finds(self, known: Understanding, piece: Piece) -> Iterator[Find]:
        assert piece.reading is not None
        view = piece.reading.block.view
        on = known.anatomy.reference.on.isoformat() if known.anatomy.reference else None
        for one in self._tracer.trace(view.text, on):
            if piece.start <= one.span.start < piece.end and one.span.end > one.span.start:
                lost = None if one.stands else Ground(one.zh, one.en)
                yield Find(one.rule, Span(*view.raw(*one.span)), one.words, lost)


def _unique(grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    return tuple(dict.fromkeys(grounds))
