"""What a form is given: one mention taken apart, and the readers that the forms share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.model import Deadline, DeadlineKind
from pipeline.resolve.times.events import EventCalendar
from pipeline.resolve.times.point import Direction, Stretch, place
from pipeline.resolve.times.policy import TimePolicy
from pipeline.resolve.times.ranges import RangeReader
from pipeline.resolve.times.reader import PointReader
from pipeline.resolve.times.recurring import RecurrenceReader
from pipeline.resolve.times.statutes import Statute
from pipeline.resolve.times.text import plain
from pipeline.resolve.times.words import TimeWords


@dataclass(frozen=True)
class Parts:
    """One mention: its words, its named groups, what its rule says.

    The document's date and where to look for a year.
    """

    words: str
    groups: Mapping[str, str]
    emit: Mapping[str, Any]
    on: date | None
    direction: Direction
    statute: Statute | None = None

    @property
    def kind(self) -> DeadlineKind:
        """The kind that the rule gives."""
        return self.emit["kind"]  # type: ignore[no-any-return]

    def group(self, name: str) -> str:
        """A named group in plain spelling, empty if it took no part."""
        return plain(self.groups.get(name, ""))


class Tools:
    """The readers that the forms share."""

    def __init__(self, words: TimeWords, policy: TimePolicy) -> None:
        self.words, self.policy = words, policy
        self.points = PointReader(words, isolated=policy.bare_clock)
        self.ranges = RangeReader(self.points)
        self.recurrences = RecurrenceReader(words)
        self.events = EventCalendar(words)

    def stretch(self, parts: Parts, words: str) -> tuple[bool, Stretch | None]:
        """Whether the words could be read, and the days that they name, as far as the document's date can tell."""
        point = self.points.read(words, parts.on)
        if point is None:
            return False, None
        if point.open == "day" and point.clock and self.policy.bare_clock and parts.on:
            return True, Stretch(parts.on, parts.on, point.clock)
        return True, place(point, parts.on, parts.direction)


Form = Callable[[Tools, Parts], Deadline | None]
