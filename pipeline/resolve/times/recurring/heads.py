"""How a recurrence begins: 每季度, 每两周, 隔日, 逢双日, 按月, 一年."""

from __future__ import annotations

import re

from pipeline.patterns import compiled
from pipeline.resolve.times.recurring.rule import WORKDAYS, Recurrence
from pipeline.resolve.times.text import count

NUMBER = r"[0-9]{1,3}|[零一二两三四五六七八九十]{1,3}"
HEAD = compiled(
    rf"于?(?:每逢|每隔|每个|每|按|逐|隔|逢|一个?(?=[年季月周星日天半])|全(?=年)|(?=半年)|次(?=月))(?:(?P<few>{NUMBER})(?:至|到|-))?(?P<n>{NUMBER}|半)?个?"
    r"(?P<u>半年|季度|季|(?:会计|财务|财政|预算)?年度|学年|学期|年|月份|月度|月|旬|周|星期|礼拜|工作日|小时|分钟|日|天"
    r"|[单双][日号周月])的?"
)
_UNITS: dict[str, tuple[str, int]] = {
    "年": ("YEARLY", 1), "年度": ("YEARLY", 1), "学年": ("YEARLY", 1), "学期": ("MONTHLY", 6),
    "半年": ("MONTHLY", 6), "季度": ("MONTHLY", 3), "季": ("MONTHLY", 3),
    "月": ("MONTHLY", 1), "月份": ("MONTHLY", 1), "月度": ("MONTHLY", 1), "周": ("WEEKLY", 1), "星期": ("WEEKLY", 1),
    "礼拜": ("WEEKLY", 1), "日": ("DAILY", 1), "天": ("DAILY", 1), "小时": ("HOURLY", 1), "分钟": ("MINUTELY", 1),
}  # fmt: skip
_HALVES = {
    "年": ("MONTHLY", 6), "小时": ("MINUTELY", 30), "天": ("HOURLY", 12), "日": ("HOURLY", 12),
}  # fmt: skip


def begin(found: re.Match[str]) -> Recurrence | None:
    """The recurrence that a match of ``HEAD`` begins, or ``None`` where its number is none."""
    unit, words = found["u"], found[0]
    if unit[0] in "单双":
        return _alternate(unit)
    if unit == "旬":
        return Recurrence("MONTHLY", 1, {"BYMONTHDAY": "10,20,-1"})
    if unit == "工作日":
        return Recurrence("WEEKLY", 1, {"BYDAY": WORKDAYS}) if not found["n"] else None
    if found["n"] == "半" and unit == "月":
        return Recurrence("MONTHLY", 1, {"BYMONTHDAY": "15,-1"})
    if found["n"] == "半":
        freq, size = _HALVES.get(unit, ("", 0))
        return Recurrence(freq, size) if size else None
    number = _number(words, found)
    if not number or number > 999:
        return None
    freq, size = _UNITS[unit[-2:] if unit.endswith("年度") else unit]
    return Recurrence(freq, size * number)


def _number(words: str, found: re.Match[str]) -> int | None:
    """每3—5年 is at least every fifth; 隔日 and 每隔一天 are every other day, 每隔3天 is every three days.

    Official texts mean 每隔N as the distance from one time to the next (每隔12个月可提取一次, 每隔四年举行, as with
    每隔300米): N, and never late by a reading of N + 1. Only 每隔一天, 一周, 一月, 一年 say 隔日, 隔周: who means every
    day writes 每天. Hours and minutes have no such second name, so that 每隔一小时 is hourly.
    """
    number = 1 if not found["n"] else count(found["n"])
    few = count(found["few"]) if found["few"] else None
    if found["few"] and (few is None or number is None or few >= number):
        return None
    skipped = words.lstrip("于").startswith("每隔") and number == 1 and found["u"] not in ("小时", "分钟")
    return 2 if words.startswith("隔") or skipped else number


def _alternate(unit: str) -> Recurrence:
    if unit[1] == "周":
        return Recurrence("WEEKLY", 2)
    first = 1 if unit[0] == "单" else 2
    if unit[1] == "月":
        return Recurrence("YEARLY", 1, {"BYMONTH": ",".join(map(str, range(first, 13, 2)))})
    return Recurrence("MONTHLY", 1, {"BYMONTHDAY": ",".join(map(str, range(first, 32 if first == 1 else 31, 2)))})
