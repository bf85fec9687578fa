"""Which days are working days: the State Council's calendar where it is known, the user's file before it.

chinesecalendar covers 2004 to the last published year; for other years weekends and the statutory festivals decide, and
the answer is marked provisional, because nobody knows the make-up working days before the notice is out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from pipeline.resolve.calendar.festivals import Festivals
from pipeline.resolve.calendar.local import CalendarRow

LONGEST = 4000  # working days; a longer period is no period that a document sets


class WorkCalendar:
    """Working days of mainland China, with the user's rows overruling them."""

    def __init__(self, festivals: Festivals, rows: Iterable[CalendarRow] = ()) -> None:
        self._festivals = festivals
        self._own = {row.day: row.kind == "workday" for row in rows if row.kind != "event"}
        # One day off that somebody added is not the year's arrangement; 元旦 and 国庆节 both come with a notice.
        off = {day for day, works in self._own.items() if not works}
        self._own_years = {day.year for day in off if {date(day.year, 1, 1), date(day.year, 10, 1)} <= off}
        self._computed: dict[int, frozenset[date]] = {}

    @cached_property
    def _published(self) -> tuple[frozenset[int], frozenset[date], frozenset[date]]:
        from chinese_calendar import constants

        years = {day.year for day in constants.holidays}
        return frozenset(years), frozenset(constants.holidays), frozenset(constants.workdays)

    def knows(self, year: int) -> bool:
        """Whether the year's holiday arrangement has been published (or is in the user's file)."""
        return year in self._own_years or year in self._published[0]

    def is_working(self, day: date) -> bool:
        """Whether people work on ``day``: 2024-02-18, a Sunday, yes; 2024-02-12, a Monday, no."""
        if day in self._own:
            return self._own[day]
        years, holidays, workdays = self._published
        if day.year in years:
            return day in workdays or (day.weekday() < 5 and day not in holidays)
        return day.weekday() < 5 and day not in self._statutory(day.year)

    def add(self, day: date, working_days: int) -> tuple[date, bool]:
        """The ``working_days``-th working day after ``day`` (not counted itself), and whether that is provisional."""
        provisional, left = False, min(working_days, LONGEST)
        while left > 0 and day < date.max:
            day += timedelta(days=1)
            provisional = provisional or not self.knows(day.year)
            left -= self.is_working(day)
        return day, provisional

    def nth_within(self, first: date, last: date, nth: int) -> date | None:
        """The ``nth`` (−1: last) working day of a stretch, if it has that many."""
        days = [day for n in range((last - first).days + 1) if self.is_working(day := first + timedelta(days=n))]
        return days[nth - 1 if nth > 0 else nth] if days and nth <= len(days) else None

    def next_working(self, day: date) -> tuple[date, bool]:
        """``day`` itself if people work on it, else the next working day, and whether that is provisional."""
        provisional = not self.knows(day.year)
        while not self.is_working(day) and day < date.max:
            day += timedelta(days=1)
            provisional = provisional or not self.knows(day.year)
        return day, provisional

    def _statutory(self, year: int) -> frozenset[date]:
        if year not in self._computed:
            self._computed[year] = frozenset(
                first + timedelta(days=n)
                for festival in self._festivals.with_rest()
                if (first := festival.in_year(year))
                for n in range(festival.rest)
            )
        return self._computed[year]
