"""The occurrences of what recurs, each done, missed or still to come: derived from the recurrence and what was said."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from pipeline.store.effects import standing_acts
from pipeline.store.entries import Entry
from pipeline.store.events import Event
from pipeline.store.known import events_of
from pipeline.store.recurrence import next_due
from pipeline.store.tables import documents

MOST = 400


@dataclass(frozen=True, slots=True)
class Occurrence:
    """``due`` with its time where the rule has one; ``said`` is false where nobody said so and the day simply passed.

    ``status``: ``done``, ``missed`` (said to be, or past and never ticked off), ``due`` (today or the next one).
    """

    due: str
    status: str
    said: bool = False
    on: str | None = None
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain values by name."""
        return asdict(self)


def occurrences(
    connection: Connection, entry: Entry, as_of: date, since: date | None = None, known_at: str | None = None
) -> list[Occurrence]:
    """Those of an entry since its start, else its document's date, or ``since``, to the next one; the last 400 at most.

    Empty for what does not recur.
    """
    deadline = entry.item.deadline
    if deadline is None or not deadline.rrule:
        return []
    document = connection.execute(
        select(documents.c.id, documents.c.reference_date).where(documents.c.uid == entry.document_id)
    ).one()
    start, until = _day(deadline.start), _day(deadline.due)
    first = since or start or document.reference_date or as_of
    said = _said(events_of(connection, document.id), entry.id, as_of.isoformat(), known_at)
    days = _days(deadline.rrule, first, as_of, start, until)
    return [_occurrence(due, said.get(due[:10]), as_of) for due in deque(days, MOST)]


def _days(rrule: str, first: date, as_of: date, start: date | None, until: date | None) -> Iterator[str]:
    day = first
    while due := next_due(rrule, day, start, until):
        yield due
        day = date.fromisoformat(due[:10])
        if day >= as_of or day >= date.max - timedelta(days=1):
            return
        day += timedelta(days=1)


def _occurrence(due: str, said: Event | None, as_of: date) -> Occurrence:
    if said is not None:
        return Occurrence(due, said.data.get("status", "done"), True, said.on, said.note)
    return Occurrence(due, "missed" if date.fromisoformat(due[:10]) < as_of else "due")


def _said(events: Iterable[Event], uid: str, as_of: str, known_at: str | None) -> dict[str, Event]:
    """The last word on each occurrence, by its day."""
    known = [each for each in events if known_at is None or each.recorded_at <= known_at]
    acts = [each for each in standing_acts(known) if each.obligation == uid and each.kind == "occurrence"]
    return {each.data["date"][:10]: each for each in acts if (each.on or "") <= as_of}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
