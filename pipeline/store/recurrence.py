"""When something that recurs falls due next: the recurrences of the contract (a subset of RFC 5545), by plain dates.

A rule that names its day (``FREQ=MONTHLY;BYMONTHDAY=5``) is due on that day. One that names none (``每周``, ``每季度``)
is due on the last day of the calendar period: the day by which it can still be met.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
# An occurrence of any rule of ours comes within this many of its periods, else never (31 February).
_PERIODS = 60
# So many days back the one before is looked for: a week, a month, a quarter, years.
_BACK = (7, 31, 92, 366, 1500)


@dataclass(frozen=True, slots=True)
class Rule:
    """A parsed RRULE; what it does not say is empty."""

    freq: str
    interval: int = 1
    months: tuple[int, ...] = ()
    monthdays: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    until: date | None = None

    @property
    def time(self) -> str | None:
        """The hour of the day at which it is due: ``16:00``."""
        return f"{self.hours[-1]:02d}:{self.minutes[-1] if self.minutes else 0:02d}" if self.hours else None


def parse(rrule: str) -> Rule:
    """The parts of an RRULE. Raises ValueError where it is none."""
    parts = dict(part.split("=", 1) for part in rrule.upper().split(";"))
    return Rule(
        parts["FREQ"],
        max(1, int(parts.get("INTERVAL", "1"))),
        _numbers(parts.get("BYMONTH")),
        _numbers(parts.get("BYMONTHDAY")),
        tuple(_DAYS[day[-2:]] for day in parts["BYDAY"].split(",")) if "BYDAY" in parts else (),
        _numbers(parts.get("BYHOUR")),
        _numbers(parts.get("BYMINUTE")),
        _until(parts.get("UNTIL")),
    )


def next_due(rrule: str, day: date, start: date | None = None, until: date | None = None) -> str | None:
    """The first due date on or after ``day``, with its time where the rule has one; None when there is none any more.

    >>> next_due("FREQ=DAILY;BYHOUR=16;BYMINUTE=0", date(2024, 4, 1))
    '2024-04-01T16:00'
    >>> next_due("FREQ=MONTHLY;INTERVAL=3", date(2024, 4, 1))
    '2024-06-30'
    """
    try:
        rule = parse(rrule)
    except (KeyError, ValueError):
        return None
    first = max(day, start) if start else day
    ends = [end for end in (rule.until, until) if end]
    try:
        found = next((each for each in _days(rule, first, start) if each >= first), None)
    except OverflowError:  # past the end of the calendar
        return None
    if found is None or (ends and found > min(ends)):
        # A period cut short by the end is due at the end, a named day that comes no more is not.
        found = min(ends) if ends and _names_no_day(rule) and first <= min(ends) else None
    if found is None:
        return None
    return f"{found.isoformat()}T{rule.time}" if rule.time else found.isoformat()


def around(rrule: str, day: date, start: date | None = None, until: date | None = None) -> list[str]:
    """The due date on the day where there is one, else the last before it and the next after it, as far as there are.

    >>> around("FREQ=MONTHLY;BYMONTHDAY=5", date(2024, 4, 17))
    ['2024-04-05', '2024-05-05']
    """
    following = next_due(rrule, day, start, until)
    if following and following[:10] == day.isoformat():
        return [following]
    before = None
    for back in _BACK:
        since = day - min(timedelta(days=back), day - date.min)
        while (found := next_due(rrule, since, start, until)) and found[:10] < day.isoformat():
            before, since = found, date.fromisoformat(found[:10]) + timedelta(days=1)
        if before:
            break
    return [each for each in (before, following) if each]


def _days(rule: Rule, first: date, start: date | None) -> Iterator[date]:
    if rule.freq in ("HOURLY", "MINUTELY", "SECONDLY"):
        yield first
    elif rule.freq == "DAILY":
        yield from _daily(rule, first, start)
    elif rule.freq == "WEEKLY":
        yield from _weekly(rule, first, start)
    elif rule.freq in ("MONTHLY", "YEARLY"):
        yield from _monthly(rule, first)


def _daily(rule: Rule, first: date, start: date | None) -> Iterator[date]:
    """Every n days counts from the start where there is one; without it, the day itself."""
    late = (first - start).days % rule.interval if start else 0
    yield first + timedelta(days=(rule.interval - late) % rule.interval)


def _weekly(rule: Rule, first: date, start: date | None) -> Iterator[date]:
    """Weeks begin on Monday; without BYDAY the last day of the week is due."""
    monday = first - timedelta(days=first.weekday())
    if start and rule.interval > 1:
        weeks = (monday - (start - timedelta(days=start.weekday()))).days // 7
        monday -= timedelta(weeks=weeks % rule.interval)
    for step in range(3):
        week = monday + timedelta(weeks=step * rule.interval)
        for weekday in sorted(rule.weekdays) or [6]:
            yield week + timedelta(days=weekday)


def _monthly(rule: Rule, first: date) -> Iterator[date]:
    """Months and years count on the calendar: quarters end in March, half-years in June."""
    step = rule.interval * (12 if rule.freq == "YEARLY" else 1)
    month = (first.year * 12 + first.month - 1) // step * step
    for period in range(_PERIODS):
        begin = month + period * step
        if begin // 12 >= date.max.year - step // 12:
            return
        yield from sorted(set(_in_period(rule, begin, step)))


def _in_period(rule: Rule, begin: int, length: int) -> Iterator[date]:
    months = range(begin, begin + length)
    chosen = [each for each in months if each % 12 + 1 in rule.months] if rule.months else months[-1:]
    for each in chosen:
        year, month = each // 12, each % 12 + 1
        last = calendar.monthrange(year, month)[1]
        for number in rule.monthdays or (-1,):
            wanted = number if number > 0 else last + 1 + number
            if 1 <= wanted <= last:
                yield date(year, month, wanted)


def _names_no_day(rule: Rule) -> bool:
    return not (rule.monthdays or rule.weekdays or rule.freq in ("DAILY", "HOURLY"))


def _numbers(text: str | None) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",")) if text else ()


def _until(text: str | None) -> date | None:
    return date(int(text[:4]), int(text[4:6]), int(text[6:8])) if text else None
