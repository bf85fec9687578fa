"""What the night run remembers: files seen, its runs, and the parts of rulebooks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def key(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "sources",
        Column("id", key(64), nullable=False),
        Column("path", sa.Text(), nullable=False),
        Column("stamp", key(120), nullable=False),
        Column("size", sa.BigInteger(), nullable=False),
        Column("documents", sa.Integer(), nullable=False),
        Column("refused", sa.Integer(), nullable=False),
        Column("code", sa.Text(), nullable=False),
        Column("seen_at", key(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
    )
    op.create_table(
        "nights",
        Column("id", ROW, nullable=False),
        Column("started_at", key(27), nullable=False),
        Column("finished_at", key(27), nullable=False),
        Column("status", sa.Integer(), nullable=False),
        Column("report", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_nights"),
    )
    op.create_table(
        "rulebooks",
        Column("version", key(64), nullable=False),
        Column("parts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_rulebooks"),
    )
