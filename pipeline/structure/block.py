"""A block of a document, and what it was before it had its place in the tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model import Span
from pipeline.record import record
from pipeline.structure.markers import Marker
from pipeline.structure.view import View

BlockRole = Literal["heading", "label", "field", "text", "row"]


@record
class Block:
    """A piece of the text that stands on its own.

    ``view`` is the cleaned text of ``span``; the words begin at ``body`` after the numbering. ``parent`` is the index
    of the block that holds it; ``paragraph`` numbers the written paragraph; ``name`` is a label's or field's name.
    """

    index: int
    span: Span
    view: View
    body: int
    role: BlockRole
    rank: float
    parent: int | None
    paragraph: int
    marker: Marker | None = None
    name: str = ""

    @property
    def text(self) -> str:
        """The cleaned words after the numbering."""
        return self.view.text[self.body :]


@dataclass(slots=True)
class Draft:
    """What is known of a block by itself: no ``rank`` for plain text; ``inline``: a label with words behind it."""

    span: Span
    view: View
    body: int
    role: BlockRole
    rank: float | None
    paragraph: int
    marker: Marker | None
    name: str = ""
    inline: bool = False
