"""Links between documents, saved questions, and the columns by which the first page of a million comes at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_LASTING = sa.text("known_to IS NULL AND valid_to = '9999-12-31'")
_PAST = sa.text("known_to IS NULL AND valid_to < '9999-12-31'")
_RECURRING = sa.text("known_to IS NULL AND recurrence IS NOT NULL")
_OPEN = "state IN ('registered', 'assigned', 'acknowledged', 'in_progress', 'returned')"
_DUTY = "kind IN ('obligation', 'prohibition')"


def key(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    add_columns()
    fill()
    add_indexes()
    add_tables()


def add_columns() -> None:
    op.add_column("obligations", Column("stream", key(1), nullable=False, server_default=""))
    op.add_column("obligations", Column("recurrence", key(260)))
    op.add_column("documents", Column("bound", key(40)))
    op.add_column("instruments", Column("level", key(16)))


def fill() -> None:
    """What ``streams.py`` says of a row, said in SQL once for the rows that are here already."""
    op.execute(
        f"UPDATE obligations SET stream = CASE WHEN NOT {_OPEN} THEN 'x' WHEN {_DUTY} THEN 'd' "
        "WHEN kind = 'sanction' THEN 's' ELSE 'm' END"
    )
    op.execute(
        "UPDATE obligations SET recurrence = rrule || '|' || coalesce(CAST(start_date AS text), '') || '|' || "
        "coalesce(CAST(due_date AS text), '') || '|' || coalesce(CAST(dealt_through AS text), '') "
        "WHERE due_key = '~r'"
    )


def add_indexes() -> None:
    op.drop_index("ix_obligations_rrule", "obligations")
    place = ["document_uid", "span_start", "uid"]
    for name, columns, where in (
        ("ix_obligations_stream", ["stream", "due_key", *place], _LASTING),
        ("ix_obligations_past", ["stream", "valid_to"], _PAST),
        ("ix_obligations_recurrence", ["recurrence", *place], _RECURRING),
    ):
        op.create_index(name, "obligations", columns, sqlite_where=where, postgresql_where=where)
    op.create_index("ix_documents_bound", "documents", ["bound"])


def add_tables() -> None:
    op.create_table(
        "links",
        Column("uid", key(16), nullable=False),
        Column("kind", key(16), nullable=False),
        Column("from_document", ROW, nullable=False),
        Column("from_obligation", key(80)),
        Column("to_document", ROW, nullable=False),
        Column("to_obligation", key(80)),
        Column("score", sa.Float(), nullable=False),
        Column("state", key(16), nullable=False),
        Column("reason", sa.Text(), nullable=False),
        Column("detail", sa.Text(), nullable=False),
        Column("found_at", key(27), nullable=False),
        Column("decided_at", key(27)),
        Column("decided_by", sa.Text()),
        Column("note", sa.Text()),
        sa.ForeignKeyConstraint(["from_document"], ["documents.id"], name="fk_links_from_document_documents"),
        sa.ForeignKeyConstraint(["to_document"], ["documents.id"], name="fk_links_to_document_documents"),
        sa.PrimaryKeyConstraint("uid", name="pk_links"),
    )
    op.create_index("ix_links_state", "links", ["state", "score"])
    for name in ("from_document", "from_obligation", "to_document", "to_obligation"):
        op.create_index(f"ix_links_{name}", "links", [name])
    op.create_table(
        "prints",
        Column("document_id", ROW, autoincrement=False, nullable=False),
        Column("obligation", key(80), nullable=False),
        Column("pos", sa.Integer(), autoincrement=False, nullable=False),
        Column("mark", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_prints_document_id_documents"),
        sa.PrimaryKeyConstraint("document_id", "obligation", "pos", name="pk_prints"),
    )
    op.create_index("ix_prints_mark", "prints", ["mark"])
    op.create_table(
        "saved",
        Column("name", key(80), nullable=False),
        Column("question", sa.Text(), nullable=False),
        Column("saved_at", key(27), nullable=False),
        Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_saved"),
    )
