"""How a draft takes weeks and days of the week."""

from __future__ import annotations

import re
from datetime import timedelta

from pipeline.resolve.times.draft import Draft, first_full_week, nth_weekday, seen
from pipeline.resolve.times.pieces import WEEKDAYS
from pipeline.resolve.times.point import week_of
from pipeline.resolve.times.text import count


def take_nth_week(draft: Draft, found: re.Match[str]) -> bool:
    """第二周: weeks begin on the first Monday inside."""
    number = count(found["n"])
    if number is None or not 1 <= number <= 53 or (draft.month is None and draft.year is None):
        return False
    mondays = [(first_full_week(days) + timedelta(weeks=number - 1), days[1]) for days in seen(draft) if days]
    return draft.stretch(*((monday, monday + timedelta(days=6)) for monday, last in mondays if monday <= last))


def take_nth_weekday(draft: Draft, found: re.Match[str]) -> bool:
    """第一个周一, 最后一个星期五."""
    nth = -1 if found["n"] == "最后一" else count(found["n"][1:])
    weekday = WEEKDAYS[found["d"]]
    point = draft.point()
    if nth is None or point is None or (draft.month is None and draft.year is None):
        return False
    options = [(d, d) for days in seen(draft) if days and (d := nth_weekday(days, weekday, nth))]
    return draft.stretch(*options)


def take_nth_workday(draft: Draft, found: re.Match[str]) -> bool:
    """最后一个工作日, 第五个工作日 of a month or quarter."""
    nth = {"最": -1, "首": 1}.get(found["n"][0]) or count(found["n"][1:])
    if nth is None or draft.month is None:
        return False
    calendar = draft.words.calendar
    options = [(d, d) for days in seen(draft) if days and (d := calendar.nth_within(*days, nth))]
    draft.provisional = any(not calendar.knows(day.year) for day, _ in options)
    return draft.stretch(*options)


def take_half_week(draft: Draft, found: re.Match[str]) -> bool:
    """上半周."""
    if draft.on is None:
        return False
    monday, sunday = week_of(draft.on)
    middle = monday + timedelta(days=3)
    return draft.stretch((monday, middle - timedelta(days=1)) if found["w"] == "上" else (middle, sunday))


def take_weeks(draft: Draft, found: re.Match[str]) -> bool:
    """下周, 上周五."""
    if draft.on is None or draft.month is not None:
        return False
    word = found["w"]
    offset = -len(word) if word[0] == "上" else len(word) if word[0] == "下" else 0
    monday, sunday = week_of(draft.on, offset)
    if not found["d"]:
        return draft.stretch((monday, sunday))
    day = monday + timedelta(days=WEEKDAYS[found["d"]])
    return draft.stretch((day, day))


def take_weekday(draft: Draft, found: re.Match[str]) -> bool:
    """周五; after a date it says nothing new."""
    if draft.options and len(draft.options) == 1 and (draft.options[0][1] - draft.options[0][0]).days == 6:
        day = draft.options[0][0] + timedelta(days=WEEKDAYS[found["d"]])  # 上上周的周一
        return draft.stretch((day, day))
    if draft.day is not None or draft.options is not None:
        return True  # 3月8日（星期五）、8日星期五: says nothing new
    if draft.on is None or draft.month is not None:
        return False
    days = [week_of(draft.on, n)[0] + timedelta(days=WEEKDAYS[found["d"]]) for n in (-1, 0, 1)]
    return draft.stretch(*((d, d) for d in days))
