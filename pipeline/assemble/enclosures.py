"""What the title of an enclosure says of all that stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.assemble.scopes import Scope
from pipeline.assemble.sections import Sections
from pipeline.model import Relation
from pipeline.patterns import compiled
from pipeline.structure.anatomy import Anatomy
from pipeline.structure.blocks import Block
from pipeline.structure.instruments import Cited
from pipeline.structure.newspaper import told_of

# 任务分解表, 联络员登记表: what an office hands out itself with another's document
_FORM = compiled(
    "(?:分解|分工|统计|报送|汇总|登记|责任|进度|情况|联系|联络|任务|排查|自查)[^，。；]{0,6}[表册]$|回执$|责任清单$"
)


def scopes_of_enclosures(sections: Sections, text: str, blocks: Sequence[Block], anatomy: Anatomy) -> dict[int, Scope]:
    """The scopes, by block, of enclosures whose titles ask for nothing (``发现共性问题清单``)."""
    found: dict[int, Scope] = {}
    for part, title in zip(anatomy.enclosures, anatomy.enclosure_titles, strict=True):
        regime = sections.regime(title.of(text)) if title else "open"
        top = (block for block in blocks if block.parent is None and part.holds(block.span))
        found |= {block.index: Scope(regime=regime) for block in top if regime != "open"}
    return found


def told_instruments(text: str, blocks: Sequence[Block], cited: Cited) -> dict[int, int]:
    """What a newspaper tells is all imposed by the document that it tells of; empty for other texts."""
    told = told_of(text, cited)
    return {block.index: told for block in blocks if block.parent is None} if told else {}


def base_instruments(
    text: str, blocks: Sequence[Block], anatomy: Anatomy, cited: Cited, said: Sequence[Relation]
) -> dict[int, int]:
    """What an enclosure imposes is imposed by the numbered document that was forwarded; one's own plan is one's own.

    So are forms that come first; behind the forwarded document they are its own.
    """
    passed_on = (relation.instrument for relation in said if relation.kind == "forwards")
    forwarded = next((index for index in passed_on if cited.instruments[index].number), 0)
    if not forwarded:
        return {}
    own = [title is not None and _FORM.search(title.of(text).strip()) is not None for title in anatomy.enclosure_titles]
    first = own.index(False) if False in own else len(own)
    inside = anatomy.enclosures[first:]
    return {block.index: forwarded for block in blocks if any(part.holds(block.span) for part in inside)}
