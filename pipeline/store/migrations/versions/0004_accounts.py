"""Accounts, sessions, tokens, what was done with them, and the files handed in by way of the pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def key(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    add_accounts()
    add_sessions()
    add_doings()
    add_uploads()


def add_accounts() -> None:
    op.create_table(
        "accounts",
        Column("id", ROW, nullable=False),
        Column("name", key(64), nullable=False),
        Column("password", key(200), nullable=False),
        Column("role", key(16), nullable=False),
        Column("units", sa.Text(), nullable=False),
        Column("active", sa.Boolean(), nullable=False),
        Column("must_change", sa.Boolean(), nullable=False),
        Column("created_at", key(27), nullable=False),
        Column("changed_at", key(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("name", name="uq_accounts_name"),
    )


def add_sessions() -> None:
    op.create_table(
        "sessions",
        Column("hash", key(64), nullable=False),
        Column("account_id", ROW, nullable=False),
        Column("csrf", key(64), nullable=False),
        Column("created_at", key(27), nullable=False),
        Column("seen_at", key(27), nullable=False),
        Column("expires_at", key(27), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_sessions_account_id_accounts"),
        sa.PrimaryKeyConstraint("hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_account_id", "sessions", ["account_id"])
    op.create_table(
        "tokens",
        Column("id", ROW, nullable=False),
        Column("hash", key(64), nullable=False),
        Column("account_id", ROW, nullable=False),
        Column("name", sa.Text(), nullable=False),
        Column("scopes", sa.Text(), nullable=False),
        Column("created_at", key(27), nullable=False),
        Column("expires_at", key(27)),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_tokens_account_id_accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("hash", name="uq_tokens_hash"),
    )
    op.create_index("ix_tokens_account_id", "tokens", ["account_id"])


def add_doings() -> None:
    op.create_table(
        "doings",
        Column("id", ROW, nullable=False),
        Column("at", key(27), nullable=False),
        Column("actor", sa.Text(), nullable=False),
        Column("address", sa.Text(), nullable=False),
        Column("kind", key(32), nullable=False),
        Column("target", sa.Text(), nullable=False),
        Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_doings"),
    )
    op.create_index("ix_doings_at", "doings", ["at"])


def add_uploads() -> None:
    op.create_table(
        "uploads",
        Column("id", ROW, nullable=False),
        Column("sha256", key(64), nullable=False),
        Column("name", sa.Text(), nullable=False),
        Column("size", sa.Integer(), nullable=False),
        Column("actor", sa.Text(), nullable=False),
        Column("state", key(16), nullable=False),
        Column("reason_zh", sa.Text(), nullable=False),
        Column("reason_en", sa.Text(), nullable=False),
        Column("documents", sa.Text(), nullable=False),
        Column("items", sa.Integer(), nullable=False),
        Column("at", key(27), nullable=False),
        Column("done_at", key(27)),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
    )
    op.create_index("ix_uploads_sha256", "uploads", ["sha256"])
    op.create_index("ix_uploads_state", "uploads", ["state", "id"])
