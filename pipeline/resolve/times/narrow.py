"""Two recurrences that stand together and are one: 每周一至周五每日17时前, 每年6月至9月每周一."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Deadline, Span
from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.resolve.times.recurring import Recurrence

_GAP = compiled("的?[，,]?")
_CHANGED = compiled("(?:(?:统一)?(?:调整|变更|改|提前|推迟|延后|顺延)(?:为|至|到)?)")  # 每月5日前调整为每月8日前
_CLOCK = {"BYHOUR", "BYMINUTE"}


def narrowed(text: str, found: Sequence[Deadline]) -> list[Deadline]:
    """The same in text order, a recurrence within the days or months of the one just before it made one with it."""
    kept: list[Deadline] = []
    for one in found:
        last = kept[-1] if kept else None
        if last and last.rrule and one.rrule and last.span and one.span:
            if _CHANGED.fullmatch(text, last.span.end, one.span.start):
                kept[-1] = one
                continue
            rule = _both(last.rrule, one.rrule) if _GAP.fullmatch(text, last.span.end, one.span.start) else None
            if rule:
                kept[-1] = _over(text, last, one, rule)
                continue
        kept.append(one)
    return kept


def _over(text: str, last: Deadline, one: Deadline, rule: str) -> Deadline:
    span = Span(last.span.start, one.span.end) if last.span and one.span else one.span
    return replace(one, rrule=rule, span=span, text=span.of(text) if span else one.text, quota=one.quota or last.quota)


def _both(outer: str, inner: str) -> str | None:
    """The rule of what recurs as ``inner`` does, on the days or in the months of ``outer``; ``None`` for no such two.

    >>> _both('FREQ=WEEKLY;BYDAY=MO,TU', 'FREQ=DAILY;BYHOUR=17;BYMINUTE=0')
    'FREQ=WEEKLY;BYDAY=MO,TU;BYHOUR=17;BYMINUTE=0'
    >>> _both('FREQ=YEARLY;BYMONTH=6,7', 'FREQ=WEEKLY;BYDAY=MO')
    'FREQ=WEEKLY;BYMONTH=6,7;BYDAY=MO'
    """
    wide, near = _parts(outer), _parts(inner)
    if "INTERVAL" in near or "INTERVAL" in wide or "BYMONTH" in near:
        return None
    if near["FREQ"] == "DAILY" and set(near) <= {"FREQ", *_CLOCK} and not _CLOCK & set(wide) and _days(wide):
        return _rule({**wide, **{key: near[key] for key in near if key != "FREQ"}})
    if set(wide) == {"FREQ", "BYMONTH"} and near["FREQ"] in ("DAILY", "WEEKLY", "MONTHLY"):
        return _rule({**near, "BYMONTH": wide["BYMONTH"]})
    return None


def _days(rule: dict[str, str]) -> bool:
    """Whether a rule names several days."""
    return "BYSETPOS" not in rule and "," in rule.get("BYDAY", rule.get("BYMONTHDAY", ""))


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";"))


def _rule(parts: dict[str, str]) -> str:
    return Recurrence(parts.pop("FREQ"), 1, parts).rrule()
