"""The review desk: a person says of an obligation that it is one, none, two, or a half; and adds what was missed.

Everything is an event in the document's chain, so it outlives every re-extraction. Whoever decides says up to which
event the obligation was ``seen``: where somebody else has been there since, nothing is done and that is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from pipeline.codec import obligation_to_dict
from pipeline.errors import StoreError
from pipeline.model import Obligation, Span
from pipeline.store.acts import CORRECTABLE, check_correction, no_such
from pipeline.store.effects import RETRACTED, standing_acts
from pipeline.store.events import Event, tie
from pipeline.store.faults import explain
from pipeline.store.fitness import unfit
from pipeline.store.group import Group
from pipeline.store.known import Known, events_of, lock_document_of
from pipeline.store.naming import Names
from pipeline.store.opening import Store
from pipeline.store.passages import joined, trimmed
from pipeline.store.project import ACCEPTED, ADDED, REJECTED, REVIEWS, ledger_of
from pipeline.store.seen import StaleError, check_seen
from pipeline.store.stamps import next_stamp
from pipeline.store.tables import documents, obligations, texts
from pipeline.store.types import to_json

_TRIES = 3
_UNDONE = (*REVIEWS, "corrected", "uncorrected")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was put on record: the document, and the numbers of the events in its chain, for :meth:`Review.undo`."""

    document: str
    seqs: tuple[int, ...]
    items: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """Where a person reviews; the caller brings the clock, and says who it is and by which way."""

    store: Store
    clock: Callable[[], datetime]
    actor: str
    origin: str
    # What else is written with it, or not at all: the pages' own record of who did what.
    beside: Callable[[Connection], None] | None = None

    def accept(self, uid: str, seen: int, on: date, note: str = "") -> Decision:
        """It is an obligation and says what it says."""
        return self._put(uid, lambda _chain, _text: [self._event(ACCEPTED, uid, on, note)], {uid: seen})

    def reject(self, uid: str, seen: int, on: date, note: str = "") -> Decision:
        """It is none: it leaves the ledger, and stays out when the document is read again."""
        return self._put(uid, lambda _chain, _text: [self._event(REJECTED, uid, on, note)], {uid: seen})

    def correct(self, uid: str, fields: Mapping[str, Any], seen: int, on: date, note: str = "") -> Decision:
        """Its fields are these, in the contract's JSON; that it is one is said with it."""
        unknown = sorted(set(fields) - set(CORRECTABLE))
        if unknown or not fields:
            raise StoreError(f"不能更正：{'、'.join(unknown)}", f"can't be corrected: {', '.join(unknown)}")
        told = self._event("corrected", uid, on, note, fields=dict(fields))
        return self._put(uid, lambda _chain, _text: [told], {uid: seen})

    def add(self, document: str, span: Span, kind: str, on: date, note: str = "") -> Decision:
        """The words of this span are an obligation that the machine has missed."""
        uid = self._any_of(document)

        def events(chain: Sequence[Event], text: str) -> list[Event]:
            item = Obligation(trimmed(span, text), trimmed(span, text).of(text), kind)  # type: ignore[arg-type]
            return [self._added(document, item, chain, 0, on, note)]

        return self._put(uid, events, {}, document)

    def split(self, uid: str, at: int, seen: int, on: date, note: str = "") -> Decision:
        """It is two: what stands before the offset ``at`` of the document's text, and what stands behind it."""

        def events(chain: Sequence[Event], text: str) -> list[Event]:
            item = _item(chain, uid)
            parts = [trimmed(Span(item.span.start, at), text), trimmed(Span(at, item.span.end), text)]
            if not item.span.start < at < item.span.end or not all(part.of(text) for part in parts):
                raise StoreError("请在句子中间选择拆分处", "choose a place within the sentence")
            halves = [replace(item, span=part, quote=part.of(text)) for part in parts]
            document = uid.rpartition("-")[0]
            added = [self._added(document, half, chain, n, on, note) for n, half in enumerate(halves)]
            return [self._event(REJECTED, uid, on, note, split=True), *added]

        return self._put(uid, events, {uid: seen})

    def merge(self, uid: str, other: str, seen: Mapping[str, int], on: date, note: str = "") -> Decision:
        """The two are one, from where the first begins to where the last ends. They must be of one document."""

        def events(chain: Sequence[Event], text: str) -> list[Event]:
            first, last = sorted((_item(chain, uid), _item(chain, other)), key=lambda item: item.span)
            whole = joined(first, last, text)
            document = uid.rpartition("-")[0]
            gone = [self._event(REJECTED, each, on, note, merged=True) for each in (uid, other)]
            return [*gone, self._added(document, whole, chain, 0, on, note)]

        return self._put(uid, events, seen)

    def undo(self, document: str, seqs: Iterable[int], on: date) -> Decision:
        """Take a decision back. Raises StaleError where anything has happened to its obligations since."""
        wanted = tuple(sorted(set(seqs)))

        def events(chain: Sequence[Event], _text: str) -> list[Event]:
            # What was done since and taken back again doesn't stand in the way.
            standing = standing_acts(event for event in chain if event.kind != "extracted")
            meant = [event for event in standing if event.seq in wanted and event.kind in _UNDONE and event.obligation]
            if not meant or len(meant) != len(wanted):
                raise StoreError("没有可撤回的审核", "there is no decision to take back")
            touched = {event.obligation for event in meant}
            for event in standing:
                if event.seq > wanted[-1] and event.obligation in touched:
                    raise StaleError(event)
            return [self._event(RETRACTED, str(each.obligation), on, "", seq=each.seq) for each in meant]

        return self._put(self._any_of(document), events, {}, document)

    def _event(self, kind: str, uid: str, on: date, note: str, **data: Any) -> Event:
        return Event(kind, to_json(data), uid, on.isoformat(), self.actor, self.origin, note)

    def _added(self, document: str, item: Obligation, chain: Sequence[Event], nth: int, on: date, note: str) -> Event:
        """The event of a new line. Raises StoreError where it doesn't fit the contract."""
        if not item.quote:
            raise StoreError("请先选中原文里的一句", "select a sentence in the text first")
        if fault := unfit(item):
            raise StoreError(f"不合契约：{fault}", f"doesn't fit the contract: {fault}")
        taken = {event.obligation for event in chain}
        base = f"{document}-{item.span.start}h"
        number = next(n for n in range(1, len(taken) + 3) if f"{base}{n}" not in taken)
        said = {name: value for name, value in obligation_to_dict(item).items() if name != "id"}
        return self._event(ADDED, f"{base}{number + nth}" if nth else f"{base}{number}", on, note, item=said)

    def _any_of(self, document: str) -> str:
        with self.store.reading() as connection:
            query = select(obligations.c.uid).where(obligations.c.document_uid == document).limit(1)
            found = connection.execute(query).scalar()
        if found is None:
            raise no_such(document)
        return str(found)

    def _put(
        self,
        uid: str,
        make: Callable[[Sequence[Event], str], list[Event]],
        seen: Mapping[str, int],
        document: str | None = None,
    ) -> Decision:
        for attempt in range(1, _TRIES + 1):
            try:
                return self._transaction(uid, make, seen)
            except IntegrityError as error:
                if attempt == _TRIES:
                    raise explain(error, self.store.where) from error
            except SQLAlchemyError as error:
                raise explain(error, self.store.where) from error
        raise AssertionError(document)

    def _transaction(
        self, uid: str, make: Callable[[Sequence[Event], str], list[Event]], seen: Mapping[str, int]
    ) -> Decision:
        with self.store.transaction(durable=True) as connection:
            known = lock_document_of(connection, uid)
            if known is None:
                raise no_such(uid)
            chain = events_of(connection, known.id)
            check_seen(chain, seen)
            fresh = make(chain, _text(connection, known))
            now = next_stamp(connection, self.clock())
            placed = list(_tied(fresh, known, now))
            group = Group(connection, now, self.actor, self.origin, Names(), {})
            for event in placed:
                if event.kind == "corrected":
                    check_correction(event, list(chain))
            group.apply(known, chain, placed, known.run_id)
            if self.beside:
                self.beside(connection)
        items = tuple(dict.fromkeys(str(event.obligation) for event in placed))
        return Decision(known.uid, tuple(event.seq for event in placed), items)


def _tied(fresh: Iterable[Event], known: Known, now: str) -> Iterable[Event]:
    head = known.head
    for event in fresh:
        placed = tie(event, known.uid, head, now)
        head = replace(head, seq=placed.seq, hash=placed.hash)
        yield placed


def _text(connection: Connection, known: Known) -> str:
    query = select(texts.c.text).join_from(texts, documents).where(documents.c.id == known.id)
    return str(connection.execute(query).scalar() or "")


def _item(chain: Sequence[Event], uid: str) -> Obligation:
    rows = ledger_of(chain).get(uid)
    if not rows:
        raise no_such(uid)
    return rows[0].content.item
