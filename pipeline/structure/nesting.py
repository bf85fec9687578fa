"""The tree that blocks form: what stands under which heading, number, bullet or label."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.patterns import compiled
from pipeline.structure.block import Block, Draft
from pipeline.structure.markers import RANKS

_SECTION = 4.5  # what stands in 【】 or behind a bullet over other things holds every numbering but that of statutes
_ABOVE = 3.5  # behind a statute's articles a heading in 【】 begins something else
_LISTED = RANKS["digit"] + 0.5
_CITES = compiled(r"[^\u4e00-\u9fff《]{1,3}(?:[\u4e00-\u9fff]{2,16}[〔\[（(【]?(?:19|20)\d{2}|《)")
_ITEMS = ("square", "han", "han_bracket", "digit", "digit_bracket")


def _close_items(open_blocks: list[Block]) -> None:
    """A paragraph after the items of a statute's article is a 款 of the article, not of its last item.

    So is one after the cases that a numbered item lists in （一）, （二）.
    """
    while open_blocks and _is_listed(open_blocks[-1]):
        open_blocks.pop()
    for place, block in enumerate(open_blocks):
        if block.marker is not None and block.marker.kind == "article":
            del open_blocks[place + 1 :]
            return


def _is_listed(block: Block) -> bool:
    return block.marker is not None and block.marker.kind == "han_bracket" and block.rank == _LISTED


def _under_digit(draft: Draft, open_blocks: Sequence[Block]) -> float | None:
    """The rank of （一） where the item 3、 before it opens its list with a colon."""
    if draft.marker is None or draft.marker.kind != "han_bracket":
        return None
    last = next((block for block in reversed(open_blocks) if block.marker is not None), None)
    if last is None or last.marker is None:
        return None
    opens = last.marker.kind == "digit" and draft.marker.value == 1 and last.view.text.endswith("：")
    return _LISTED if opens or _is_listed(last) else None


def _restart(draft: Draft, blocks: Sequence[Block], restart: Block | None) -> Block | None:
    """The heading whose items count from one again in its own style of numbering (``2. 副经理`` over ``1. …``)."""
    marker = draft.marker
    if marker is None:
        return restart
    if restart is not None and restart.role == "text" and restart.paragraph != draft.paragraph:
        restart = None  # the list ran on in the paragraph that opened it
    if restart is not None and restart.marker is not None:
        same = restart.marker.kind == marker.kind
        if (same and draft.role == "text") or (not same and marker.rank > restart.marker.rank):
            return restart
    last = blocks[-1] if blocks else None
    if last is None or last.marker is None or last.marker.kind != marker.kind:
        return None
    opens = last.role == "heading" or (last.paragraph == draft.paragraph and last.view.text.endswith("："))
    return last if opens and marker.value == 1 and draft.role == "text" else None


def _numbered(open_blocks: Sequence[Block]) -> Block | None:
    """The innermost open block that a number heads, statutes' own left out."""
    return next((b for b in reversed(open_blocks) if b.marker and b.marker.kind in _ITEMS), None)


def _bullet_of(draft: Draft, open_blocks: Sequence[Block]) -> Block | None:
    """The bullet whose paragraph the draft's numbering goes on: ``▲消防。…按照下列规定处罚：（一）…；（二）…``."""
    if draft.marker is None or draft.marker.kind not in (*_ITEMS, "circle"):
        return None
    same = (block for block in open_blocks if block.paragraph == draft.paragraph)
    return next((block for block in same if block.marker is not None and block.marker.kind == "bullet"), None)


def _opens_section(draft: Draft, following: Draft | None) -> bool:
    """Whether a heading stands over a section of its own: 【本周工作】, or ■ 本周工作 with something else under it."""
    if draft.role != "heading" or following is None:
        return False
    if draft.marker is None:
        return draft.view.text.startswith("【")
    if draft.marker.kind != "bullet":
        return False
    other = following.view.text[:1] not in ("", draft.view.text[0])
    return following.marker is None or following.marker.kind != "bullet" or (other and following.role == "text")


def _twin(draft: Draft, open_blocks: Sequence[Block]) -> Block | None:
    """The open section whose heading has the draft's own bullet: what stands beside it is no part of it."""
    if draft.marker is None or draft.marker.kind != "bullet":
        return None
    sections = (block for block in open_blocks if block.marker and block.rank % 1 == _SECTION % 1)
    return next((block for block in sections if block.view.text[0] == draft.view.text[0]), None)


