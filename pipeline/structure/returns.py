"""Where a sentence goes back to a document that was named before, by its short name (``依《方案》，…``)."""

from __future__ import annotations

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.structure.issued import ASKS, TOLD_WITHIN

# 依《方案》，…; 回到《方案》，…: back to a document that was named before
_BACK_TO = compiled(
    r"(?P<stop>[。；;！？\n]|(?<![0-9])[.]|^)[\s\u3000]*(?P<by>(?:回到|按照?|依照?|依据|根据|对照?|针对)?)[\s\u3000]*\Z"
)
# 前者为《…通知》，; 90号文是补贴核查的通知，: what it is, and then what it asks
_TITLED = compiled(r"[为是](?:《[^《》]{2,80}》|[^，。；《》]{2,40}的(?:通知|意见|函|方案|办法|通告|公告))[，,。：:]")
_THEN = compiled(r"(?:的?(?:规定|要求|部署))?[，,]")


def returned_to(text: str, name: Span) -> int | None:
    """Where a sentence begins that goes back to a document by its short name; ``None`` where it only mentions it.

    >>> returned_to('平台已上线。依《方案》，各街道每周填报。', Span(7, 11))
    6
    """
    before = _BACK_TO.search(text, max(0, name.start - TOLD_WITHIN), name.start)
    if before is None or (before["by"] in ("对", "针对") and text[name.start] not in "前后"):
        return None
    if _TITLED.match(text, name.end) is not None:
        return before.start("by")
    goes_on = _THEN if before["by"] else ASKS
    return before.start("by") if goes_on.match(text, name.end) is not None else None
