"""What the ledger already has of some documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from pipeline.model import Versions
from pipeline.store.events import Event, Head
from pipeline.store.tables import documents, events, obligations, runs

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Known:
    """A document in the ledger, what read it last, and the end of its chain."""

    id: int
    uid: str
    versions: Versions
    head: Head
    run_id: int


def find_known(connection: Connection, hashes: Iterable[str]) -> dict[str, Known]:
    """The documents with these SHA-256 hashes, by hash."""
    wanted = sorted(set(hashes))
    found: dict[str, Known] = {}
    for start in range(0, len(wanted), _CHUNK):
        query = _QUERY.where(documents.c.sha256.in_(wanted[start : start + _CHUNK]))
        for sha256, number, uid, seq, link, *versions, run in connection.execute(query):
            found[sha256] = Known(number, uid, Versions(*versions), Head(seq, link), run)
    return found


def lock_document_of(connection: Connection, obligation: str) -> Known | None:
    """The document that an obligation is from, held against other writers until the transaction ends."""
    document = select(obligations.c.document_id).where(obligations.c.uid == obligation).limit(1).scalar_subquery()
    query = _QUERY.where(documents.c.id == document).with_for_update(of=documents)
    row = connection.execute(query).first()
    return Known(row[1], row[2], Versions(*row[5:9]), Head(row[3], row[4]), row[9]) if row else None


def known_document(connection: Connection, document: int) -> Known:
    """The document of this row number, held against other writers until the transaction ends."""
    row = connection.execute(_QUERY.where(documents.c.id == document).with_for_update(of=documents)).one()
    return Known(row[1], row[2], Versions(*row[5:9]), Head(row[3], row[4]), row[9])


def events_of(connection: Connection, document_id: int) -> list[Event]:
    """The chain of a document, first to last."""
    query = select(*_EVENT).where(events.c.document_id == document_id).order_by(events.c.seq)
    return [Event(*row) for row in connection.execute(query)]


_QUERY = select(
    documents.c.sha256, documents.c.id, documents.c.uid, documents.c.head_seq, documents.c.head_hash,
    runs.c.contract, runs.c.rules, runs.c.code, runs.c.models, documents.c.run_id,
).join_from(documents, runs)  # fmt: skip
_COLUMNS = (
    "kind", "payload", "obligation", "on_date", "actor", "origin", "note", "seq", "recorded_at", "prev_hash", "hash",
)  # fmt: skip
_EVENT = [events.c[name] for name in _COLUMNS]
