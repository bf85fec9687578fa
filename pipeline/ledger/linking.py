"""The pass after loading: links, terms of validity, levels, dates of events; each document once, in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, or_, select, update

from pipeline import __version__
from pipeline.ledger.book import LinkBook
from pipeline.ledger.dating import EventDates
from pipeline.ledger.papers import load_paper, neighbours, remember
from pipeline.link.citations import cited_as, document_links
from pipeline.link.duties import digest_links, duty_links
from pipeline.link.extensions import extension_links
from pipeline.link.levels import above, level_of
from pipeline.link.papers import Link, Paper
from pipeline.link.terms import Terms
from pipeline.resolve.calendar.local import CalendarRow
from pipeline.resolve.directory import Directory
from pipeline.rulebook import Rulebook
from pipeline.store.group import Group
from pipeline.store.naming import Names
from pipeline.store.opening import Store
from pipeline.store.stamps import next_stamp
from pipeline.store.tables import documents, instruments
from pipeline.store.turns import slices


@dataclass
class Linked:
    """What a pass did: documents looked at, links that are new, those applied without asking, events put on record."""

    documents: int = 0
    suggested: int = 0
    applied: int = 0
    events: int = 0


@dataclass
class Linker:
    """Compares what was loaded with what is there. The caller brings the clock and the user's calendar."""

    store: Store
    clock: Callable[[], datetime]
    rulebook: Rulebook
    rows: tuple[CalendarRow, ...] = ()
    result: Linked = field(default_factory=Linked)

    def __post_init__(self) -> None:
        self.directory = Directory.of(self.rulebook)
        self.terms = Terms(self.rulebook)
        self.dates = EventDates(self.rulebook, self.rows)
        # Other rules or another program may see other links.
        self.version = f"{self.rulebook.version}+{__version__}"

    def run(self) -> Linked:
        """Every document that is new or was read anew since it was compared last; a few a transaction."""
        with self.store.reading() as connection:
            waiting = list(connection.execute(self._waiting()).scalars())
        for connection, documents_at_hand in slices(waiting, self.store):
            for document in documents_at_hand:
                self._bind(connection, document)
        return self.result

    def _waiting(self) -> Select[Any]:
        here = documents.c
        return select(here.id).where(or_(here.bound.is_(None), here.bound != self.version)).order_by(here.id)

    def _bind(self, connection: Connection, document: int) -> None:
        paper = load_paper(connection, document)
        near = neighbours(connection, document, paper)
        remember(connection, document, paper)
        self._levels(connection, document, paper)
        book = LinkBook(connection, next_stamp(connection, self.clock()))
        for other in near:
            other_paper = load_paper(connection, other)
            book.found(document, other, paper, other_paper, list(self.between(paper, other_paper)))
        book.forget(document, near)
        self._validity(book, document, paper)
        for uid, event in self.dates.events(connection, document, paper):
            book.event(document, uid, event)
        self.result.documents += 1
        self.result.suggested += book.suggested
        self.result.applied += book.applied
        self.result.events += book.write(Group(connection, book.now, "", "link", Names(), {}))
        connection.execute(update(documents).where(documents.c.id == document).values(bound=self.version))

    def between(self, one: Paper, other: Paper) -> Iterator[Link]:
        """Every link between two papers, whichever was loaded first."""
        repeated: set[str | None] = set()
        for source, target in ((one, other), (other, one)):
            yield from document_links(source, target, self.terms)
            for link in digest_links(source, target):
                repeated.add(link.source_item)
                yield link
            yield from extension_links(source, target, self.terms)
        source, target = self._later(one, other)
        for link in duty_links(source, target, self.directory):
            # What is only repeated is no duty of its own beside the original.
            if not repeated & {link.source_item, link.target_item} - {None}:
                yield link

    def _later(self, one: Paper, other: Paper) -> tuple[Paper, Paper]:
        """First the one that cites, or stands below, or came later."""
        if cited_as(one, other) or cited_as(other, one):
            return (one, other) if cited_as(one, other) else (other, one)
        levels = level_of(one.issuer, self.directory), level_of(other.issuer, self.directory)
        if above(*levels) or above(levels[1], levels[0]):
            return (other, one) if above(*levels) else (one, other)
        key = (one.on or date.min, one.uid) > (other.on or date.min, other.uid)
        return (one, other) if key else (other, one)

    def _validity(self, book: LinkBook, document: int, paper: Paper) -> None:
        found = self.terms.until(paper.text, paper.on)
        until = found[0].isoformat() if found else None
        book.validity(document, paper.on, until, found[1].of(paper.text) if found else "")

    def _levels(self, connection: Connection, document: int, paper: Paper) -> None:
        own = level_of(paper.issuer, self.directory)
        for at, each in enumerate(paper.instruments):
            level = own if at == 0 else level_of(each.issuer, self.directory) or self.dates.level(each.number)
            if level:
                mine = (instruments.c.document_id == document, instruments.c.idx == at)
                connection.execute(update(instruments).where(*mine).values(level=level))
