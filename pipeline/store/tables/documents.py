"""Documents as they were read: header, stored text, what they cite, and the runs that read them."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, text

from pipeline.store.tables.base import ROW, metadata
from pipeline.store.types import Json, Words, key

# A run is one set of versions at work; every row that the machine made names its run.
runs = Table(
    "runs",
    metadata,
    Column("id", ROW, primary_key=True),
    Column("started_at", key(27), nullable=False),
    Column("contract", Words),
    Column("rules", Words),
    Column("code", Words),
    Column("models", Words),
)

documents = Table(
    "documents",
    metadata,
    Column("id", ROW, primary_key=True, autoincrement=False),
    Column("uid", key(52), nullable=False, unique=True),
    Column("sha256", key(64), nullable=False, unique=True),
    Column("path", Words, nullable=False),
    Column("encoding", Words, nullable=False),
    Column("title", Words),
    Column("number", Words, index=True),
    Column("issuer", Words),
    Column("date", Words),
    Column("reference_date", Date),
    Column("type", Words),
    Column("addressees", Json, nullable=False),
    Column("cc", Json, nullable=False),
    Column("marks", Json, nullable=False),
    Column("loaded_at", key(27), nullable=False, index=True),
    Column("run_id", ROW, ForeignKey("runs.id"), nullable=False),
    # The end of the document's chain of events: where the next one is tied on.
    Column("head_seq", Integer, nullable=False),
    Column("head_hash", key(64), nullable=False),
    # With which knowledge (rules, directory, calendar) it was last compared with the others; NULL: not yet.
    Column("bound", key(40), index=True),
)

# A path may be longer than PostgreSQL's trees take; by its hash it is found all the same.
Index("ix_documents_path", documents.c.path, postgresql_using="hash")

# Apart from `documents`, so that a walk over documents doesn't drag megabytes along.
texts = Table(
    "texts",
    metadata,
    Column("document_id", ROW, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("text", Words, nullable=False),
)

instruments = Table(
    "instruments",
    metadata,
    Column("document_id", ROW, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("idx", Integer, primary_key=True, autoincrement=False),
    Column("number", Words, index=True),
    Column("title", Words),
    Column("issuer", Words),
    Column("date", Words),
    Column("span_start", Integer),
    Column("span_end", Integer),
    # Of which level its issuer is: state, province, city, county, town.
    Column("level", key(16)),
)

_levels = (instruments.c.level, instruments.c.document_id, instruments.c.idx)
_known = text("level IS NOT NULL")
Index("ix_instruments_level", *_levels, sqlite_where=_known, postgresql_where=_known)

relations = Table(
    "relations",
    metadata,
    Column("document_id", ROW, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("pos", Integer, primary_key=True, autoincrement=False),
    Column("kind", Words, nullable=False),
    Column("instrument", Integer, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
)

watched = Table(
    "watched",
    metadata,
    Column("document_id", ROW, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("pos", Integer, primary_key=True, autoincrement=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("quote", Words, nullable=False),
)
