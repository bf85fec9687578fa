"""Where in a block its sentences stand: behind the citation that opens it, outside its brackets, before its list."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.assemble.brackets import Duty
from pipeline.assemble.sections import Sections
from pipeline.clauses.facts import Marks
from pipeline.patterns import compiled
from pipeline.structure.blocks import Block
from pipeline.structure.entries import Entry

#: Start and end of a sentence, and the mark that ends it.
Piece = tuple[int, int, str]
_AFTER_CITATION = compiled(
    r"(?:文?(?:转发|批转|印发|下发)[^，。；：]{0,24}《[^《》]*》(?:的[^，。；：]{1,4})?(?:[，、](?:在?(?:转发|批转|印发)时)[^，。；：]{0,12})?)?"
    r"(?:，[^，。；（）]{2,24}?(?:印发|签发|下发|成文|发布|收文|收到|到文)）)?(?:（[^）]{0,20}）|》|[\]】〕]|）(?=强调|要求|提出|明确|规定|指出)|的通知|文|通知(?=[，：]))*(?:[，、]?(?:并|还|另|又|同时)?(?:明确|要求|规定|提出|指出|强调|通报(?=[，：])|告知(?=[，：])|批复(?=[，：]))(?:提出|要求)?)?"
    r"(?:，(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:[上下]午)?(?:签发|印发|到文|收文|收到|送达|发出|成文|发布|收)(?=[，。]))*"
    r"(?:，\n?(?:暂?无|未编|没有)文号(?=[，。]))?"
    r"(?:[文电函件]?(?:今[晨早天]|昨[天日晚]|[0-9]{1,2}[月日时])*(?:也|已|刚|都|均|随后)?(?:到了|送到|寄到|到件|送达|来了|挂网|发出|发来|印发|下发|发布)(?=[，。；]))?"
    r"(?:文?，(?:就|对)[^，。；：]{2,30}(?:作出|提出|进行)了?(?:规定|要求|部署|安排|明确)(?=[：。]))?[，。：；、]*"
)

_ASKED = compiled(
    r"[^。；：（）《》]{1,80}?，(?:并|还|也|同时)?(?P<asks>(?:明确)?(?:要求|提出)(?=[\u4e00-\u9fff])(?![的是和与])[，：]?)"
)


def after_citation(block: Block, entry: Entry) -> int:
    """Where the words about the cited document begin."""
    at = block.view.at(entry.span.end)
    return _AFTER_CITATION.match(block.view.text, at).end()  # type: ignore[union-attr]


def asked_from(block: Block, marks: Marks, at: int) -> int:
    """Where it is told what a document asks, if first something else is told of it (``…作了预测，要求…``)."""
    asked = _ASKED.match(block.view.text, at)
    told = asked is not None and not marks.cues_in(at, asked.start("asks"))
    return asked.end() if asked is not None and told else at


def opening(sections: Sections, text: str, pieces: list[Piece]) -> int:
    """The piece that opens the list after the block's last colon, -1 where none follows.

    It is the last one, or that which says 按照下列规定处罚 before a ；.
    """
    if not pieces or pieces[-1][2] != "" or text[pieces[-1][1] - 1] != "：":
        return -1
    for number, (start, end, _) in enumerate(pieces):
        if sections.punishes_in_items(text[start:end]) and "。" not in text[end : pieces[-1][1]]:
            return number
    return len(pieces) - 1


def outside(duties: Sequence[Duty], start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a block outside its 责任单位 brackets."""
    spans, at = [], start
    for duty in duties:
        if duty.start > at:
            spans.append((at, duty.start))
        at = max(at, duty.end)
    if end > at:
        spans.append((at, end))
    return spans
