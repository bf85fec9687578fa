"""Years and days that are listed: 2024、2025年, 3月10日、11日, 今明两年."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.model import Deadline
from pipeline.resolve.times.forms.parts import Parts, Tools
from pipeline.resolve.times.text import plain


def years(tools: Tools, parts: Parts) -> Deadline | None:
    """2024、2025年: one stretch where the years follow one another."""
    found = [int(year) for year in re.findall("[12][0-9]{3}", plain(parts.words))]
    if found != list(range(found[0], found[-1] + 1)):
        return None
    return Deadline(parts.words, "period", start=f"{found[0]}-01-01", due=f"{found[-1]}-12-31")


def days(tools: Tools, parts: Parts) -> Deadline | None:
    """3月10日、11日、12日: one stretch where the days follow one another, else a recurrence on just these days."""
    found = tools.ranges.read(parts.group("from"), parts.group("to"), parts.on, parts.direction)
    listed = len(re.split("[、,，和及]", plain(parts.words)))
    if found and (found[1].last - found[0].first).days == listed - 1:
        return Deadline(parts.words, "period", start=found[0].start(), due=found[1].due())
    return _apart(parts, found[0].first, found[1].last) if found else None


def _apart(parts: Parts, first: date, last: date) -> Deadline | None:
    """3月1日、15日: RFC 5545 says it as days of the month that end with the last one."""
    listed = [int(day) for day in re.findall(r"[0-9]{1,2}(?![0-9]*[年月])", plain(parts.words))]
    if (first.year, first.month) != (last.year, last.month) or listed != sorted({*listed}) or len(listed) < 2:
        return None
    rule = f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, listed))};UNTIL={last:%Y%m%d}"
    return Deadline(parts.words, "recurring", first.isoformat(), last.isoformat(), rule)


def both(tools: Tools, parts: Parts) -> Deadline | None:
    """今明两年, 明后两天."""
    first = {"今": 0, "明": 1, "去": -1, "昨": -1}[parts.words[0]]
    if parts.on is None:
        return None
    if parts.group("unit") == "年":
        year = parts.on.year + first
        return Deadline(parts.words, "period", start=f"{year}-01-01", due=f"{year + 1}-12-31")
    begin = parts.on + timedelta(days=first)
    more = 2 if parts.words.startswith("今明后") else 1
    return Deadline(parts.words, "period", begin.isoformat(), (begin + timedelta(days=more)).isoformat())
