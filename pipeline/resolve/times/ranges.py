"""From one point to another: each side lends the other what it leaves out."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.resolve.times.point import Direction, Point, Stretch, place
from pipeline.resolve.times.reader import PointReader

_BARE = compiled(r"[0-9零一二三四五六七八九十]$")
_NEXT_DAY = compiled(r"(?:次|翌|第二)[日天]")
_FIRST_UNIT = compiled(r"[年月日号时点]|季度")


class RangeReader:
    """Reads ``3月1日`` … ``15日`` as two stretches that belong together."""

    def __init__(self, points: PointReader) -> None:
        self._points = points

    def read(self, left: str, right: str, on: date | None, direction: Direction) -> tuple[Stretch, Stretch] | None:
        """First and last stretch; ``None`` where either can't be read or the end would lie before the start.

        ``('11月9', '17日')`` → 11-09 … 11-17; ``('12月31日', '2025年1月2日')`` → 2024-12-31 … 2025-01-02;
        ``('4月20日22时', '次日6时')`` ends on 04-21.
        """
        if later := _NEXT_DAY.match(right):
            start = self._points.read(left, on)
            end = self._on_day(start, right[later.end() :]) if start else None
        else:
            start, end = self._sides(left, right, on, direction)
            end = end.within(start) if start and end else None
        if start is None or end is None:
            return None
        found = (
            self._ahead(start, end, on, direction)
            or self._known(start, end, on)
            or self._open(start, end, on, direction)
        )
        if found and later:
            found = found[0], replace(found[1], last=found[1].last + timedelta(days=1))
        if found is None or _end_of(found[1].due()) < (found[0].start() or ""):
            return None
        return found

    def _sides(self, left: str, right: str, on: date | None, direction: Direction) -> tuple[Point | None, Point | None]:
        for word in ("次年", "翌年"):
            if right.startswith(word):
                return self._next_year(left, right.removeprefix(word), on, direction)
        end = self._points.read(right, on)
        if _BARE.search(left) and (unit := _unit_for(left, right)):
            start = self._points.read(left + unit, on)
        else:
            start = self._points.read(left, on)
        return start, end

    def _on_day(self, day: Point, clock: str) -> Point | None:
        """The day again, at another time of day or none."""
        time = self._points.read(clock, None) if clock else Point()
        return replace(day, clock=time.clock) if time and time.open == "day" else None

    def _next_year(
        self, left: str, right: str, on: date | None, direction: Direction
    ) -> tuple[Point | None, Point | None]:
        start, end = self._points.read(left, on), self._points.read(right, on)
        if start is None or end is None:
            return None, None
        if start.open == "year" and on:  # 11月至次年2月: 次年 is the year after the document's, 去年 in what looks back
            start = replace(start, year=on.year - (direction == "past"))
        if start.year is None:
            return None, None
        return start, replace(end, year=start.year + 1)

    def _ahead(self, start: Point, end: Point, on: date | None, direction: Direction) -> tuple[Stretch, Stretch] | None:
        """元旦至春节, 除夕至正月十五 of a deadline: the first such stretch that is not over."""
        if on is None or direction != "future" or len(start.options or ()) < 2:
            return None
        for days in sorted(start.options or ()):
            first = Stretch(*days, clock=start.clock)
            last = _after(first, end) if end.options else place(end, first.first, "future")
            if last and last.last >= on:
                return first, last
        return None

    def _known(self, start: Point, end: Point, on: date | None) -> tuple[Stretch, Stretch] | None:
        """The start names its year: the end, if it borrowed that, may lie in the next."""
        if start.open:
            return None
        first = place(start, on, "same")
        last = _after(first, end) if first and end.options else place(end, on, "same")
        if first is None or last is None:
            return None
        if last.last < first.first and end.year is not None and end.year == start.year and end.month is not None:
            last = place(replace(end, year=end.year + 1), on, "same")
        return (first, last) if last else None

    def _open(self, start: Point, end: Point, on: date | None, direction: Direction) -> tuple[Stretch, Stretch] | None:
        """The start leaves its year (or month) out.

        The end is placed first, the start is the last such day before it.
        """
        last = place(end, on, direction)
        if last is None:
            return None
        near = place(start, last.last, "past") if start.open != "day" else None
        if near is None or near.first > last.last:
            return None
        return near, last


def _unit_for(left: str, right: str) -> str:
    """What a bare number on the left counts: in 3—5月 months, in 11月9至17日 days."""
    units = _FIRST_UNIT.findall(right)
    for unit in ("年", "月", "季度", "日"):
        seen = unit in left or (unit == "日" and "号" in left)
        if not seen and unit in units:
            return unit if unit != "年" or re.fullmatch(r"[0-9]{4}|[零一二三四五六七八九]{4}", left) else ""
    return ""


def _after(first: Stretch, end: Point) -> Stretch | None:
    """The first of the end's readings that is not over before the start: in 下周二至周四 the Thursday of next week."""
    days = min((option for option in end.options or () if option[1] >= first.first), default=None)
    return Stretch(*days, clock=end.clock) if days else None


def _end_of(due: str) -> str:
    """A day that is named as an end lasts to its midnight: 24时 is the day alone."""
    return due if "T" in due else f"{due}T24:00"
