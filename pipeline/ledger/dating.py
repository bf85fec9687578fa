"""Late-bound time: deadlines that hang on an event get their date when the calendar learns it, with history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from pipeline.link.papers import Paper
from pipeline.model import Deadline
from pipeline.parse.times import TimeParser
from pipeline.resolve.calendar.local import CalendarRow
from pipeline.resolve.issuers import IssuerTable
from pipeline.resolve.numbers import read_number
from pipeline.resolve.times import CONTRACT
from pipeline.rulebook import Rulebook
from pipeline.store.effects import RESOLVED
from pipeline.store.events import BEGINNING, Event
from pipeline.store.known import events_of
from pipeline.store.opening import Store
from pipeline.store.tables import documents, obligations
from pipeline.store.types import to_json

_LEVELS = {"state": "state", "province": "province", "region": "province", "city": "province"}


class EventDates:
    """What the calendars (the rulebook's, and the user's rows before it) know of the events that deadlines hang on."""

    def __init__(self, rulebook: Rulebook, rows: Iterable[CalendarRow] = ()) -> None:
        self._parser = TimeParser(rulebook, CONTRACT, rows)
        self._issuers = IssuerTable(rulebook)

    def due(self, deadline: Deadline, on: date | None) -> str | None:
        """The date of an event-bound deadline, in a document of that day; None where no calendar knows the event."""
        for _, found in self._parser.running(deadline.text, on):
            if found.anchor == deadline.anchor and found.due:
                return found.due
        return None

    def level(self, number: str | None) -> str | None:
        """The level of who gave a document its number, by the letters of the number."""
        issuer = self._issuers.issuer(read_number(number)) if number else None
        return _LEVELS.get(issuer.level) if issuer and issuer.sure else None

    def events(self, connection: Connection, document: int, paper: Paper) -> Iterator[tuple[str, Event]]:
        """What is to be put on record: dates that are known now and were not, or are others now."""
        open_ones = [(uid, item.deadline) for uid, item in paper.items if _hangs(item.deadline)]
        if not open_ones:
            return
        told: dict[str, Any] = {}
        for event in events_of(connection, document):
            if event.kind == RESOLVED and event.obligation:
                told[event.obligation] = event.data
        for uid, deadline in open_ones:
            assert deadline is not None
            due, before = self.due(deadline, paper.on), told.get(uid, {})
            same_words = before.get("text") == deadline.text and before.get("anchor") == deadline.anchor
            if due != (before.get("due") if same_words else None):
                old = before.get("due") if same_words else None
                said = {"text": deadline.text, "anchor": deadline.anchor, "old": old, "due": due}
                yield uid, Event(RESOLVED, to_json(said), uid, BEGINNING, origin="calendar")


def _hangs(deadline: Deadline | None) -> bool:
    return bool(deadline and deadline.anchor and deadline.due is None and not deadline.rrule)


def redate(store: Store, clock: Callable[[], datetime], rulebook: Rulebook, rows: Iterable[CalendarRow]) -> int:
    """Look again at every deadline that hangs on an event; gives how many got another date."""
    from pipeline.ledger.book import LinkBook
    from pipeline.ledger.papers import load_paper
    from pipeline.store.group import Group
    from pipeline.store.naming import Names
    from pipeline.store.stamps import next_stamp

    dates = EventDates(rulebook, rows)
    here = obligations.c
    hanging = select(here.document_id).where(here.known_to.is_(None), here.anchor.is_not(None), here.rrule.is_(None))
    changed = 0
    with store.reading() as connection:
        waiting = list(connection.execute(select(documents.c.id).where(documents.c.id.in_(hanging))).scalars())
    for document in sorted(waiting):
        with store.writing() as connection:
            book = LinkBook(connection, next_stamp(connection, clock()))
            for uid, event in dates.events(connection, document, load_paper(connection, document)):
                book.event(document, uid, event)
            changed += book.write(Group(connection, book.now, "", "calendar", Names(), {}))
    return changed
