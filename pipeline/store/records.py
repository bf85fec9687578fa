"""A document's record as the ledger has it now: what the machine read, with what persons corrected over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, select

from pipeline.errors import StoreError
from pipeline.model import Record
from pipeline.store.known import events_of
from pipeline.store.project import REVIEWS, Replay
from pipeline.store.tables import documents, events, texts

_BY_PERSONS = (
    *REVIEWS, "corrected", "uncorrected", "assigned", "acknowledged", "progress", "extended", "occurrence", "returned",
    "done", "closed", "cancelled",
)  # fmt: skip


def record_in(connection: Connection, document: str) -> Record:
    """The record of the document with this id, its stored text with it. Raises StoreError where there is none.

    Obligations stand in the order of the text; those that a person rejected are left out, those added are in.
    """
    query = select(documents.c.id, texts.c.text).join_from(documents, texts).where(documents.c.uid == document)
    row = connection.execute(query).first()
    if row is None:
        raise StoreError(f"台账里没有这份文件：{document}", f"the ledger has no such document: {document}")
    replay = Replay()
    for event in events_of(connection, row.id):
        replay.tell(event)
    record = replay.record
    assert record is not None
    items = [versions[0].content.item for versions in replay.ledger().values()]
    return replace(
        record,
        document=replace(record.document, text=row.text),
        obligations=tuple(sorted(items, key=lambda item: (item.span, item.id or ""))),
    )


def reviewed(connection: Connection) -> list[str]:
    """The ids of the documents that a person corrected or acted on, the ones loaded first first."""
    acted = select(events.c.document_id).where(events.c.kind.in_(_BY_PERSONS)).distinct()
    return list(
        connection.execute(select(documents.c.uid).where(documents.c.id.in_(acted)).order_by(documents.c.id)).scalars()
    )


def records_of(connection: Connection, wanted: list[str] | None = None) -> Iterator[Record]:
    """The records of these documents, of all where None, the ones loaded first first."""
    query = select(documents.c.uid).order_by(documents.c.id)
    for uid in connection.execute(query).scalars().all() if wanted is None else wanted:
        yield record_in(connection, uid)
