"""Where documents came from, what was written out of the ledger, and what was taken out of it for good."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table

from pipeline.store.tables.base import ROW, metadata
from pipeline.store.types import Json, Words, key

# What the file says of itself outside its text, and the way from the stored text back to pages, paragraphs and cells.
origins = Table(
    "origins",
    metadata,
    Column("document_id", ROW, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("format", key(16), nullable=False),
    Column("metadata", Json, nullable=False),
    Column("flags", Json, nullable=False),
    Column("places", LargeBinary, nullable=False),
)

# Files that hold words out of the ledger: a document that is purged has to go from them too.
outputs = Table(
    "outputs",
    metadata,
    Column("id", ROW, primary_key=True),
    Column("kind", key(16), nullable=False),
    Column("path", Words, nullable=False),
    Column("made_at", key(27), nullable=False),
)

# What is left of a purged document: no word of it, only that it was here, why it went, and where its chain had ended.
tombstones = Table(
    "tombstones",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("document", key(52), nullable=False),
    Column("sha256", key(64), nullable=False, index=True),
    Column("head_hash", key(64), nullable=False),
    Column("reason", Words, nullable=False),
    Column("actor", Words, nullable=False),
    Column("purged_at", key(27), nullable=False),
    Column("prev_hash", key(64), nullable=False),
    Column("hash", key(64), nullable=False),
)
