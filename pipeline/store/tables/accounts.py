"""Who may use the pages and the API, what they did there, and the files that they handed in."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from pipeline.store.tables.base import ROW, metadata
from pipeline.store.types import Json, Words, key

accounts = Table(
    "accounts",
    metadata,
    Column("id", ROW, primary_key=True),
    Column("name", key(64), nullable=False, unique=True),
    # An Argon2 hash with its own salt and costs.
    Column("password", key(200), nullable=False),
    Column("role", key(16), nullable=False),
    # The names of the units whose duties this account sees; empty for all of them.
    Column("units", Json, nullable=False),
    Column("active", Boolean, nullable=False),
    # A password that somebody else has chosen is good for one thing: to choose another.
    Column("must_change", Boolean, nullable=False),
    Column("created_at", key(27), nullable=False),
    Column("changed_at", key(27), nullable=False),
)

# Of sessions and tokens only a hash is kept: who reads the database can't use them.
sessions = Table(
    "sessions",
    metadata,
    Column("hash", key(64), primary_key=True),
    Column("account_id", ROW, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("csrf", key(64), nullable=False),
    Column("created_at", key(27), nullable=False),
    Column("seen_at", key(27), nullable=False),
    Column("expires_at", key(27), nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", ROW, primary_key=True),
    Column("hash", key(64), nullable=False, unique=True),
    Column("account_id", ROW, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("name", Words, nullable=False),
    Column("scopes", Json, nullable=False),
    Column("created_at", key(27), nullable=False),
    Column("expires_at", key(27)),
)

# What was done by way of the pages and the API; what was done to the ledger stands in its own chain of events as well.
doings = Table(
    "doings",
    metadata,
    Column("id", ROW, primary_key=True),
    Column("at", key(27), nullable=False),
    Column("actor", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("kind", key(32), nullable=False),
    Column("target", Words, nullable=False),
    Column("detail", Words, nullable=False),
)
Index("ix_doings_at", doings.c.at)

uploads = Table(
    "uploads",
    metadata,
    Column("id", ROW, primary_key=True),
    Column("sha256", key(64), nullable=False, index=True),
    # Empty once the file has turned out to be a state secret.
    Column("name", Words, nullable=False),
    Column("size", Integer, nullable=False),
    Column("actor", Words, nullable=False),
    # waiting, reading, done, same, refused
    Column("state", key(16), nullable=False),
    Column("reason_zh", Words, nullable=False),
    Column("reason_en", Words, nullable=False),
    Column("documents", Json, nullable=False),
    Column("items", Integer, nullable=False),
    Column("at", key(27), nullable=False),
    Column("done_at", key(27)),
)
Index("ix_uploads_state", uploads.c.state, uploads.c.id)