def _placed(draft: Draft, following: Draft | None, open_blocks: Sequence[Block]) -> float | None:
    """The rank of a draft among the blocks that are open: sections hold numbers, an item may quote an article."""
    if (opener := _bullet_of(draft, open_blocks)) is not None:
        return opener.rank + (draft.rank or 0) / 100
    if any(block.rank == RANKS["article"] for block in open_blocks):
        bracketed = draft.role == "heading" and draft.view.text.startswith("【")
        return _ABOVE if bracketed or _opens_section(draft, following) else draft.rank
    if (twin := _twin(draft, open_blocks)) is not None:
        return twin.rank
    if _opens_section(draft, following):
        sections = [block.rank for block in open_blocks if block.role == "heading" and block.rank % 1 == _SECTION % 1]
        holder = _numbered(open_blocks)
        return sections[0] if sections else _SECTION if holder is None else holder.rank + _SECTION % 1
    if (listed := _under_digit(draft, open_blocks)) is not None:
        return listed
    if draft.marker is not None and draft.marker.kind == "square":
        return _carded(draft, open_blocks)
    if draft.marker is None or draft.marker.kind != "article":
        return draft.rank
    before = next((block for block in open_blocks if block.marker and block.marker.kind == "article"), None)
    if before is not None:
        return before.rank  # the next article that the same item quotes
    holder = _numbered(open_blocks) if draft.marker.value != 1 else None
    return holder.rank + 0.5 if holder is not None else draft.rank


def _cites(block: Block | Draft) -> bool:
    """Whether a bullet opens what a document asks that it cites at once (``▲云市监〔2031〕4号，…``)."""
    if block.role != "text" or block.marker is None or block.marker.kind != "bullet":
        return False
    return _CITES.match(block.view.text) is not None


def _under_citation(draft: Draft, open_blocks: Sequence[Block]) -> float | None:
    """The rank of such a bullet, over all numbering, and of what its document numbers, articles too."""
    citing = next((block for block in reversed(open_blocks) if _cites(block)), None)
    if _cites(draft):
        holder = next((block for block in reversed(open_blocks) if block.role == "heading"), None)
        return citing.rank if citing is not None else (holder.rank if holder is not None else _SECTION) + 0.2
    if citing is not None and _goes_on_above(draft, citing, open_blocks):
        return None
    numbered = draft.marker is not None and draft.marker.kind in ("article", *_ITEMS[2:], "circle")
    return citing.rank + 0.1 + RANKS[draft.marker.kind] / 100 if citing and draft.marker and numbered else None


def _goes_on_above(draft: Draft, citing: Block, open_blocks: Sequence[Block]) -> bool:
    """Whether the draft is the next heading of those that hold the bullet: （二） after （一）."""
    if draft.role != "heading" or draft.marker is None:
        return False
    kind = draft.marker.kind
    return any(b.role == "heading" and b.marker and b.marker.kind == kind and b.rank < citing.rank for b in open_blocks)


def _carded(draft: Draft, open_blocks: Sequence[Block]) -> float | None:
    """The rank of a card (【3】): that of the card before it, or within the section 一、 that was opened before it."""
    cards = (block.rank for block in open_blocks if block.marker and block.marker.kind == "square")
    sections = (b.rank + 0.3 for b in open_blocks if b.role == "heading" and b.marker and b.marker.kind == "han")
    return next(cards, next(sections, draft.rank))


def nest(blocks: list[Block], drafts: list[Draft]) -> None:
    """Give each draft its parent: the nearest open block of a smaller rank."""
    open_blocks: list[Block] = []
    restart: Block | None = None
    cited = sum(map(_cites, drafts)) > 1
    for place, draft in enumerate(drafts):
        under = _under_citation(draft, open_blocks) if cited else None
        following = drafts[place + 1] if place + 1 < len(drafts) else None
        draft.rank = under if under is not None else _placed(draft, following, open_blocks)
        restart = _restart(draft, blocks, restart)
        if restart is not None and draft.role == "text" and draft.marker is not None:
            draft.rank = restart.rank + 0.5
        if draft.role == "label" and draft.marker is None:
            while open_blocks and open_blocks[-1].role == "text" and not draft.inline:
                open_blocks.pop()
            labels = [block.rank for block in open_blocks if block.role == "label" and block.marker is None]
            draft.rank = labels[0] if labels else (open_blocks[-1].rank if open_blocks else 0) + 0.5
        if draft.rank is None and draft.role == "text":
            _close_items(open_blocks)
        if draft.rank is not None:
            while open_blocks and open_blocks[-1].rank >= draft.rank:
                open_blocks.pop()
        parent = open_blocks[-1].index if open_blocks else None
        rank = draft.rank if draft.rank is not None else 99.0
        block = Block(len(blocks), draft.span, draft.view, draft.body, draft.role, rank, parent,
                      draft.paragraph, draft.marker, draft.name)  # fmt: skip
        blocks.append(block)
        if draft.rank is not None and draft.role != "field":
            open_blocks.append(block)
