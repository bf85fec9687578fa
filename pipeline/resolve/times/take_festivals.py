"""How a draft takes festivals and the days off around them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.resolve.calendar.festivals import Festival
from pipeline.resolve.times.draft import Draft
from pipeline.resolve.times.words import TimeWords


def take_festival(draft: Draft, found: re.Match[str]) -> bool:
    """国庆节."""
    festival = draft.words.festivals.get(found[0])
    if festival is None or draft.month is not None:
        return False
    if draft.options is not None:  # “八一”建军节: said twice
        return draft.festival is not None and draft.words.festivals.get(draft.festival) == festival
    options = [(day, day) for day in _days(draft, festival)]
    draft.year, draft.festival = None, found[0]
    return draft.stretch(*options)


def _days(draft: Draft, festival: Festival) -> list[date]:
    """Its day in the year that was named, or those in the years around the document's date."""
    if draft.year:
        day = festival.in_year(draft.year) if 1900 < draft.year < 2100 else None
        return [day] if day else []
    years = [draft.on.year + n for n in (-1, 0, 1)] if draft.on else []
    return [day for year in years if 1900 < year < 2100 for day in festival.days_in(year)]


def take_rest(draft: Draft, found: re.Match[str]) -> bool:
    """春节假期: every day off around the festival."""
    if not draft.options:
        return False
    spread = [_days_off(draft.words, first) for first, _ in draft.options]
    draft.provisional = any(not draft.words.calendar.knows(first.year) for first, _ in spread)
    return draft.stretch(*spread)


def _days_off(words: TimeWords, day: date) -> tuple[date, date]:
    first = last = day
    works = words.calendar.is_working
    while not works(first - timedelta(days=1)) and (day - first).days < 15:
        first -= timedelta(days=1)
    while not works(last + timedelta(days=1)) and (last - day).days < 15:
        last += timedelta(days=1)
    return first, last
