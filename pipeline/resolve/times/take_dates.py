"""How a draft takes years, months, days, relative words and clock times.

False where a piece does not fit what was read before.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.resolve.times.clock import read_clock
from pipeline.resolve.times.draft import Draft
from pipeline.resolve.times.text import count

_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def take_iso_time(draft: Draft, found: re.Match[str]) -> bool:
    """2018-12-1209:03: a day run into its clock time."""
    return _date(draft, found["y"], found["m"], found["d"])


def take_iso(draft: Draft, found: re.Match[str]) -> bool:
    """2024-03-31, 2024.3, 20240331."""
    if found["y2"]:
        return _date(draft, found["y2"], found["m2"], found["d2"])
    return _date(draft, found["y"], found["m"], found["d"])


def take_short(draft: Draft, found: re.Match[str]) -> bool:
    """03-31, 11/3号."""
    return draft.year is None and _date(draft, None, found["m"], found["d"])


def _date(draft: Draft, year: str | None, month: str, day: str | None) -> bool:
    if (draft.touched and draft.year is not None) or not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return False
    draft.year = int(year) if year else None
    draft.month = int(month)
    draft.day = int(day) if day else None
    return True


def take_year(draft: Draft, found: re.Match[str]) -> bool:
    """2024年, 二零二四年, 98年."""
    year = _year_number(found["y"], draft.on)
    if (draft.touched and draft.year is not None) or year is None or draft.month is not None:
        return False
    draft.year = year
    return year > 0


def take_bare_year(draft: Draft, found: re.Match[str]) -> bool:
    """年内: the document's own year."""
    return draft.relative("year", 0)


def take_month(draft: Draft, found: re.Match[str]) -> bool:
    """3月, 第3个月, 腊月."""
    words = found["m"] or found["n"]
    month = 1 if words == "元" else _LUNAR_MONTHS.get(words or "") or count(words)
    if month is None or not 1 <= month <= 12:
        return False
    draft.lunar = draft.lunar or words in _LUNAR_MONTHS
    return draft.months(month, month)


def take_lunar(draft: Draft, found: re.Match[str]) -> bool:
    """农历."""
    draft.lunar = True
    return True


def take_lunar_day(draft: Draft, found: re.Match[str]) -> bool:
    """初一, 廿九, 十五."""
    if draft.month is None or draft.day is not None:
        return False
    words = found["a"] or ("二十" + found["b"] if found["b"] is not None else found["c"])
    day = count(words)
    draft.lunar = draft.lunar or bool(found["a"]) or found["b"] is not None
    return day is not None and day <= 31 and draft.days(day, day)


def take_day(draft: Draft, found: re.Match[str]) -> bool:
    """31日, 第三天."""
    if found["n"]:
        number = count(found["n"])
        known = draft.known() if draft.touched else None
        if number is None or draft.on is None or (draft.touched and known is None):
            return False
        day = (known[0] if known else draft.on) + timedelta(days=number - 1)  # 本月第一天; alone it counts from today
        if known and day > known[1]:
            return False
        return draft.stretch((day, day))
    return _number_of_day(draft, found["d"])


def take_bare_day(draft: Draft, found: re.Match[str]) -> bool:
    """1月3: the 日 left out."""
    return draft.month is not None and _number_of_day(draft, found["d"])


def _number_of_day(draft: Draft, words: str) -> bool:
    day = count(words)
    if day is None or not 1 <= day <= 31 or draft.options is not None:
        return False
    if draft.month is None and draft.year is not None:
        return False
    return draft.days(day, day)


def take_relative(draft: Draft, found: re.Match[str]) -> bool:
    """今年, 下月, 明天."""
    word = draft.words.relatives[found[0]]
    if word.points_back and not draft.isolated:
        return False
    if word.unit == "year" and draft.year is not None:
        return False
    if word.unit == "day" and draft.month is not None:
        return False
    if word.part:
        draft.part = word.part
    if word.unit == "month" and draft.year is not None:
        return False
    return draft.relative(word.unit, word.offset)


def take_part(draft: Draft, found: re.Match[str]) -> bool:
    """下午."""
    draft.part = found[0]
    return True


def take_clock(draft: Draft, found: re.Match[str]) -> bool:
    """16时, 17:30."""
    if draft.clock is not None:
        return False
    draft.clock = read_clock(found, draft.words.parts.get(draft.part))
    return draft.clock is not None


def take_skip(draft: Draft, found: re.Match[str]) -> bool:
    """Words that change nothing: 左右, （星期五）."""
    return True


def _year_number(words: str, on: date | None) -> int | None:
    """``2024``, ``二零二四``; two figures are this century's unless that lies more than ten years ahead."""
    words = words.replace("两千零", "二零零")
    figures = words if words.isascii() else "".join(str("零一二三四五六七八九".index(c)) for c in words)
    if len(figures) == 4:
        return int(figures) if 1000 <= int(figures) <= 2999 else None
    century = on.year // 100 * 100 if on else 2000
    year = century + int(figures)
    return year - 100 if on and year > on.year + 10 and year >= 2000 else year
