"""What the contract's codes are called, in both languages, and figures and dates as a reader expects them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipeline.model import Bearer, Deadline, Penalty, Quota

Names = dict[str, tuple[str, str]]
# Where a page was only too narrow: no space stands there in Chinese.
_BROKEN = re.compile(r"(?<=[^\x00-\x7f])[ \t\r]*\n\s*(?=[^\x00-\x7f])")

LIGHTS: Names = {
    "red": ("逾期", "overdue"),
    "yellow": ("临期", "due soon"),
    "green": ("未到期", "not yet due"),
    "grey": ("无日期", "no date"),
}
LEVELS: Names = {
    "state": ("国家", "state"),
    "province": ("省级", "province"),
    "city": ("市级", "city"),
    "county": ("县级", "county"),
    "town": ("乡镇", "town"),
}
FIELDS: Names = {
    "kind": ("类别", "Kind"),
    "bearers": ("责任单位", "Unit"),
    "action": ("动作", "Action"),
    "deadline": ("时限", "Deadline"),
    "report_to": ("报送对象", "Report to"),
    "deliverable": ("成果", "Deliverable"),
    "instrument": ("依据", "Imposed by"),
    "section": ("章节", "Section"),
    "condition": ("条件", "Condition"),
    "legal_basis": ("法律依据", "Legal basis"),
    "penalties": ("罚则", "Penalties"),
    "reported_by": ("要求来自", "Reported by"),
    "confidence": ("置信度", "Confidence"),
}
KINDS: Names = {
    "obligation": ("义务", "obligation"),
    "prohibition": ("禁止", "prohibition"),
    "sanction": ("处罚", "sanction"),
    "permission": ("许可", "permission"),
}
ROLES: Names = {
    "responsible": ("责任", "responsible"),
    "lead": ("牵头", "lead"),
    "support": ("配合", "support"),
    "supervise": ("督办", "supervise"),
}
DEADLINES: Names = {
    "by": ("截止", "by"),
    "on": ("当日", "on"),
    "period": ("期间", "period"),
    "within": ("限内", "within"),
    "recurring": ("周期", "recurring"),
    "event": ("以事件为界", "until an event"),
    "immediate": ("立即", "immediately"),
    "unspecified": ("未定期限", "no date fixed"),
}
PENALTIES: Names = {
    "fine": ("罚款", "fine"),
    "confiscation": ("没收", "confiscation"),
    "warning": ("警告", "warning"),
    "order_to_correct": ("责令改正", "order to correct"),
    "suspension": ("停产停业", "suspension"),
    "revocation": ("吊销", "revocation"),
    "ban": ("限制从业", "ban"),
    "detention": ("拘留", "detention"),
    "enforcement": ("强制执行", "enforcement"),
    "criminal": ("刑事责任", "criminal liability"),
    "discipline": ("处分问责", "discipline"),
    "publicity": ("通报曝光", "publicity"),
    "civil": ("民事责任", "civil liability"),
    "surcharge": ("加处罚款", "surcharge"),
}
UNITS: Names = {
    "CNY": ("元", "yuan"),
    "times": ("倍", "times"),
    "percent": ("%", "%"),
    "permille": ("‰", "‰"),
    "day": ("日", "days"),
    "month": ("个月", "months"),
    "year": ("年", "years"),
}
AMOUNTS: Names = {
    "money": ("金额", "money"),
    "percent": ("百分比", "percentage"),
    "permille": ("千分比", "permille"),
    "times": ("倍数", "multiple"),
}
FORMS: Names = {
    "code": ("发文字号", "code"),
    "order": ("令", "order"),
    "announcement": ("公告", "announcement"),
    "yearly": ("按年编号", "numbered by the year"),
    "year_first": ("年份在前", "year first"),
    "unknown": ("未知", "unknown"),
}
STATUSES: Names = {
    "active": ("在用", "active"),
    "draft": ("草稿", "draft"),
    "retired": ("停用", "retired"),
}
PERIODS: Names = {
    "hour": ("每小时", "an hour"),
    "day": ("每日", "a day"),
    "week": ("每周", "a week"),
    "month": ("每月", "a month"),
    "quarter": ("每季度", "a quarter"),
    "half-year": ("每半年", "half a year"),
    "year": ("每年", "a year"),
    "time": ("每次", "each time"),
}
COUNTED: Names = PERIODS | {
    "item": ("每件", "an item"),
    "person": ("每人", "a person"),
    "m2": ("每平方米", "a square metre"),
    "ton": ("每吨", "a ton"),
    "mu": ("每亩", "a mu"),
}


def name_of(names: Names, code: str, lang: str) -> str:
    """What a code is called; a code that is not known stays.

    >>> name_of(KINDS, "sanction", "zh")
    '处罚'
    """
    zh, en = names.get(code, (code, code))
    return en if lang == "en" else zh


def one_line(text: str) -> str:
    """A passage as it is told in a table: no break where a line of the document ended, one space for tabs and the like.

    >>> one_line("各站要在月底前报\\n送台账\\t大队")
    '各站要在月底前报送台账 大队'
    """
    return " ".join(_BROKEN.sub("", text).split())


def joined(parts: Iterable[str], lang: str, mark: str = "；") -> str:
    """What stands side by side in one cell; English has marks of its own for ``；、，``.

    >>> joined(["责令改正", "警告"], "zh"), joined(["order to correct", "warning"], "en")
    ('责令改正；警告', 'order to correct; warning')
    """
    return (("; " if mark == "；" else ", ") if lang == "en" else mark).join(parts)


def bracketed(text: str, more: str, lang: str) -> str:
    """A text with what explains it in brackets.

    >>> bracketed("市应急局", "牵头", "zh")
    '市应急局（牵头）'
    """
    return f"{text} ({more})" if lang == "en" else f"{text}（{more}）"


def bearers(found: Sequence[Bearer], lang: str) -> str:
    """Who must act, other roles than the responsible one in brackets.

    >>> bearers([Bearer("市应急局", "lead"), Bearer("市住建局")], "zh")
    '市应急局（牵头）、市住建局'
    """
    named = [
        one_line(each.text)
        if each.role == "responsible"
        else bracketed(one_line(each.text), name_of(ROLES, each.role, lang), lang)
        for each in found
    ]
    return joined(named, lang, "、")


def deadline(limit: Deadline | None, lang: str) -> str:
    """When, as short as can be: the date where there is one, else the rule, the length, the event or the words.

    >>> deadline(Deadline("6月30日前", "by", due="2031-06-30"), "zh")
    '2031-06-30'
    """
    if limit is None:
        return ""
    if limit.rrule:
        return joined((part for part in (limit.text, quota(limit.quota, lang), limit.due) if part), lang, "，")
    if limit.start or limit.due:
        return f"{limit.start or ''} — {limit.due or ''}".strip(" —") if limit.kind != "period" else _period(limit)
    return limit.text


def quota(often: Quota | None, lang: str) -> str:
    """How often, e.g. ``每周≥2次``."""
    if often is None:
        return ""
    bounds = f"{often.min}" if often.min == often.max else f"≥{often.min}" if often.max is None else f"≤{often.max}"
    if often.min is not None and often.max is not None and often.min != often.max:
        bounds = f"{often.min}–{often.max}"
    period = name_of(PERIODS, often.per, lang)
    return f"{bounds}× {period}" if lang == "en" else f"{period}{bounds}次"


def penalty(cost: Penalty, lang: str) -> str:
    """What a breach costs, with its figures.

    >>> penalty(Penalty("fine", "罚款", min=Decimal(5000), max=Decimal(50000), unit="CNY"), "zh")
    '罚款 5,000–50,000元'
    """
    figures = amount(cost.min, cost.max)
    unit = name_of(UNITS, cost.unit, lang) if cost.unit else ""
    space = " " if lang == "en" and unit.isalpha() else ""
    base = (f" of {cost.base}" if lang == "en" else f"（{cost.base}）") if cost.base else ""
    target = f" → {cost.target}" if cost.target else ""
    return (
        f"{name_of(PENALTIES, cost.kind, lang)} {figures}{space}{unit}{base}".rstrip() + target
        if figures
        else (name_of(PENALTIES, cost.kind, lang) + target)
    )


def amount(low: Decimal | None, high: Decimal | None) -> str:
    """Both bounds with thousands separated; an open side says so.

    >>> amount(None, Decimal(30000))
    '≤30,000'
    """
    if low is None and high is None:
        return ""
    if low is None:
        return f"≤{high:,f}"
    if high is None:
        return f"≥{low:,f}"
    return f"{low:,f}" if low == high else f"{low:,f}–{high:,f}"


def _period(limit: Deadline) -> str:
    return f"{limit.start or '…'} — {limit.due or '…'}"
