"""What the title of an enclosure says of all that stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.assemble.scopes import Scope
from pipeline.assemble.sections import Sections
from pipeline.structure.anatomy import Anatomy
from pipeline.structure.blocks import Block


def scopes_of_enclosures(sections: Sections, text: str, blocks: Sequence[Block], anatomy: Anatomy) -> dict[int, Scope]:
    """The scopes, by block, of enclosures whose titles ask for nothing (``发现共性问题清单``)."""
    found: dict[int, Scope] = {}
    for part, title in zip(anatomy.enclosures, anatomy.enclosure_titles, strict=True):
        regime = sections.regime(title.of(text)) if title else "open"
        top = (block for block in blocks if block.parent is None and part.holds(block.span))
        found |= {block.index: Scope(regime=regime) for block in top if regime != "open"}
    return found
