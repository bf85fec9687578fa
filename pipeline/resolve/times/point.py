"""A point in time as words give it: some parts known, some left open; and its place on the calendar."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from pipeline.record import record, replace

Direction = Literal["future", "past", "same", "near", "told"]
Days = tuple[date, date]
HALF_A_YEAR = 182  # days; a plan of December for 1—3月 means the months to come, 上半年 the ones gone by


@record
class Stretch:
    """A point put on the calendar: first and last day, the time of day if said.

    And whether the first day was meant too.
    """

    first: date
    last: date
    clock: str | None = None
    open_start: bool = False
    provisional: bool = False

    def due(self) -> str:
        """ISO 8601: the last day, with the time of day unless that is its end (``24:00``)."""
        return _iso(self.last, self.clock)

    def start(self) -> str | None:
        """ISO 8601: the first day, with the time of day; ``None`` for 年底, which begins nowhere in particular."""
        return None if self.open_start else _iso(self.first, self.clock)


def _iso(day: date, clock: str | None) -> str:
    return day.isoformat() if clock is None or clock.startswith("24:") else f"{day.isoformat()}T{clock}"


@record
class Point:
    """What was said. ``year``, ``month``, ``day`` are ``None`` where the words leave them out; ``last_*`` end a run.

    ``last_day`` −1 is the last day of the month. ``options``: days already on the calendar, of which the document's
    date
    picks one (今天, 下周五, 春节). ``at_end``: only the last day was meant (底, 末).
    """

    year: int | None = None
    last_year: int | None = None
    month: int | None = None
    last_month: int | None = None
    day: int | None = None
    last_day: int | None = None
    options: tuple[Days, ...] | None = None
    clock: str | None = None
    at_end: bool = False
    provisional: bool = False
    festival: str | None = None

    @property
    def open(self) -> str:
        """What the document's date has to supply: ``year``, ``month``, ``day`` or nothing."""
        if self.options is not None or self.year is not None:
            return ""
        if self.month is not None:
            return "year"
        return "month" if self.day is not None else "day"

    def within(self, earlier: Point) -> Point:
        """This point as the right side of a range, with what ``earlier`` says and this one leaves out."""
        if self.options is not None or self.year is not None or earlier.options is not None:
            return self
        if self.month is None and self.day is not None and earlier.day is not None:
            return replace(self, year=earlier.year, month=earlier.month)
        if self.month is None and self.day is None:
            return replace(earlier, clock=self.clock, last_day=None) if self.clock else self
        return replace(self, year=earlier.year)


def place(point: Point, on: date | None, direction: Direction) -> Stretch | None:
    """Puts a point on the calendar, inferring a missing year or month from ``on``; ``None`` where that can't be done.

    ``future``: ends on or after ``on``, within twelve months; ``past``: begins on or before it; ``same``: of its own
    year; ``near``: the same, unless that ended half a year ago; ``told``: the same, unless that is more than half a
    year ahead.
    6月30日 with 2024-03-15 and ``future`` is 2024-06-30.
    """
    candidates = _candidates(point, on)
    if point.open == "month" and direction == "same" and on:  # 30号 is of this month, if it has such a day
        candidates = [c for c in candidates if (c[0].year, c[0].month) == (on.year, on.month)] or candidates
    chosen = choose(candidates, on, direction)
    if chosen is None:
        return None
    return Stretch(*chosen, clock=point.clock, open_start=point.at_end, provisional=point.provisional)


def choose(candidates: Sequence[Days], on: date | None, direction: Direction) -> Days | None:
    """The one of several readings that lies where ``direction`` says, seen from ``on``.

    An only reading needs neither.
    """
    if len(candidates) <= 1 or on is None:
        return candidates[0] if len(candidates) == 1 else None
    if direction == "future":
        return min((c for c in candidates if c[1] >= on), key=lambda c: c[1], default=None)
    if direction == "past":
        return max((c for c in candidates if c[0] <= on), key=lambda c: c[0], default=None)
    if direction == "told":
        return _told(candidates, on)
    own = min(candidates, key=lambda c: (c[0].year != on.year, abs(c[0] - on)))
    if direction == "near" and (on - own[1]).days > HALF_A_YEAR:
        return min((c for c in candidates if c[1] >= on), key=lambda c: c[1], default=own)
    return own


def _told(candidates: Sequence[Days], on: date) -> Days | None:
    """3月15日 in a paper of February is this year's, 12月20日 last year's; of several in one year the last begun."""
    years = {days[0].year: days for days in candidates}
    own = years.get(on.year) if len(years) == len(candidates) else None
    return own if own and (own[0] - on).days <= HALF_A_YEAR else choose(candidates, on, "past")


def _candidates(point: Point, on: date | None) -> list[Days]:
    if point.options is not None:
        return list(point.options)
    if not point.open:
        return [days] if (days := days_of(point)) else []
    if on is None or point.open == "day":
        return []
    return [days for filled in _filled(point, on) if (days := days_of(filled))]


def _filled(point: Point, on: date) -> list[Point]:
    """The point in the years (or months) around ``on``; 2月29日 looks as far as eight years."""
    if point.open == "year":
        reach = 8 if (point.month, point.day) == (2, 29) else 1
        return [replace(point, year=on.year + n) for n in range(-reach, reach + 1) if 0 < on.year + n < 9999]
    months = [on.year * 12 + on.month - 1 + n for n in range(-3, 4)]
    return [replace(point, year=m // 12, month=m % 12 + 1) for m in months if 12 <= m < 119000]


def days_of(point: Point) -> Days | None:
    """First and last day of a point whose year is known; ``None`` for a day that doesn't exist (2月30日)."""
    year, month = point.year, point.month
    if year is None:
        return None
    try:
        if month is None:
            return date(year, 1, 1), date(point.last_year or year, 12, 31)
        if point.day is None:
            end = point.last_month or month
            return date(year, month, 1), date(year, end, month_end(year, end))
        final = point.last_day or point.day
        return date(year, month, point.day), date(year, month, month_end(year, month) if final == -1 else final)
    except (ValueError, calendar.IllegalMonthError):
        return None


def month_end(year: int, month: int) -> int:
    """The number of days of a month."""
    return calendar.monthrange(year, month)[1]


def week_of(day: date, offset: int = 0) -> Days:
    """Monday to Sunday of the week of ``day``, ``offset`` weeks on."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=offset)
    return monday, monday + timedelta(days=6)
