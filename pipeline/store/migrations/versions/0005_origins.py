"""Origins of documents, files written out of the ledger, and tombstones of purged documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def key(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "origins",
        Column("document_id", ROW, autoincrement=False, nullable=False),
        Column("format", key(16), nullable=False),
        Column("metadata", sa.Text(), nullable=False),
        Column("flags", sa.Text(), nullable=False),
        Column("places", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_origins_document_id_documents"),
        sa.PrimaryKeyConstraint("document_id", name="pk_origins"),
    )
    op.create_table(
        "outputs",
        Column("id", ROW, nullable=False),
        Column("kind", key(16), nullable=False),
        Column("path", sa.Text(), nullable=False),
        Column("made_at", key(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outputs"),
    )
    op.create_table(
        "tombstones",
        Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        Column("document", key(52), nullable=False),
        Column("sha256", key(64), nullable=False),
        Column("head_hash", key(64), nullable=False),
        Column("reason", sa.Text(), nullable=False),
        Column("actor", sa.Text(), nullable=False),
        Column("purged_at", key(27), nullable=False),
        Column("prev_hash", key(64), nullable=False),
        Column("hash", key(64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_tombstones"),
    )
    op.create_index("ix_tombstones_sha256", "tombstones", ["sha256"])
