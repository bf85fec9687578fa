"""What happened, append-only and hash-chained per document; and the files that could not be read."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from pipeline.store.tables.base import ROW, metadata
from pipeline.store.types import Words, key

events = Table(
    "events",
    metadata,
    Column("id", ROW, primary_key=True),
    Column("document_id", ROW, ForeignKey("documents.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    # NULL where the event is about the whole document, such as its extraction.
    Column("obligation", key(80), index=True),
    Column("kind", key(24), nullable=False),
    # The day on which it happened, by the clock of the world; and the moment at which the store learned of it.
    Column("on_date", key(10)),
    Column("recorded_at", key(27), nullable=False, index=True),
    Column("actor", Words, nullable=False),
    Column("origin", Words, nullable=False),
    Column("note", Words, nullable=False),
    # JSON exactly as it was hashed.
    Column("payload", Words, nullable=False),
    Column("prev_hash", key(64), nullable=False),
    Column("hash", key(64), nullable=False),
)
Index("uq_events_document_id_seq", events.c.document_id, events.c.seq, unique=True)

refusals = Table(
    "refusals",
    metadata,
    Column("id", ROW, primary_key=True),
    Column("path", Words, nullable=False),
    Column("sha256", key(64), index=True),
    Column("reason_zh", Words, nullable=False),
    Column("reason_en", Words, nullable=False),
    Column("state", key(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("first_at", key(27), nullable=False),
    Column("last_at", key(27), nullable=False),
)
