"""The links on record: found, applied, decided, undone; and the events that follow from them in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from pipeline.link.papers import Link, Paper
from pipeline.store.effects import REPEALED, RETRACTED, VALIDITY, by_machine, standing_acts
from pipeline.store.events import BEGINNING, Event, Head, tie
from pipeline.store.group import Group
from pipeline.store.kin import KINSHIPS
from pipeline.store.known import Known, events_of, known_document
from pipeline.store.tables import documents, links
from pipeline.store.types import to_json

SUGGESTED, APPLIED, ACCEPTED, REJECTED, UNDONE = "suggested", "applied", "accepted", "rejected", "undone"
_OPEN = (SUGGESTED, APPLIED)
_IN_FORCE = (APPLIED, ACCEPTED)


class LinkBook:
    """The table of links in one transaction; what follows from them is collected and written at the end."""

    def __init__(self, connection: Connection, now: str, actor: str = "") -> None:
        self.connection, self.now, self.actor = connection, now, actor
        self.suggested = self.applied = 0
        self._events: dict[int, list[Event]] = {}
        self._kept: set[str] = set()

    def found(self, one: int, other: int, one_paper: Paper, other_paper: Paper, found: Sequence[Link]) -> None:
        """What two documents have to do with one another, as it is seen now."""
        ids = {one_paper.uid: one, other_paper.uid: other}
        known = {row.uid: row for row in self._between(one, other) if row.kind not in KINSHIPS}
        for link in {each.uid: each for each in found}.values():
            self._kept.add(link.uid)
            self._put(link, ids, known.get(link.uid))
        for row in known.values():
            if row.uid not in self._kept:
                self._drop(row)

    def forget(self, document: int, near: Iterable[int]) -> None:
        """Links to documents that are no longer near it are dropped, save those that a person has decided on."""
        around = set(near)
        here = links.c
        mine = or_(here.from_document == document, here.to_document == document)
        query = select(links).where(mine, here.kind.not_in(KINSHIPS))
        for row in self.connection.execute(query).all():
            other = row.to_document if row.from_document == document else row.from_document
            if other not in around:
                self._drop(row)

    def decide(self, row: Row[Any], state: str, note: str) -> None:
        """What a person says of a link: the decision goes on record, and what follows from it in or out of force."""
        changed = {"state": state, "decided_at": self.now, "decided_by": self.actor, "note": note}
        self.connection.execute(update(links).where(links.c.uid == row.uid).values(**changed))
        said = to_json({"link": row.uid, "kind": row.kind, "decision": state, "to": row.to_obligation})
        self._events.setdefault(row.from_document, []).append(
            Event("link", said, None, None, self.actor, "links", note)
        )
        if row.state not in _IN_FORCE and state in _IN_FORCE:
            self._effects(row, note)
        elif row.state in _IN_FORCE and state not in _IN_FORCE:
            self._retract(row, note)

    def event(self, document: int, uid: str | None, event: Event) -> None:
        """Something else that follows from documents and calendars."""
        self._events.setdefault(document, []).append(replace(event, obligation=uid))

    def validity(self, document: int, on: date | None, until: str | None, words: str) -> None:
        """The document's own term: on record once, and anew where it is read otherwise."""
        own = [each for each in standing_acts(events_of(self.connection, document)) if _own_term(each)]
        if (own[-1].data.get("until") if own else None) == until:
            return
        for each in own:
            self.event(document, None, Event(RETRACTED, to_json({"seq": each.seq}), origin="validity"))
        if until:
            day = on.isoformat() if on else BEGINNING
            self.event(document, None, Event(VALIDITY, to_json({"until": until}), None, day, "", "validity", words))

    def write(self, group: Group) -> int:
        """Chain the collected events, document by document; the ledger follows. Gives how many there were."""
        count = 0
        for document, fresh in sorted(self._events.items()):
            known = known_document(self.connection, document)
            chain = events_of(self.connection, document)
            group.apply(known, chain, _tied(known, fresh, self.now), known.run_id)
            count += len(fresh)
        self._events = {}
        return count

    def _between(self, one: int, other: int) -> Sequence[Row[Any]]:
        here = links.c
        pair = or_(
            (here.from_document == one) & (here.to_document == other),
            (here.from_document == other) & (here.to_document == one),
        )
        return self.connection.execute(select(links).where(pair)).all()

    def _put(self, link: Link, ids: dict[str, int], row: Row[Any] | None) -> None:
        state = APPLIED if link.certain and not self._worked_on(link, ids) else SUGGESTED
        said = {"score": link.score, "reason": {"zh": link.zh, "en": link.en}, "detail": dict(link.detail)}
        if row is None:
            whole = {
                "uid": link.uid, "kind": link.kind, "from_document": ids[link.source], "to_document": ids[link.target],
                "from_obligation": link.source_item, "to_obligation": link.target_item, "state": state,
                "found_at": self.now,
            }  # fmt: skip
            self.connection.execute(insert(links).values(**whole, **said))
            self.suggested += state == SUGGESTED
        elif row.state not in _OPEN or (
            row.state == state and row.detail == said["detail"] and row.score == link.score
        ):
            return
        else:
            self.connection.execute(update(links).where(links.c.uid == link.uid).values(state=state, **said))
            if row.state == APPLIED:
                self._retract(row, "")
        if state == APPLIED:
            self.applied += 1
            fresh = self.connection.execute(select(links).where(links.c.uid == link.uid)).one()
            self._effects(fresh, link.zh)

    def _worked_on(self, link: Link, ids: dict[str, int]) -> bool:
        """Whether persons have already dealt with the item that the link would take out of the ledger."""
        if link.kind != "digest":
            return False
        chain = events_of(self.connection, ids[link.source])
        return any(each.obligation == link.source_item and not by_machine(each) for each in standing_acts(chain))

    def _drop(self, row: Row[Any]) -> None:
        if row.state in _OPEN:
            self.connection.execute(delete(links).where(links.c.uid == row.uid))
            if row.state == APPLIED:
                self._retract(row, "")

    def _effects(self, row: Row[Any], note: str) -> None:
        for document, event in effects(self.connection, row):
            self._events.setdefault(document, []).append(replace(event, actor=self.actor, note=note))

    def _retract(self, row: Row[Any], note: str) -> None:
        said = to_json({"link": row.uid})
        for document, event in effects(self.connection, row):
            back = Event(RETRACTED, said, event.obligation, None, self.actor, "link", note)
            self._events.setdefault(document, []).append(back)


