"""What a penal phrase costs: kind, figures, base, period, cap; and who bears it. Exact decimals, nothing guessed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast, get_args

from pipeline.model import Mention, Penalty, PenaltyKind, PenaltyUnit, Span
from pipeline.patterns import compiled
from pipeline.record import record
from pipeline.resolve.amounts import Amount
from pipeline.resolve.money import MoneyResolver
from pipeline.rulebook import Rulebook

_UNITS = frozenset(get_args(PenaltyUnit))
_LOOK_BACK = 60
_NEAR = 6  # characters before 扣5分 in which 每次 stands
_BASE = compiled(
    r"(?:并处以?|处以?|按照?|依照|相当于|加处|加收|征收|计收|不超过|对其|给予|以)"
    r"(?P<base>(?:(?!并处|处以|按照|相当于|不超过|加收|征收|计收)[^，。；：\n处按])+)$"
)
_NO_BASE = compiled(r"^(?:其|相关|有关|人民币|罚款|最高|每\w{1,4}|上?一?年度)?$")
_PER = compiled(
    r"(?:每(?:逾期|迟延|延误|延迟|超期|滞纳|拖延|超过|迟交|欠缴|晚|发现|查出|查实|出现|存在|缺少?|少|[^，。；\n0-9元]{1,6}?(?=[一1]))?[一1]?(?P<every>日|天|个?月|年|件|起|个|处|台|只|辆|人次?|次|套|户|例|株|平方米|亩|吨|头|棵|份|项|场|张|车|艘|条|枚|瓶|座|幢|栋|公斤|立方米|平米|公里|米)|按(?P<by>日|天|月))"
    r"(?:(?<=[日天月])[，,]|[^，。；\n]{0,12}的[，,])?[^，。；\n]{0,30}$"
)
_EACH = compiled("/(?P<every>日|天|人次|次|人|例|件|份|项|处|户)")  # 200元/例
_UP_TO = compiled(r"最[高多](?:可以?)?(?:并|单)?(?:处以?|罚款?)$")
_STOP = compiled("停|中止|暂扣|扣留")
_PERIODS = {
    "日": "day",
    "天": "day",
    "月": "month",
    "个月": "month",
    "年": "year",
    "次": "time",
    "人": "person",
    "平方米": "m2",
    "平米": "m2",
    "吨": "ton",
    "亩": "mu",
}


@record
class PenaltyResolver:
    """Reads the mentions that the rules of ``penalty/`` find."""

    rulebook: Rulebook
    money: MoneyResolver

    def resolve(self, text: str, mention: Mention, start: int = 0) -> Penalty:
        """The penalty at ``mention``, its target left open; ``start`` is where its sentence begins in ``text``.

        ``处违法所得一倍以上五倍以下罚款`` is a fine of 1 to 5 ``times`` of the base 违法所得.
        """
        emit = self.rulebook.rule(mention.rule).emit
        kind = cast(PenaltyKind, emit["kind"])
        words = mention.span.of(text).strip("，、 \n")
        amount = self._amount(text, mention)
        if amount is None:
            each = _per(text, mention, text[max(start, mention.span.start - _NEAR) : mention.span.start])
            per = each if kind == "discipline" and "扣" in words else None  # 每次扣5分
            return Penalty(kind, words, span=mention.span, per=emit.get("per") or per)
        figure = _figure(mention)
        at = figure.start if figure else mention.span.start
        before = text[max(start, at - _LOOK_BACK) : at]
        low, high = (amount.min, amount.max)
        low = None if low == high and _UP_TO.search(before) else low  # 最高可处10万元
        return Penalty(
            kind, words, min=low, max=high, unit=cast(PenaltyUnit, amount.unit), span=mention.span,
            base=_base(before, amount), per=_per(text, mention, before) if kind in ("fine", "surcharge") else None,
            cap=self._cap(text, mention),
        )  # fmt: skip

    def _amount(self, text: str, mention: Mention) -> Amount | None:
        span = _figure(mention) or self._length(text, mention)
        amount = self.money.read(span.of(text), assume="CNY") if span else None
        return amount if amount and amount.unit in _UNITS else None

    def _length(self, text: str, mention: Mention) -> Span | None:
        """暂停甲部门6个月以上1年以下的业务: the length inside a suspension's words, if no time limit (三日内)."""
        if self.rulebook.rule(mention.rule).emit["kind"] != "suspension":
            return None
        stop = _STOP.search(text, *mention.span)
        lengths = self.rulebook.finder("length").find(text, stop.end(), mention.span.end) if stop else []
        free = [found.span for found in lengths if text[found.span.end : found.span.end + 1] not in ("内", "前")]
        return free[0] if free else None

    def _cap(self, text: str, mention: Mention) -> Decimal | None:
        """``最高不超过三万元`` beside a multiple."""
        span = mention.groups.get("cap") or mention.groups.get("top")
        words = re.sub("^[最总累合但]?[高多大额计]?", "", span.of(text)) if span else ""
        amount = self.money.read(words.replace("人民币", "", 1)) if words else None
        return amount.max if amount and amount.unit == "CNY" else None


def _figure(mention: Mention) -> Span | None:
    for name in ("figure", "length", "later", "damage"):
        if name in mention.groups:
            return mention.groups[name]
    return None


def _base(before: str, amount: Amount) -> str | None:
    """What a multiple or a percentage is of: the words between the verb and the figure."""
    if amount.kind not in ("times", "percent", "permille"):
        return None
    found = _BASE.search(before)
    base = re.sub(r"(?:的|之)$|^其", "", found["base"]) if found else ""
    return None if _NO_BASE.match(base) else base


def _per(text: str, mention: Mention, before: str) -> str | None:
    """Per what the sum is, said before it (``每逾期一日``) or behind it (``200元/例``)."""
    found = _PER.search(before)
    if found is not None:
        return _PERIODS.get(found["every"] or found["by"], "item")
    each = _EACH.match(text, mention.span.end)
    return _PERIODS.get(each["every"], "item") if each else None
