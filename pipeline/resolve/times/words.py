"""The words of time that a rulebook lists, ready to be looked up at a place in a mention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pipeline.record import record
from pipeline.resolve.calendar.festivals import Festivals
from pipeline.resolve.calendar.local import CalendarRow
from pipeline.resolve.calendar.workdays import WorkCalendar
from pipeline.rulebook import Rulebook


@record
class Relative:
    """``明年`` is one year on: ``Relative('year', 1)``; ``part`` is a part of the day that the word carries (今晚).

    ``points_back``: 次日 and 当月 hang on what was said before, so in a document they name no date.
    """

    unit: str
    offset: int
    part: str = ""
    points_back: bool = False


@record
class DayPart:
    """``下午`` adds twelve hours; ``晚上十二点`` is the end of the day."""

    shift: bool
    midnight: bool


class TimeWords:
    """Relative words, parts of the day, festivals and known events, with patterns to spot them."""

    def __init__(
        self,
        relatives: Iterable[Mapping[str, Any]],
        parts: Iterable[Mapping[str, Any]],
        festivals: Iterable[Mapping[str, Any]],
        events: Iterable[Mapping[str, Any]] = (),
        rows: Iterable[CalendarRow] = (),
    ) -> None:
        own = tuple(rows)
        self.relatives = {
            r["word"]: Relative(r["unit"], r["offset"], r.get("part", ""), bool(r.get("back"))) for r in relatives
        }
        self.parts = {p["word"]: DayPart(bool(p["shift"]), bool(p["noon"])) for p in parts}
        self.festivals = Festivals(festivals)
        self.calendar = WorkCalendar(self.festivals, own)
        self.events = _events(events, own)
        self.relative = _any_of(self.relatives)
        self.part = _any_of(self.parts)
        self.festival = re.compile(f"(?:{_any_of(self.festivals.names()).pattern})(?![月日号年点时个])")

    @classmethod
    def of(cls, rulebook: Rulebook, rows: Iterable[CalendarRow] = ()) -> TimeWords:
        """The words of a rulebook, with the user's own calendar rows."""
        table = rulebook.table
        return cls(table("time_words"), table("day_parts"), table("festivals"), table("events"), rows)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _events(rows: Iterable[Mapping[str, Any]], own: Iterable[CalendarRow]) -> dict[str, list[tuple[date, date]]]:
    """Event name → its known stretches; the user's own rows are days and come last, so that they win."""
    known: dict[str, list[tuple[date, date]]] = {}
    for row in rows:
        stretch = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
        for name in (row["name"], *str(row.get("also", "")).split()):
            known.setdefault(bare_name(name), []).append(stretch)
    for mine in own:
        if mine.kind == "event" and mine.name:
            known.setdefault(bare_name(mine.name), []).insert(0, (mine.day, mine.day))
    return known


def bare_name(name: str) -> str:
    """An event's name without quotation marks: 全国“两会” and 全国两会 are one."""
    return name.translate(_QUOTES)


_QUOTES = {ord(mark): None for mark in "“”‘’\"'「」"}
