"""Documents that came again: copies in other files, and marks by which likeness is looked for."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, Table

from pipeline.store.tables.base import ROW, metadata
from pipeline.store.types import Words, key

# Another file with the same document: it adds nothing to the ledger, but is known by its hash.
copies = Table(
    "copies",
    metadata,
    Column("sha256", key(64), primary_key=True),
    Column("document_id", ROW, ForeignKey("documents.id"), nullable=False, index=True),
    Column("path", Words, nullable=False),
    Column("format", key(16), nullable=False),
    Column("score", Float, nullable=False),
    Column("found_at", key(27), nullable=False),
)

marks = Table(
    "marks",
    metadata,
    Column("document_id", ROW, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("pos", Integer, primary_key=True, autoincrement=False),
    Column("mark", BigInteger, nullable=False),
)
Index("ix_marks_mark", marks.c.mark)
