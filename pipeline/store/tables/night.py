"""What the night run remembers: the files that it has seen, its own runs, and the parts of rulebooks that read."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, Table

from pipeline.store.tables.base import ROW, metadata
from pipeline.store.types import Json, Words, key

# A file of a watched folder as it was read last: while its stamp and the code stay, it is not opened again.
sources = Table(
    "sources",
    metadata,
    # The SHA-256 of the path: a path may be longer than an index takes.
    Column("id", key(64), primary_key=True),
    Column("path", Words, nullable=False),
    Column("stamp", key(120), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("code", Words, nullable=False),
    Column("seen_at", key(27), nullable=False),
)

nights = Table(
    "nights",
    metadata,
    Column("id", ROW, primary_key=True),
    Column("started_at", key(27), nullable=False),
    Column("finished_at", key(27), nullable=False),
    Column("status", Integer, nullable=False),
    Column("report", Json, nullable=False),
)

# Of each rulebook that ever read here, what tells its parts apart: so a change re-reads only what it can touch.
rulebooks = Table(
    "rulebooks",
    metadata,
    Column("version", key(64), primary_key=True),
    Column("parts", Json, nullable=False),
)
