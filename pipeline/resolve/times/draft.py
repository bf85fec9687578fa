"""A point while its words are read: what has been understood so far, and how the next piece adds to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.resolve.calendar import lunar
from pipeline.resolve.times.point import Days, Point, days_of, week_of
from pipeline.resolve.times.words import TimeWords

QUARTER = 3
_LATE = 11  # the lunar months that may fall in the next civil year


@dataclass
class Draft:
    """What has been read so far of one point; ``on`` is the document's date, on which 今年 and 下周 hang.

    ``isolated``: the words stand alone, so that 次日 and 当月 hang on it too.
    """

    words: TimeWords
    on: date | None
    isolated: bool = False
    year: int | None = None
    last_year: int | None = None
    month: int | None = None
    last_month: int | None = None
    day: int | None = None
    last_day: int | None = None
    options: tuple[Days, ...] | None = None
    clock: str | None = None
    part: str = ""
    lunar: bool = False
    at_end: bool = False
    provisional: bool = False
    touched: bool = False
    festival: str | None = None

    def point(self) -> Point | None:
        """The point, or ``None`` where nothing on the calendar was said."""
        if self.lunar and self.month is not None:
            return self._lunar_point()
        return Point(
            self.year, self.last_year, self.month, self.last_month, self.day, self.last_day, self.options, self.clock,
            self.at_end, self.provisional, self.festival,
        )  # fmt: skip

    def months(self, first: int, last: int) -> bool:
        """A run of months of the year that was named, or is to be found."""
        if self.month is not None or not (1 <= first <= last <= 12):
            return False
        self.month, self.last_month = first, last
        return True

    def days(self, first: int, last: int) -> bool:
        """A run of days of the month."""
        if self.day is not None or self.last_month not in (None, self.month):
            return False
        self.day, self.last_day = first, last
        return True

    def stretch(self, *options: Days) -> bool:
        """Days already on the calendar, as alternatives of which the document's date picks one."""
        self.options = options
        return bool(options)

    def known(self) -> Days | None:
        """The days that have been named so far, if they are fixed."""
        if self.options is not None:
            return self.options[0] if len(self.options) == 1 else None
        return days_of(Point(self.year, self.last_year, self.month, self.last_month, self.day, self.last_day))

    def relative(self, unit: str, offset: int) -> bool:
        """今年, 上月, 下季度, 明天: counted from the document's date; false where that isn't known."""
        on = self.on
        if on is None:
            return False
        steps: dict[str, Callable[[], bool]] = {
            "year": lambda: self._year(on.year + offset),
            "month": lambda: self._month(on.year * 12 + on.month - 1 + offset),
            "quarter": lambda: self._run(on.year * 4 + (on.month - 1) // QUARTER + offset, 4),
            "half": lambda: self._run(on.year * 2 + (on.month - 1) // 6 + offset, 2),
            "day": lambda: self.stretch((on + timedelta(days=offset),) * 2),
            "week": lambda: self.stretch(week_of(on, offset)),
        }
        return steps[unit]()

    def _year(self, year: int) -> bool:
        self.year = year
        return 0 < year < 9999

    def _month(self, index: int) -> bool:
        self.year, self.month = index // 12, index % 12 + 1
        return True

    def _run(self, index: int, parts: int) -> bool:
        size = 12 // parts
        self.year, first = index // parts, index % parts * size + 1
        self.month, self.last_month = first, first + size - 1
        return True

    def _lunar_point(self) -> Point | None:
        options = [days for year in self._lunar_years() if (days := lunar_days(year, self.month or 1, self.day))]
        return Point(options=tuple(options), clock=self.clock) if options else None

    def _lunar_years(self) -> list[int]:
        """The lunar years that may be meant: 正月初五 alone is of the year of asking, 腊月 of the one running."""
        if self.year or self.on is None:
            return [self.year] if self.year else []
        if not self.isolated:
            return [self.on.year + n for n in (-1, 0, 1)]
        eve = lunar.new_year_eve(self.on.year)
        running = (self.month or 1) >= _LATE and eve is not None and self.on <= eve
        return [self.on.year - running]


def lunar_days(year: int, month: int, day: int | None) -> Days | None:
    """A day, or a whole month, of a lunar year on the civil calendar."""
    if day is not None:
        found = lunar.lunar_day(year, month, day)
        return (found, found) if found else None
    first, last = lunar.lunar_day(year, month, 1), lunar.last_lunar_day(year, month)
    return (first, last) if first and last else None


def end_of(days: Days, unit_days: int) -> Days:
    """The last ``unit_days`` days of a stretch."""
    return days[1] - timedelta(days=unit_days - 1), days[1]


def first_full_week(days: Days) -> date:
    """The Monday with which the first week of a month or year begins: the first Monday inside it."""
    return days[0] + timedelta(days=-days[0].weekday() % 7)


def nth_weekday(days: Days, weekday: int, nth: int) -> date | None:
    """The ``nth`` (−1: last) given weekday within a stretch."""
    first = days[0] + timedelta(days=(weekday - days[0].weekday()) % 7)
    found = first + timedelta(weeks=nth - 1) if nth > 0 else days[1] - timedelta(days=(days[1].weekday() - weekday) % 7)
    return found if days[0] <= found <= days[1] else None


def seen(draft: Draft) -> list[Days | None]:
    """The stretch that was named; a month without a year, in the years around the document's date."""
    if known := draft.known():
        return [known]
    if draft.on is None or draft.month is None:
        return []
    found = []
    for year in (draft.on.year - 1, draft.on.year, draft.on.year + 1):
        draft.year = year
        found.append(draft.known())
    draft.year = None
    return found
