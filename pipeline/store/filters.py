"""What can be asked of the ledger, as one typed object that the command line, the pages and the notebooks share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.store.lifecycle import OPEN

DUTIES = ("obligation", "prohibition")
KINDS = (*DUTIES, "sanction", "permission")
SOON_DAYS = 7
LIGHTS = ("red", "yellow", "green", "grey")


@dataclass(frozen=True, slots=True)
class Who:
    """The bearers that a question means: numbers in the table of names, and names to whom something may be assigned.

    Made by ``pipeline.ledger.units`` out of a unit's name and the directory.
    """

    names: frozenset[int] = frozenset()
    called: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Filter:
    """A question. ``as_of`` is the day that it is asked for; what is left out does not narrow the answer.

    Without ``kinds`` the duties answer (what somebody can be late with); to a ``search`` everything does. Bounds of due
    dates include the day named, as 前 does by default. ``known_at`` is a moment: the ledger answers as it knew then.
    ``unit`` is part of a bearer's name; ``who`` is a unit as the directory knows it, and goes before. ``fine_from`` is
    in yuan, ``fine_on`` part of the words for who pays it (单位). ``new_since`` and ``changed_since`` are moments: what
    came into the ledger, or got another due date, after them. ``soon_until`` is the last day that counts as soon
    (yellow); without it, seven days from ``as_of``. ``after`` is the ``cursor`` of an entry: the page after it.
    """

    as_of: date
    known_at: str | None = None
    unit: str | None = None
    number: str | None = None
    document: str | None = None
    kinds: tuple[str, ...] | None = None
    search: str | None = None
    states: tuple[str, ...] | None = OPEN
    due_after: date | None = None
    due_before: date | None = None
    overdue: bool = False
    undated: bool = False
    recurring: bool = False
    fine_from: int | None = None
    # A unit by its whole name; and the units to which an account is restricted (see ``reach.py``).
    bearer: str | None = None
    within: tuple[str, ...] | None = None
    min_confidence: float | None = None
    limit: int | None = None
    offset: int = 0
    who: Who | None = None
    level: str | None = None
    fine_on: str | None = None
    new_since: str | None = None
    changed_since: str | None = None
    soon_until: date | None = None
    # What was done (and closed since, or not) on this day or later; and whether that was in time, or late.
    done_from: date | None = None
    in_time: bool | None = None
    after: str | None = None

    def kinds_wanted(self) -> tuple[str, ...]:
        """The kinds that answer."""
        if self.kinds is not None:
            return self.kinds
        return KINDS if self.search or self.fine_from is not None else DUTIES

    def window(self) -> tuple[date | None, date | None]:
        """First and last due date that answer, None for no bound."""
        last = self.as_of - timedelta(days=self.as_of > date.min) if self.overdue else None
        bounds = [day for day in (self.due_before, last) if day]
        return self.due_after, min(bounds) if bounds else None

    def windowed(self) -> bool:
        """Whether only what falls due at a date can answer."""
        return self.window() != (None, None)

    def soon(self) -> date:
        """The last day that counts as soon."""
        return self.soon_until or self.as_of + timedelta(days=min(SOON_DAYS, (date.max - self.as_of).days))

    def lit(self, light: str | None) -> Filter:
        """Only what has this light on the day asked about; anything, where none is named."""
        day, soon = self.as_of, self.soon()
        after, before = self.due_after, self.due_before
        if light == "red":
            return replace(self, overdue=True)
        if light == "yellow":
            return replace(self, due_after=max(after or day, day), due_before=min(before or soon, soon))
        if light == "green":
            later = soon + timedelta(days=soon < date.max)
            return replace(self, due_after=max(after or later, later))
        return replace(self, undated=True) if light == "grey" else self
