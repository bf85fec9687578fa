"""How documents and their obligations hang together, what persons said to that, and questions kept by name."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, Table

from pipeline.store.tables.base import ROW, metadata
from pipeline.store.types import Json, Words, key

# A link says something of two documents, or of an obligation in each. Its id is made from what it says, so the same
# documents give the same links in whatever order they came. What follows from it in the ledger are events.
links = Table(
    "links",
    metadata,
    Column("uid", key(16), primary_key=True),
    Column("kind", key(16), nullable=False),
    Column("from_document", ROW, ForeignKey("documents.id"), nullable=False),
    Column("from_obligation", key(80)),
    Column("to_document", ROW, ForeignKey("documents.id"), nullable=False),
    Column("to_obligation", key(80)),
    Column("score", Float, nullable=False),
    # suggested, applied (certain, so not asked), accepted, rejected, undone
    Column("state", key(16), nullable=False),
    Column("reason", Json, nullable=False),
    Column("detail", Json, nullable=False),
    Column("found_at", key(27), nullable=False),
    Column("decided_at", key(27)),
    Column("decided_by", Words),
    Column("note", Words),
)
Index("ix_links_state", links.c.state, links.c.score)
for _name in ("from_document", "from_obligation", "to_document", "to_obligation"):
    Index(f"ix_links_{_name}", links.c[_name])

# A few hashes of an obligation's words; two that share some of them are worth comparing.
prints = Table(
    "prints",
    metadata,
    Column("document_id", ROW, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("obligation", key(80), primary_key=True),
    Column("pos", Integer, primary_key=True, autoincrement=False),
    Column("mark", BigInteger, nullable=False),
)
Index("ix_prints_mark", prints.c.mark)

saved = Table(
    "saved",
    metadata,
    Column("name", key(80), primary_key=True),
    Column("question", Json, nullable=False),
    Column("saved_at", key(27), nullable=False),
    Column("actor", Words, nullable=False),
)
