"""Who bears a penalty and who imposes it, as the words beside it say."""

from __future__ import annotations

import re

from pipeline.model import Penalty, Span
from pipeline.patterns import compiled

_REACH = 120
_AIM = compiled(
    r"(?:^|[，。；：、,;\s并可以]|由[^，。；]{2,20}?)(?:依法)?对(?!于)(?:其(?=直接|主要|负责|相关|有关|法定|经营))?"
    r"(?P<who>[^，。；：,;:\n]{1,40}?)"
    r"(?=可以|可|应当|依法|依规|依纪|严肃|一律|分别|各|并处|单处|(?<!办事)处|给予|予以|责令|采取|实施|进行|(?<![未不须])按|吊销|没收|暂扣|警告|罚"
    r"|追究|，)"
)
_OF = compiled(
    r"(?:追究|给予)(?!刑事|行政|民事|法律|相应|处分|政务|纪律|撤职|降级|记过|记大过|开除|警告|责任)(?P<who>[^，。；：\n的]{2,40}?)"
    r"(?:的?(?:刑事|法律|领导|行政)?责任|(?:行政|政务|纪律|党纪)?处分)"
)
_SUMMONED = compiled(r"约谈(?!通报|曝光)(?P<who>[^，。；、]{2,16})$")
_PAYER = compiled(r"由(?P<who>[^，。；：\n]{1,20}?)(?:全部|自行|依法)?(?:承担|负担|支付)$")
_AUTHORITY = compiled(
    r"由(?P<who>[^，。；：\n]{2,60}?)(?=依(?:法|照|据|职权)|按照|按[日月年次户人]|加处|根据|责令|给予|予以|(?<!办事)处|没收|吊销|组织|对|可以|应当|并|撤销|取消|强制"
    r"|移送|代为|暂扣|约谈|追究|(?<!所)在|通报|列入|降低|限期)"
)
_SUBJECT = compiled(
    r"(?:^|，)(?:违反本[^，。；]{2,12}?规定，)?(?P<who>[^，。；：\n的对由]{2,30}?)"
    r"(?:违反|有下列|有前款|有本条|有上述|未依|未按|未经|不按|不依|擅自|拒不|不履行|未履行|发生|不具备|使用不|滥用)"
)
_THEIR = compiled("^其(?![他余中它])")
_NOBODY = compiled(r"^(?:违反|有下列|有前款|拒不|逾期|情节|构成|造成|经|未|不|发现|在|属于|依照|按照|对|因|其|尚)")


def target_of(text: str, penalty: Penalty, start: int = 0) -> str | None:
    """Who bears ``penalty``, in the text's own words, or ``None``; ``text[start:]`` is its sentence.

    ``对个人处五百元以下罚款`` is aimed at 个人; without a 对 of its own a penalty keeps the aim of the one before it.
    """
    if penalty.span is None:
        return None
    if payer := _PAYER.search(penalty.text):
        return payer["who"]
    if own := _OF.search(penalty.text) or _SUMMONED.search(penalty.text):
        return own["who"]
    first = max(start, penalty.span.start - _REACH)
    inside = penalty.span.start + (len(penalty.text) if penalty.kind == "discipline" else 4)
    aims = list(_AIM.finditer(text, first, min(inside, penalty.span.end)))
    if aims and not re.search(r"[。；\n]|由(?!于)", text[aims[-1].end() : penalty.span.start]):
        who = _THEIR.sub("", aims[-1]["who"]).strip()
        if not who.endswith(("的", "的及时", "的要")):  # 对拒不整改的: a breach, not a person
            return who
    return _subject(text, start, penalty.span.start)


def authority_before(text: str, penalty: Penalty, start: int = 0) -> Span | None:
    """Where the authority that imposes ``penalty`` stands: 消防救援机构 in ``由消防救援机构责令停止使用``."""
    if penalty.span is None:
        return None
    found = list(_AUTHORITY.finditer(text, max(start, penalty.span.start - _REACH), min(len(text), penalty.span.end)))
    return Span(*found[-1].span("who")) if found else None


def _subject(text: str, start: int, end: int) -> str | None:
    """The breach's subject, at the head of its sentence: 建设单位违反本条例规定的."""
    for found in _SUBJECT.finditer(text[start : min(end, start + _REACH)]):
        if not _NOBODY.match(found["who"]):
            return found["who"]
    return None
