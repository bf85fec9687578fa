"""Sentences that tell of a document's arrival: ``收到云消〔2024〕7号，…``; ``市财政局的云财〔2024〕3号也送到，…``."""

from __future__ import annotations

from pipeline.model import Span
from pipeline.patterns import compiled

_CAME = compiled(
    r"(?:[\u4e00-\u9fff0-9、]{0,16}?[，,]?)(?:收到|接到|转来|收来|送来|传来|发来)(?:了)?[\u4e00-\u9fff、]{0,24}"
    r"(?:[，,](?:(?:编号|文号|发文字号)(?:为|是)?[：:]?)?)?"
)
_NUMBERED = compiled("^[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.．]")
# 收到…后, 自收到…之日起: when somebody shall act
_WHEN = compiled(r"[）)]?文?(?:后|时|之后|之日|起|的(?!《))")
_ASKED = compiled(r"应当?|必须|须|请|自|从|不得|根据|按照|未|如|要求|以[^，。；]*来函")
_ARRIVED = compiled(
    r"[）)]?[文电函件]?(?:今[晨早天]|昨[天日晚]|[0-9]{1,2}[月日时])*(?:也|已|刚|都|均|随后)?"
    r"(?:(?:到了|送到|寄到|到件|送达|来了|挂网|发出|发来|收悉(?=，(?:件名|题为|标题)))|(?:转|发|送|下发|批转)[来到至](?:我|本)[院局厅委办校部区县市镇司会站队]{1,3})[，。；]"
)
# 实施方案已以云党〔2024〕5号印发。
_SENT_OUT = compiled(r"[^。；]{2,80}[，,]?(?:(?:现|均)?已|现|均|一并)以")
_UNDER = compiled(r"文?(?:印发|下发|发布)[，。；]")


def came(text: str, begin: int, at: Span) -> bool:
    """Whether the words from ``begin`` say that the document cited at ``at`` came in, or under what it was sent out.

    >>> came('上午收到云消〔2024〕7号，各大队要检查。', 0, Span(4, 14))
    True
    """
    words = _NUMBERED.sub("", "".join(text[begin : at.start].split()))
    if _SENT_OUT.fullmatch(words) and _UNDER.match(text, at.end):
        return True
    return _CAME.fullmatch(words) is not None and not _ASKED.search(words) and not _WHEN.match(text, at.end)


def arrived(text: str, at: Span) -> bool:
    """Whether what follows the document cited at ``at`` says that it came (``…的云财〔2024〕3号也送到，``)."""
    return _ARRIVED.match(text, at.end) is not None
