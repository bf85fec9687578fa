"""Festivals by name: which day of a year, and which days of rest around it. The names stand in rules/calendar/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from pipeline.record import record
from pipeline.resolve.calendar import lunar


@record
class Festival:
    """One festival: ``reckoning`` is ``solar``, ``lunar``, ``eve`` (除夕), ``term`` (清明 and its like) or
    ``weekday``. Of the last, ``day`` is which one of the month, ``weekday`` 0 for Monday: the second Sunday of May.
    """

    name: str
    reckoning: str
    month: int = 0
    day: int = 0
    rest: int = 0
    weekday: int = 0

    def in_year(self, year: int) -> date | None:
        """The day on which it falls in a civil year, e.g. 春节 in 2024 → 2024-02-10."""
        if self.reckoning == "lunar":
            days = (lunar.lunar_day(y, self.month, self.day) for y in (year, year - 1))
            return next((day for day in days if day and day.year == year), None)
        if self.reckoning == "eve":
            return lunar.new_year_eve(year)
        if self.reckoning == "term":
            return lunar.term(year, self.name.removesuffix("节"))
        if self.reckoning == "weekday":
            first = date(year, self.month, 1)
            return first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.day - 1))
        return date(year, self.month, self.day)

    def days_in(self, year: int) -> tuple[date, ...]:
        """Every day of a civil year on which it falls: 腊八节 comes twice in 2022, in January and in December."""
        if self.reckoning != "lunar":
            return (day,) if (day := self.in_year(year)) else ()
        days = (lunar.lunar_day(y, self.month, self.day) for y in (year - 1, year))
        return tuple(day for day in days if day and day.year == year)


class Festivals:
    """All festivals that a rulebook names, by every name that they go by."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._named: dict[str, Festival] = {}
        for row in rows:
            festival = Festival(
                row["name"],
                row["reckoning"],
                row.get("month", 0),
                row.get("day", 0),
                row.get("rest", 0),
                row.get("weekday", 0),
            )
            for name in (row["name"], *str(row.get("also", "")).split()):
                self._named[name] = festival

    def names(self) -> tuple[str, ...]:
        """Every name that a festival goes by."""
        return tuple(self._named)

    def get(self, name: str) -> Festival | None:
        """The festival that goes by ``name``, or ``None``."""
        return self._named.get(name)

    def with_rest(self) -> tuple[Festival, ...]:
        """Those that bring statutory days of rest."""
        return tuple({f.name: f for f in self._named.values() if f.rest}.values())
