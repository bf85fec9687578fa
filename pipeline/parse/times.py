"""What one line says of time, money or document numbers: the finders and resolvers by themselves, without a document.

``duban parse`` prints what these functions give.

>>> from datetime import date
>>> from pipeline.parse.times import TimeParser, time_row
>>> from pipeline.resources import rules_folder
>>> from pipeline.rulebook import load_rulebook
>>> parser = TimeParser(load_rulebook(rules_folder()))
>>> ((slot, deadline),) = parser.parse("并于3月底前完成整改。", date(2024, 2, 5))
>>> slot, deadline.text, deadline.kind, deadline.due
('deadline', '3月底前', 'by', '2024-03-31')
>>> [time_row(*found)["rrule"] for found in parser.parse("各大队每月5日前报送台账。")]
['FREQ=MONTHLY;BYMONTHDAY=5']
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pipeline.codec import deadline_to_dict
from pipeline.find.times import TimeFinder
from pipeline.model import Deadline, Mention
from pipeline.resolve.times import CONTRACT, TimePolicy, TimeResolver, joined
from pipeline.resolve.times.foreign import read_foreign, zoned
from pipeline.resolve.times.isolated import IsolatedReader
from pipeline.resolve.times.point import Direction
from pipeline.resolve.times.said import WHICH
from pipeline.rulebook import Rulebook

if TYPE_CHECKING:
    from pipeline.resolve.calendar.local import CalendarRow

#: Words that count back from the moment of asking, where one was given.
_TO_THE_MINUTE = frozenset({"time.ago", "time.past_stretch"})
#: Stretches that limit nothing by themselves: alone on a line, 3月5日至8日 is of the year in which one
#: asks, unless that is half a year over.
_OF_ITS_YEAR = frozenset(
    {
        "deadline.range_days",
        "deadline.range_hours",
        "deadline.days_listed",
        "deadline.by_dekad",
        "deadline.by_end",
        "time.part_of",
        "time.effective",
    }
)
_MARGIN = " \t\r\n　。，,;；"


class TimeParser:
    """Finds and resolves every time in a line; a line that is nothing but one time is read more freely."""

    def __init__(self, rulebook: Rulebook, policy: TimePolicy = CONTRACT, rows: Iterable[CalendarRow] = ()) -> None:
        own = tuple(rows)
        self._finder = TimeFinder(rulebook)
        self._running = TimeResolver(rulebook, policy, own)
        self._alone = TimeResolver(rulebook, replace(policy, plain="same", bare_clock=True), own)
        self._isolated = IsolatedReader(self._alone.tools.words)

    def parse(self, line: str, on: date | datetime | None = None) -> list[tuple[str, Deadline]]:
        """``(slot, deadline)`` in text order; the slot is ``deadline``, or ``time`` (a date that limits nothing).

        ``on`` is the document's date; without it no year or month is inferred.
        """
        day = on.date() if isinstance(on, datetime) else on
        mentions = self._finder.find(line)
        if (not mentions or zoned(line)) and (foreign := read_foreign(line)):
            return [("time", foreign)]
        if (
            len(mentions) == 1
            and _covers(line, mentions[0])
            and not (day is not on and mentions[0].rule in _TO_THE_MINUTE)
        ):
            towards: Direction | None = "near" if mentions[0].rule in _OF_ITS_YEAR else None
            found = self._alone.resolve(line, mentions[0], day, towards)
            if found is not None:
                return [(mentions[0].kind, found)]
        alone = self._isolated.read(line, on)
        if alone is not None:
            ahead = alone.kind == "by" and day is not None and (alone.due or "") >= day.isoformat()
            return [("deadline" if ahead else "time", alone)]
        return self._resolved(line, mentions, day)

    def running(self, text: str, on: date | None = None) -> list[tuple[str, Deadline]]:
        """As :meth:`parse`, for running text only: nothing is read as an isolated expression."""
        return self._resolved(text, self._finder.find(text), on)

    def _resolved(self, text: str, mentions: list[Mention], on: date | None) -> list[tuple[str, Deadline]]:
        resolved = [(m, self._running.resolve(text, m, on)) for m in mentions]
        found = [(_slot(text, m, deadline, on), deadline) for m, deadline in resolved if deadline is not None]
        slots = {deadline.span.end: kind for kind, deadline in found if deadline.span}
        return [(slots[one.span.end], one) for one in joined(text, [one for _, one in found]) if one.span]


def _slot(text: str, mention: Mention, found: Deadline, on: date | None) -> str:
    """``time`` for a limit that limits nothing: 2018年8月31日前出生的儿童, and days before the document's own."""
    slot = "deadline" if found.kind == "by" else mention.kind
    if found.rrule or found.kind not in ("by", "on", "period"):
        return slot
    over = on is not None and found.due is not None and found.due[:10] < on.isoformat()
    return "time" if over or WHICH.match(text, mention.span.end) else slot


def _covers(line: str, mention: Mention) -> bool:
    """Whether the mention is all that stands on the line."""
    return not (line[: mention.span.start] + line[mention.span.end :]).strip(_MARGIN)


def time_row(slot: str, deadline: Deadline) -> dict[str, Any]:
    """A parsed time as plain values, in the contract's order: text, span, slot, kind, start, due, rrule …"""
    where = {"span": list(deadline.span) if deadline.span else None}
    told = deadline_to_dict(deadline) | where | {"provisional": deadline.provisional}
    return {"text": deadline.text} | where | {"slot": slot} | told
