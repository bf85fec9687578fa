"""The blocks of a document and the tree that they form: headings, labels, items, paragraphs, rows; all by offset."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Span
from pipeline.structure.block import Block, BlockRole
from pipeline.structure.drafts import drafts_of
from pipeline.structure.nesting import nest
from pipeline.structure.paragraphs import read_paragraphs

__all__ = ["Block", "BlockRole", "read_blocks"]


def read_blocks(text: str, parts: Iterable[Span]) -> list[Block]:
    """The blocks of the given parts of a document, in order."""
    blocks: list[Block] = []
    for part in parts:
        nest(blocks, [draft for line in read_paragraphs(text, *part) for draft in drafts_of(text, line)])
    return blocks
