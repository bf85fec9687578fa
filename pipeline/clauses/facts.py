"""The records of clause reading: cues, clauses with their facts, and the marks that the finders left in a view."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import field
from operator import attrgetter
from typing import Literal, NamedTuple

from pipeline.clauses.party import Party
from pipeline.model import Mention, Span
from pipeline.record import record

Role = Literal["directive", "power", "support", "condition", "adverbial", "subject", "refused", "reported", "noun"]
# times that bound nothing
_LOOSE = frozenset({"deadline.vague", "deadline.immediate", "deadline.during", "deadline.event_after"})


class Cue(NamedTuple):
    """A modal cue and its place."""

    modality: str
    start: int
    end: int
    rule: str


@record
class Clause:
    """A clause ``[start, end)`` of a view; ``stop`` is the mark after it. ``why`` names what decided its role."""

    start: int
    end: int
    stop: str
    role: Role
    why: str
    cues: tuple[Cue, ...] = ()
    subject: Party | None = None
    agent: Party | None = None
    thing: bool = False
    predicate: int | None = None
    reported_by: Span | None = None
    head: int = 0

    @property
    def modality(self) -> str | None:
        """The first cue's modality."""
        return self.cues[0].modality if self.cues else None

    @property
    def own(self) -> Party | None:
        """Who acts by this clause's own words."""
        return self.agent or self.subject

    @property
    def leading(self) -> bool:
        """Whether it only prepares the clause after it."""
        return self.role in ("condition", "adverbial", "subject")


_start = attrgetter("start")
_begins = attrgetter("span.start")


@record
class Marks:
    """What the finders found in a block's view, each kind in the order of its places.

    ``known`` keeps the clauses that were read by them: a title, a lead-in or a case is looked at before it is told.
    """

    cues: tuple[Cue, ...]
    refusals: tuple[tuple[Mention, str], ...]
    reports: tuple[Mention, ...]
    times: tuple[Mention, ...]
    watched: tuple[Mention, ...] = ()
    known: dict[tuple[int, int, str], Clause] = field(default_factory=dict, compare=False)

    def cues_in(self, start: int, end: int) -> tuple[Cue, ...]:
        """The cues inside ``[start, end)``."""
        cues = self.cues
        return cues[bisect_left(cues, start, key=_start) : bisect_left(cues, end, key=_start)] if cues else ()

    def time_at(self, at: int) -> int:
        """The end of the time that begins at ``at``, else ``at``."""
        place = bisect_left(self.times, at, key=_begins) if self.times else 0
        return self.times[place].span.end if place < len(self.times) and _begins(self.times[place]) == at else at

    def time_across(self, at: int) -> int:
        """The end of the time that begins at ``at`` or in the clause before (``预警发布后，2小时内｜完成检查``)."""
        place = bisect_left(self.times, at, key=_begins)
        last = self.times[place - 1].span if place else None
        return last.end if last is not None and last.end > at else self.time_at(at)

    def timed(self, start: int, end: int) -> bool:
        """Whether a limit or a rhythm stands in ``[start, end)``; 春节期间 and 尽快 are none."""
        if not self.times:
            return False
        here = self.times[bisect_left(self.times, start, key=_begins) : bisect_left(self.times, end, key=_begins)]
        return any(time.kind == "deadline" and time.rule not in _LOOSE for time in here)

    def any_time(self, start: int, end: int) -> bool:
        """Whether any time ends in ``(start, end]``: a day, a stretch, a limit."""
        return any(start < time.span.end <= end for time in self.times)

    def report_in(self, start: int, end: int) -> Mention | None:
        """The first sign of reported speech in ``[start, end)``, or one that ends there (召开会议，要求…)."""
        place = bisect_left(self.reports, start, key=_begins)
        if place and start < self.reports[place - 1].span.end < end:
            return self.reports[place - 1]
        return self.reports[place] if place < len(self.reports) and _begins(self.reports[place]) < end else None
