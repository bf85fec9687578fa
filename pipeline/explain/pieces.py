"""The sentences of a whole document in order, each with the block that it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.assemble.reading import BlockReading
from pipeline.clauses.split import sentences
from pipeline.model import Span
from pipeline.structure.paragraphs import read_paragraphs

_STOPS = "。；！？"


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence: ``span`` in the stored text, ``[start, end)`` in its block's view; no reading outside the body."""

    span: Span
    reading: BlockReading | None = None
    start: int = 0
    end: int = 0


def pieces(text: str, readings: Sequence[BlockReading]) -> Iterator[Piece]:
    """Every sentence of the document: those of the body and, as they stand, the lines before, between and after."""
    at = 0
    for reading in readings:
        span = reading.block.span
        yield from _lines(text, at, span.start)
        yield from _of_block(reading)
        at = max(at, span.end)
    yield from _lines(text, at, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[Piece]:
    if text[start:end].strip():
        yield from (Piece(line.span) for line in read_paragraphs(text, start, end))


def _of_block(reading: BlockReading) -> Iterator[Piece]:
    """The block's sentences; a heading, a label and a row are one piece whatever stands in them."""
    view = reading.block.view
    whole = (0, len(view.text), "")
    cut = list(sentences(view.text, 0, len(view.text))) if reading.block.role in ("text", "field") else [whole]
    for start, end, _ in cut:
        if view.text[start:end].strip():
            last = end + (view.text[end : end + 1] in tuple(_STOPS))
            yield Piece(view.raw(start, last), reading, start, end)
