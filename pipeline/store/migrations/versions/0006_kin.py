"""Copies of documents in other files, and marks by which likeness is looked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def key(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "copies",
        Column("sha256", key(64), nullable=False),
        Column("document_id", ROW, nullable=False),
        Column("path", sa.Text(), nullable=False),
        Column("format", key(16), nullable=False),
        Column("score", sa.Float(), nullable=False),
        Column("found_at", key(27), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_copies_document_id_documents"),
        sa.PrimaryKeyConstraint("sha256", name="pk_copies"),
    )
    op.create_index("ix_copies_document_id", "copies", ["document_id"])
    op.create_table(
        "marks",
        Column("document_id", ROW, autoincrement=False, nullable=False),
        Column("pos", sa.Integer(), autoincrement=False, nullable=False),
        Column("mark", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_marks_document_id_documents"),
        sa.PrimaryKeyConstraint("document_id", "pos", name="pk_marks"),
    )
    op.create_index("ix_marks_mark", "marks", ["mark"])
