"""What followed from a purged document in the chains of others: taken back, and its number and words with it.

Only here a chain is tied anew. The event that takes the effect back says how the chain ended before, so that a digest
that was noted down earlier can still be accounted for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select, update

from pipeline.store.effects import RETRACTED
from pipeline.store.events import Event, Head, broken_link, tie
from pipeline.store.group import Group
from pipeline.store.known import Known, events_of, known_document
from pipeline.store.naming import Names
from pipeline.store.tables import documents, events
from pipeline.store.types import to_json

_TOLD = ("number", "by", "by_item")


def take_back(connection: Connection, document: str, now: str, actor: str) -> None:
    """Everything in the ledger that followed from the document with this id, in all other documents."""
    here = events.c
    told = select(here.document_id).where(here.origin == "link", here.payload.contains(f'"{document}', autoescape=True))
    own = select(documents.c.id).where(documents.c.uid == document)
    others = told.where(here.document_id.not_in(own)).distinct().order_by(here.document_id)
    for number in list(connection.execute(others).scalars()):
        known = known_document(connection, number)
        before = events_of(connection, number)
        chain = list(_anew(before, known, document))
        _write(connection, number, before, chain)
        known = replace(known, head=Head(chain[-1].seq, chain[-1].hash))
        fresh = list(_taken_back(before, chain, known, now, actor))
        Group(connection, now, actor, "purge", Names(), {}).apply(known, chain, fresh, known.run_id)


def _anew(chain: Sequence[Event], known: Known, purged: str) -> Iterator[Event]:
    """The chain without what it tells of the purged document, tied again; one that was broken before stays broken."""
    whole, head = broken_link(chain, known.uid, known.head) is None, Head()
    for event in chain:
        bare = _bare(event) if _tells(event, purged) else event
        tied = tie(bare, known.uid, head, bare.recorded_at) if whole else bare
        yield tied
        head = Head(tied.seq, tied.hash)


def _tells(event: Event, purged: str) -> bool:
    return event.origin == "link" and f'"{purged}' in event.payload


def _bare(event: Event) -> Event:
    said = {name: value for name, value in event.data.items() if name not in _TOLD}
    return replace(event, payload=to_json(said), note="")


def _write(connection: Connection, number: int, before: Sequence[Event], after: Sequence[Event]) -> None:
    for old, new in zip(before, after, strict=True):
        if old != new:
            changed = {"payload": new.payload, "note": new.note, "prev_hash": new.prev_hash, "hash": new.hash}
            mine = (events.c.document_id == number, events.c.seq == new.seq)
            connection.execute(update(events).where(*mine).values(**changed))


def _taken_back(before: Sequence[Event], chain: Sequence[Event], known: Known, now: str, actor: str) -> Iterator[Event]:
    changed = [new for old, new in zip(before, chain, strict=True) if old.payload != new.payload]
    note, head = f"所据文件已清除；此前本文件记录的末尾为 {before[-1].hash}", known.head
    for link, event in {each.data["link"]: each for each in changed}.items():
        back = Event(RETRACTED, to_json({"link": link}), event.obligation, None, actor, "link", note)
        tied = tie(back, known.uid, head, now)
        yield tied
        head = Head(tied.seq, tied.hash)