def effects(connection: Connection, row: Row[Any]) -> Iterator[tuple[int, Event]]:
    """What follows in the ledger from a link in force, and in which document's chain."""
    detail, said = row.detail, {"link": row.uid}
    day = detail.get("on") or BEGINNING
    by = connection.execute(
        select(documents.c.uid, documents.c.number).where(documents.c.id == row.from_document)
    ).one()
    source = {"by": by.uid, "number": by.number} | said
    if row.kind == "repeals":
        yield row.to_document, Event(REPEALED, to_json(source), None, day, origin="link")
    elif row.kind == "extends":
        yield (
            row.to_document,
            Event(VALIDITY, to_json({"until": detail.get("until")} | source), None, day, origin="link"),
        )
    elif row.kind == "extension":
        moved = {"old": detail["old"], "due": detail["due"]} | source
        yield row.to_document, Event("extended", to_json(moved), row.to_obligation, day, origin="link")
    elif row.kind == "digest":
        other = to_json({"by_item": row.to_obligation} | said)
        yield row.from_document, Event("superseded", other, row.from_obligation, BEGINNING, origin="link")
    elif row.kind == "amendment":
        other = to_json({"by_item": row.from_obligation} | source)
        yield row.to_document, Event("superseded", other, row.to_obligation, day, origin="link")


def _own_term(event: Event) -> bool:
    return event.kind == VALIDITY and event.origin == "validity"


def _tied(known: Known, fresh: Sequence[Event], now: str) -> list[Event]:
    head, found = known.head, []
    for event in fresh:
        found.append(tie(event, known.uid, head, now))
        head = Head(found[-1].seq, found[-1].hash)
    return found
