"""Reads the words of one point in time, piece by piece, from left to right.

``PointReader(words).read('2024年3月底', on)`` is ``Point(year=2024, month=3, at_end=True)``; words that it doesn't know, or that
contradict one another, make it ``None``: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from pipeline.resolve.times import pieces as p
from pipeline.resolve.times.clock import CLOCK, read_clock
from pipeline.resolve.times.draft import Draft, end_of, first_full_week, nth_weekday
from pipeline.resolve.times.point import Point, week_of
from pipeline.resolve.times.text import count
from pipeline.resolve.times.words import TimeWords

Take = Callable[["PointReader", Draft, re.Match[str]], bool]
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


class PointReader:
    """Reads points; one reader serves every text, since it keeps nothing of what it read."""

    def __init__(self, words: TimeWords, isolated: bool = False) -> None:
        self.words, self._isolated = words, isolated
        self._pieces: tuple[tuple[re.Pattern[str], Take], ...] = (
            (p.ISO_TIME, PointReader._iso_time),
            (p.ISO, PointReader._iso),
            (CLOCK, PointReader._clock),
            (words.relative, PointReader._relative),
            (p.PLAN, PointReader._plan),
            (p.CENTURY, PointReader._century),
            (p.DECADE, PointReader._decade),
            (p.SHORT, PointReader._short),
            (words.festival, PointReader._festival),
            (p.BARE_YEAR, PointReader._bare_year),
            (p.YEAR, PointReader._year),
            (p.HALF, PointReader._half),
            (p.QUARTER, PointReader._quarter),
            (p.RUN, PointReader._run),
            (p.LUNAR, PointReader._lunar),
            (p.MONTH, PointReader._month),
            (p.DEKAD, PointReader._dekad),
            (p.NTH_WEEKDAY, PointReader._nth_weekday),
            (p.NTH_WEEK, PointReader._nth_week),
            (p.HALF_WEEK, PointReader._half_week),
            (p.WEEKS, PointReader._weeks),
            (p.WEEKDAY, PointReader._weekday),
            (p.EDGE, PointReader._edge),
            (p.LUNAR_DAY, PointReader._lunar_day),
            (p.DAY, PointReader._day),
            (p.REST, PointReader._rest),
            (words.part, PointReader._part),
            (p.BARE_DAY, PointReader._bare_day),
            (p.SKIP, PointReader._skip),
        )

    def read(self, words: str, on: date | None) -> Point | None:
        """The point that ``words`` (in ``text.plain`` spelling) name, or ``None``."""
        if common := p.COMMON.fullmatch(words):
            return _common(common)
        draft = Draft(on)
        at = 0
        while at < len(words):
            end = self._step(draft, words, at)
            if end <= at:
                return None
            at = end
        return draft.point() if draft.touched else None

    def _step(self, draft: Draft, words: str, at: int) -> int:
        for pattern, take in self._pieces:
            found = pattern.match(words, at)
            if found and found.end() > at and take(self, draft, found):
                draft.touched = draft.touched or take is not PointReader._skip
                return found.end()
        return at

    def _iso_time(self, draft: Draft, found: re.Match[str]) -> bool:
        return self._date(draft, found["y"], found["m"], found["d"])

    def _iso(self, draft: Draft, found: re.Match[str]) -> bool:
        if found["y2"]:
            return self._date(draft, found["y2"], found["m2"], found["d2"])
        return self._date(draft, found["y"], found["m"], found["d"])

    def _short(self, draft: Draft, found: re.Match[str]) -> bool:
        return draft.year is None and self._date(draft, None, found["m"], found["d"])

    def _date(self, draft: Draft, year: str | None, month: str, day: str | None) -> bool:
        if draft.touched and draft.year is not None or not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
            return False
        draft.year = int(year) if year else None
        draft.month = int(month)
        draft.day = int(day) if day else None
        return True

    def _relative(self, draft: Draft, found: re.Match[str]) -> bool:
        word = self.words.relatives[found[0]]
        if word.points_back and not self._isolated:
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

    def _plan(self, draft: Draft, found: re.Match[str]) -> bool:
        number = count(found["n"] or found["m"])
        if number is None:
            return False
        draft.year = 1951 + 5 * number
        draft.last_year = draft.year + 4
        return True

    def _century(self, draft: Draft, found: re.Match[str]) -> bool:
        century = count(found["c"])
        if century is None or not 1 <= century <= 30:
            return False
        start = (century - 1) * 100
        return self._years(draft, start, found["d"], found["edge"])

    def _decade(self, draft: Draft, found: re.Match[str]) -> bool:
        decade = count(found["d"])
        if decade is None or draft.on is None:
            return False
        century = draft.on.year // 100 * 100
        return self._years(
            draft, century if century + decade <= draft.on.year else century - 100, found["d"], found["edge"]
        )

    def _years(self, draft: Draft, start: int, decade: str | None, edge: str | None) -> bool:
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

    def _year(self, draft: Draft, found: re.Match[str]) -> bool:
        year = _year_number(found["y"], draft.on)
        if draft.touched and draft.year is not None or year is None or draft.month is not None:
            return False
        draft.year = year
        return year > 0

    def _bare_year(self, draft: Draft, found: re.Match[str]) -> bool:
        return draft.relative("year", 0)

    def _half(self, draft: Draft, found: re.Match[str]) -> bool:
        return draft.months(1, 6) if found["w"] in "上前" else draft.months(7, 12)

    def _quarter(self, draft: Draft, found: re.Match[str]) -> bool:
        if found["upto"]:
            return draft.months(1, 3 * (count(found["upto"]) or 5))
        quarter = 1 if found["q"] == "首" else count(found["q"]) or 0
        return draft.months(3 * quarter - 2, 3 * quarter)

    def _month(self, draft: Draft, found: re.Match[str]) -> bool:
        words = found["m"] or found["n"]
        month = _LUNAR_MONTHS.get(words or "") or count(words)
        if month is None or not 1 <= month <= 12:
            return False
        draft.lunar = draft.lunar or words in _LUNAR_MONTHS
        return draft.months(month, month)

    def _run(self, draft: Draft, found: re.Match[str]) -> bool:
        number, unit = count(found["n"]), found["u"][-1]
        days = draft.known()
        if number is None or number < 1 or days is None:
            return False
        first = found["w"] == "前"
        if unit == "月":
            return draft.month is None and (draft.months(1, number) if first else draft.months(13 - number, 12))
        if unit in "天日":
            run = (days[0], days[0] + timedelta(days=number - 1)) if first else end_of(days, number)
        else:
            monday = first_full_week(days)
            run = (monday, monday + timedelta(days=7 * number - 1)) if first else end_of(days, 7 * number)
        return draft.stretch(run)

    def _lunar(self, draft: Draft, found: re.Match[str]) -> bool:
        draft.lunar = True
        return True

    def _lunar_day(self, draft: Draft, found: re.Match[str]) -> bool:
        if draft.month is None or draft.day is not None:
            return False
        words = found["a"] or ("二十" + found["b"] if found["b"] is not None else found["c"])
        day = count(words)
        draft.lunar = draft.lunar or bool(found["a"]) or found["b"] is not None
        return day is not None and day <= 31 and draft.days(day, day)

    def _dekad(self, draft: Draft, found: re.Match[str]) -> bool:
        if draft.month is None and not draft.relative("month", 0):
            return False
        if found["h"]:
            return draft.days(1, 15) if found["h"] == "上" else draft.days(16, -1)
        return draft.days(*{"上": (1, 10), "中": (11, 20), "下": (21, -1)}[found["d"]])

    def _edge(self, draft: Draft, found: re.Match[str]) -> bool:
        if found["b"] or found["e"] == "初":
            return False
        if not self._edge_unit(draft, found[0]):
            return False
        draft.at_end = True
        return draft.day is None

    def _edge_unit(self, draft: Draft, words: str) -> bool:
        """年底 of no year is this year's; 月底, 季度末 likewise; 底 alone needs something to be the end of."""
        unit = words[0]
        if unit in "年岁":
            return draft.month is None and (draft.year is not None or draft.options is None and self._this(draft))
        if unit == "季":
            return draft.last_month not in (None, draft.month) or draft.relative("quarter", 0)
        if unit in "月本":
            return draft.month is not None or draft.relative("month", 0)
        return draft.touched and draft.options is None

    def _this(self, draft: Draft) -> bool:
        draft.months(1, 12)
        return True

    def _nth_week(self, draft: Draft, found: re.Match[str]) -> bool:
        number = count(found["n"])
        if number is None or not 1 <= number <= 53 or (draft.month is None and draft.year is None):
            return False
        mondays = [(first_full_week(days) + timedelta(weeks=number - 1), days[1]) for days in _seen(draft) if days]
        return draft.stretch(*((monday, monday + timedelta(days=6)) for monday, last in mondays if monday <= last))

    def _nth_weekday(self, draft: Draft, found: re.Match[str]) -> bool:
        nth = -1 if found["n"] == "最后一" else count(found["n"][1:])
        weekday = p.WEEKDAYS[found["d"]]
        point = draft.point()
        if nth is None or point is None or (draft.month is None and draft.year is None):
            return False
        options = [(d, d) for days in _seen(draft) if days and (d := nth_weekday(days, weekday, nth))]
        return draft.stretch(*options)

    def _half_week(self, draft: Draft, found: re.Match[str]) -> bool:
        if draft.on is None:
            return False
        monday, sunday = week_of(draft.on)
        middle = monday + timedelta(days=3)
        return draft.stretch((monday, middle - timedelta(days=1)) if found["w"] == "上" else (middle, sunday))

    def _weeks(self, draft: Draft, found: re.Match[str]) -> bool:
        if draft.on is None or draft.month is not None:
            return False
        word = found["w"]
        offset = -len(word) if word[0] == "上" else len(word) if word[0] == "下" else 0
        monday, sunday = week_of(draft.on, offset)
        if not found["d"]:
            return draft.stretch((monday, sunday))
        day = monday + timedelta(days=p.WEEKDAYS[found["d"]])
        return draft.stretch((day, day))

    def _weekday(self, draft: Draft, found: re.Match[str]) -> bool:
        if draft.day is not None or draft.options is not None:
            return True  # 3月8日（星期五）、8日星期五: says nothing new
        if draft.on is None or draft.month is not None:
            return False
        days = [week_of(draft.on, n)[0] + timedelta(days=p.WEEKDAYS[found["d"]]) for n in (-1, 0, 1)]
        return draft.stretch(*((d, d) for d in days))

    def _day(self, draft: Draft, found: re.Match[str]) -> bool:
        if found["n"]:
            number = count(found["n"])
            if number is None or draft.on is None or draft.touched:
                return False
            day = draft.on + timedelta(days=number - 1)
            return draft.stretch((day, day))
        return self._number_of_day(draft, found["d"])

    def _bare_day(self, draft: Draft, found: re.Match[str]) -> bool:
        return draft.month is not None and self._number_of_day(draft, found["d"])

    def _number_of_day(self, draft: Draft, words: str) -> bool:
        day = count(words)
        if day is None or not 1 <= day <= 31 or draft.options is not None:
            return False
        if draft.month is None and draft.year is not None:
            return False
        return draft.days(day, day)

    def _festival(self, draft: Draft, found: re.Match[str]) -> bool:
        festival = self.words.festivals.get(found[0])
        if festival is None or draft.month is not None:
            return False
        years = [draft.year] if draft.year else [draft.on.year + n for n in (-1, 0, 1)] if draft.on else []
        options = [(day, day) for year in years if 1900 < year < 2100 and (day := festival.in_year(year))]
        draft.year, draft.festival = None, found[0]
        return draft.stretch(*options)

    def _rest(self, draft: Draft, found: re.Match[str]) -> bool:
        """春节假期: every day off around the festival."""
        if not draft.options:
            return False
        spread = [self._days_off(first) for first, _ in draft.options]
        draft.provisional = any(not self.words.calendar.knows(first.year) for first, _ in spread)
        return draft.stretch(*spread)

    def _days_off(self, day: date) -> tuple[date, date]:
        first = last = day
        works = self.words.calendar.is_working
        while not works(first - timedelta(days=1)) and (day - first).days < 15:
            first -= timedelta(days=1)
        while not works(last + timedelta(days=1)) and (last - day).days < 15:
            last += timedelta(days=1)
        return first, last

    def _part(self, draft: Draft, found: re.Match[str]) -> bool:
        draft.part = found[0]
        return True

    def _clock(self, draft: Draft, found: re.Match[str]) -> bool:
        if draft.clock is not None:
            return False
        draft.clock = read_clock(found, self.words.parts.get(draft.part))
        return draft.clock is not None

    def _skip(self, draft: Draft, found: re.Match[str]) -> bool:
        return True


def _common(found: re.Match[str]) -> Point | None:
    """The commonest spelling, read in one step: 2024年3月31日, 3月底."""
    year, month, day = (int(found[name]) if found[name] else None for name in ("y", "m", "d"))
    if not 1 <= (month or 0) <= 12 or not 1 <= (day or 1) <= 31 or not 1000 <= (year or 1000) <= 2999:
        return None
    return Point(year, None, month, None if day else month, day, day, at_end=bool(found["e"]))


def _year_number(words: str, on: date | None) -> int | None:
    """``2024``, ``二零二四``; two figures are this century's unless that lies more than ten years ahead."""
    figures = words if words.isascii() else "".join(str("零一二三四五六七八九".index(c)) for c in words)
    if len(figures) == 4:
        return int(figures) if 1000 <= int(figures) <= 2999 else None
    century = on.year // 100 * 100 if on else 2000
    year = century + int(figures)
    return year - 100 if on and year > on.year + 10 and year >= 2000 else year


def _seen(draft: Draft) -> list[tuple[date, date] | None]:
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
