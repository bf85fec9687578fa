"""How a draft takes stretches: plans, centuries, halves, quarters, dekads, ends."""

from __future__ import annotations

import re
from datetime import timedelta

from pipeline.resolve.times.draft import Draft, end_of, first_full_week, seen
from pipeline.resolve.times.point import Days
from pipeline.resolve.times.text import count

_CENTURIES = {"上": -1, "本": 0, "下": 1}


def take_plan(draft: Draft, found: re.Match[str]) -> bool:
    """“十四五”: the five-year plans since 1953, counted as official documents do."""
    number = count(found["n"] or found["m"])
    if number is None:
        return False
    draft.year = 1951 + 5 * number
    draft.last_year = draft.year + 4
    return True


def take_century(draft: Draft, found: re.Match[str]) -> bool:
    """二十世纪九十年代末期."""
    century = count(found["c"])
    if found["r"] and draft.on:  # 上世纪, 本世纪
        century = draft.on.year // 100 + 1 + _CENTURIES[found["r"][0]]
    if century is None or not 1 <= century <= 30:
        return False
    start = (century - 1) * 100
    return _years(draft, start, found["d"], found["edge"])


def take_decade(draft: Draft, found: re.Match[str]) -> bool:
    """九十年代: the last that had begun."""
    decade = count(found["d"])
    if decade is not None and found["y"]:
        return _years(draft, int(found["y"]) * 100, found["d"], found["edge"])
    if decade is None or draft.on is None:
        return False
    century = draft.on.year // 100 * 100
    start = century if century + decade <= draft.on.year else century - 100
    return _years(draft, start, found["d"], found["edge"])


def _years(draft: Draft, start: int, decade: str | None, edge: str | None) -> bool:
    length = 100
    if decade:
        start, length = start + (count(decade) or 0), 10
    first, last = max(start, 1), start + length - 1
    if edge:
        if length != 10:
            return False
        first, last = {"初": (start, start + 2), "前": (start, start + 2), "中": (start + 3, start + 6)}.get(
            edge[0], (start + 7, start + 9)
        )
    draft.year, draft.last_year = first, last
    return True


def take_half(draft: Draft, found: re.Match[str]) -> bool:
    """上半年."""
    return draft.months(1, 6) if found["w"] in "上前" else draft.months(7, 12)


def take_quarter(draft: Draft, found: re.Match[str]) -> bool:
    """第三季度, 前三季度."""
    if found["upto"]:
        return draft.months(1, 3 * (count(found["upto"]) or 5))
    quarter = 1 if found["q"] == "首" else count(found["q"]) or 0
    return draft.months(3 * quarter - 2, 3 * quarter)


def take_quarters(draft: Draft, found: re.Match[str]) -> bool:
    """二、三季度: one stretch where they follow one another."""
    first, last = count(found["a"]) or 0, count(found["b"]) or 0
    middle = count(found["c"]) if found["c"] else None
    joined = last - first == (2 if found["c"] else 1) and middle in (None, first + 1)
    return (joined or found["j"] in "至-") and first < last and draft.months(3 * first - 2, 3 * last)


def take_run(draft: Draft, found: re.Match[str]) -> bool:
    """前七个月, 最后五天, 前2周."""
    number, unit = count(found["n"]), found["u"][-1]
    if number is None or number < 1:
        return False
    first = found["w"] in "前头"
    if unit == "度":
        return (
            number <= 4 and draft.month is None and draft.months(*(1, 3 * number) if first else (13 - 3 * number, 12))
        )
    return _runs(draft, number, unit, first)


def _runs(draft: Draft, number: int, unit: str, first: bool) -> bool:
    stretches = [days for days in seen(draft) if days]
    if not stretches:
        return False
    if unit == "月":
        return draft.month is None and (draft.months(1, number) if first else draft.months(13 - number, 12))
    if unit in "天日":
        return draft.stretch(*(_days_of(days, number, first) for days in stretches))
    return draft.stretch(*(_weeks_of(days, number, first) for days in stretches))


def _days_of(days: Days, number: int, first: bool) -> Days:
    return (days[0], days[0] + timedelta(days=number - 1)) if first else end_of(days, number)


def _weeks_of(days: Days, number: int, first: bool) -> Days:
    monday = first_full_week(days)
    return (monday, monday + timedelta(days=7 * number - 1)) if first else end_of(days, 7 * number)


def take_dekad(draft: Draft, found: re.Match[str]) -> bool:
    """上旬, 下半月."""
    if found["h"]:
        if draft.month is None and not draft.relative("month", 0):
            return False
        return draft.days(1, 15) if found["h"] == "上" else draft.days(16, -1)
    return draft.days(*{"上": (1, 10), "中": (11, 20), "下": (21, -1), "上中": (1, 20), "中下": (11, -1)}[found["d"]])


def take_edge(draft: Draft, found: re.Match[str]) -> bool:
    """底, 末: only the last day is meant; 初 is too vague."""
    if found["b"] or found["e"] == "初":
        return False
    if not _edge_unit(draft, found[0]):
        return False
    draft.at_end = True
    return draft.day is None


def _edge_unit(draft: Draft, words: str) -> bool:
    """年底 of no year is this year's; 月底, 季度末 likewise; 底 alone needs something to be the end of."""
    unit = words[0]
    if unit in "年岁":
        return draft.month is None and (draft.year is not None or (draft.options is None and _this(draft)))
    if unit == "季":
        return draft.last_month not in (None, draft.month) or draft.relative("quarter", 0)
    if unit in "月本":
        return draft.month is not None or draft.relative("month", 0)
    return draft.touched and draft.options is None


def _this(draft: Draft) -> bool:
    draft.months(1, 12)
    return True
