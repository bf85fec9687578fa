"""The first schema: documents, the ledger by both clocks, events, and the search index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_COUNTED = ("documents", "obligations", "names")


def key(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    create_tables()
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE search USING fts5(grams, content='', columnsize=0, tokenize='ascii')")
        # "DUBN": lets `file` and others tell a ledger from any other database.
        op.execute("PRAGMA application_id = 1146438222")
        return
    op.execute("CREATE TABLE search (content_id bigint PRIMARY KEY, folded text NOT NULL, grams text[] NOT NULL)")
    op.execute("CREATE INDEX ix_search_grams ON search USING gin (grams)")
    for table in _COUNTED:
        op.execute(f"CREATE SEQUENCE {table}_rows OWNED BY {table}.id")


def create_tables() -> None:
    """In the order in which they refer to one another."""
    create_names()
    create_refusals()
    create_runs()
    create_documents()
    create_events()
    create_instruments()
    create_obligations()
    create_relations()
    create_texts()
    create_watched()
    create_bearers()
    create_penalties()


def create_names() -> None:
    op.create_table(
        "names",
        Column("id", ROW, autoincrement=False, nullable=False),
        Column("text", sa.Text(), nullable=False),
        Column("canonical", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_names"),
    )
    op.create_index("uq_names_text_canonical", "names", ["text", "canonical"], unique=True)


def create_refusals() -> None:
    op.create_table(
        "refusals",
        Column("id", ROW, nullable=False),
        Column("path", sa.Text(), nullable=False),
        Column("sha256", key(64), nullable=True),
        Column("reason_zh", sa.Text(), nullable=False),
        Column("reason_en", sa.Text(), nullable=False),
        Column("state", key(16), nullable=False),
        Column("tries", sa.Integer(), nullable=False),
        Column("first_at", key(27), nullable=False),
        Column("last_at", key(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refusals"),
    )
    op.create_index("ix_refusals_sha256", "refusals", ["sha256"], unique=False)


def create_runs() -> None:
    op.create_table(
        "runs",
        Column("id", ROW, nullable=False),
        Column("started_at", key(27), nullable=False),
        Column("contract", sa.Text(), nullable=True),
        Column("rules", sa.Text(), nullable=True),
        Column("code", sa.Text(), nullable=True),
        Column("models", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )


def create_documents() -> None:
    op.create_table(
        "documents",
        Column("id", ROW, autoincrement=False, nullable=False),
        Column("uid", key(52), nullable=False),
        Column("sha256", key(64), nullable=False),
        Column("path", sa.Text(), nullable=False),
        Column("encoding", sa.Text(), nullable=False),
        Column("title", sa.Text(), nullable=True),
        Column("number", sa.Text(), nullable=True),
        Column("issuer", sa.Text(), nullable=True),
        Column("date", sa.Text(), nullable=True),
        Column("reference_date", sa.Date(), nullable=True),
        Column("type", sa.Text(), nullable=True),
        Column("addressees", sa.Text(), nullable=False),
        Column("cc", sa.Text(), nullable=False),
        Column("marks", sa.Text(), nullable=False),
        Column("loaded_at", key(27), nullable=False),
        Column("run_id", ROW, nullable=False),
        Column("head_seq", sa.Integer(), nullable=False),
        Column("head_hash", key(64), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_documents_run_id_runs"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("sha256", name="uq_documents_sha256"),
        sa.UniqueConstraint("uid", name="uq_documents_uid"),
    )
    op.create_index("ix_documents_number", "documents", ["number"], unique=False)


def create_events() -> None:
    op.create_table(
        "events",
        Column("id", ROW, nullable=False),
        Column("document_id", ROW, nullable=False),
        Column("seq", sa.Integer(), nullable=False),
        Column("obligation", key(80), nullable=True),
        Column("kind", key(24), nullable=False),
        Column("on_date", key(10), nullable=True),
        Column("recorded_at", key(27), nullable=False),
        Column("actor", sa.Text(), nullable=False),
        Column("origin", sa.Text(), nullable=False),
        Column("note", sa.Text(), nullable=False),
        Column("payload", sa.Text(), nullable=False),
        Column("prev_hash", key(64), nullable=False),
        Column("hash", key(64), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_events_document_id_documents"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_obligation", "events", ["obligation"], unique=False)
    op.create_index("ix_events_recorded_at", "events", ["recorded_at"], unique=False)
    op.create_index("uq_events_document_id_seq", "events", ["document_id", "seq"], unique=True)


def create_instruments() -> None:
    op.create_table(
        "instruments",
        Column("document_id", ROW, autoincrement=False, nullable=False),
        Column("idx", sa.Integer(), autoincrement=False, nullable=False),
        Column("number", sa.Text(), nullable=True),
        Column("title", sa.Text(), nullable=True),
        Column("issuer", sa.Text(), nullable=True),
        Column("date", sa.Text(), nullable=True),
        Column("span_start", sa.Integer(), nullable=True),
        Column("span_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_instruments_document_id_documents"),
        sa.PrimaryKeyConstraint("document_id", "idx", name="pk_instruments"),
    )
    op.create_index("ix_instruments_number", "instruments", ["number"], unique=False)


def create_obligations() -> None:
    op.create_table(
        "obligations",
        Column("id", ROW, autoincrement=False, nullable=False),
        Column("content_id", ROW, nullable=False),
        Column("uid", key(80), nullable=False),
        Column("document_id", ROW, nullable=False),
        Column("document_uid", key(52), nullable=False),
        Column("run_id", ROW, nullable=False),
        Column("known_from", key(27), nullable=False),
        Column("known_to", key(27), nullable=True),
        Column("valid_from", key(10), nullable=False),
        Column("valid_to", key(10), nullable=False),
        Column("state", key(16), nullable=False),
        Column("assigned_to", sa.Text(), nullable=True),
        Column("due_key", key(24), nullable=False),
        Column("due_date", sa.Date(), nullable=True),
        Column("due_time", key(8), nullable=True),
        Column("dealt_through", sa.Date(), nullable=True),
        Column("kind", key(16), nullable=False),
        Column("span_start", sa.Integer(), nullable=False),
        Column("span_end", sa.Integer(), nullable=False),
        Column("quote", sa.Text(), nullable=False),
        Column("action", sa.Text(), nullable=True),
        Column("report_to", sa.Text(), nullable=True),
        Column("deliverable", sa.Text(), nullable=True),
        Column("instrument", sa.Integer(), nullable=True),
        Column("number", sa.Text(), nullable=True),
        Column("section", sa.Text(), nullable=False),
        Column("condition", sa.Text(), nullable=True),
        Column("legal_basis", sa.Text(), nullable=False),
        Column("reported_by", sa.Text(), nullable=True),
        Column("confidence", sa.Float(), nullable=True),
        Column("deadline_text", sa.Text(), nullable=True),
        Column("deadline_kind", key(16), nullable=True),
        Column("deadline_start", sa.Text(), nullable=True),
        Column("deadline_due", sa.Text(), nullable=True),
        Column("start_date", sa.Date(), nullable=True),
        Column("rrule", key(200), nullable=True),
        Column("duration", key(40), nullable=True),
        Column("business_days", sa.Boolean(), nullable=False),
        Column("anchor", sa.Text(), nullable=True),
        Column("quota_min", sa.Integer(), nullable=True),
        Column("quota_max", sa.Integer(), nullable=True),
        Column("quota_per", key(16), nullable=True),
        Column("deadline_span_start", sa.Integer(), nullable=True),
        Column("deadline_span_end", sa.Integer(), nullable=True),
        Column("provisional", sa.Boolean(), nullable=False),
        Column("deadline_confidence", sa.Float(), nullable=True),
        Column("machine", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_obligations_document_id_documents"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_obligations_run_id_runs"),
        sa.PrimaryKeyConstraint("id", name="pk_obligations"),
    )
    op.create_index("ix_obligations_content_id", "obligations", ["content_id"], unique=False)
    op.create_index("ix_obligations_document_id", "obligations", ["document_id"], unique=False)
    op.create_index(
        "ix_obligations_due",
        "obligations",
        ["due_key", "document_uid", "span_start"],
        unique=False,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_index(
        "ix_obligations_number",
        "obligations",
        ["number"],
        unique=False,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_index(
        "ix_obligations_rrule",
        "obligations",
        ["rrule"],
        unique=False,
        sqlite_where=sa.text("known_to IS NULL AND rrule IS NOT NULL"),
        postgresql_where=sa.text("known_to IS NULL AND rrule IS NOT NULL"),
    )
    op.create_index("ix_obligations_uid", "obligations", ["uid"], unique=False)


def create_relations() -> None:
    op.create_table(
        "relations",
        Column("document_id", ROW, autoincrement=False, nullable=False),
        Column("pos", sa.Integer(), autoincrement=False, nullable=False),
        Column("kind", sa.Text(), nullable=False),
        Column("instrument", sa.Integer(), nullable=False),
        Column("span_start", sa.Integer(), nullable=False),
        Column("span_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_relations_document_id_documents"),
        sa.PrimaryKeyConstraint("document_id", "pos", name="pk_relations"),
    )


def create_texts() -> None:
    op.create_table(
        "texts",
        Column("document_id", ROW, autoincrement=False, nullable=False),
        Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_texts_document_id_documents"),
        sa.PrimaryKeyConstraint("document_id", name="pk_texts"),
    )


def create_watched() -> None:
    op.create_table(
        "watched",
        Column("document_id", ROW, autoincrement=False, nullable=False),
        Column("pos", sa.Integer(), autoincrement=False, nullable=False),
        Column("span_start", sa.Integer(), nullable=False),
        Column("span_end", sa.Integer(), nullable=False),
        Column("quote", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_watched_document_id_documents"),
        sa.PrimaryKeyConstraint("document_id", "pos", name="pk_watched"),
    )


def create_bearers() -> None:
    op.create_table(
        "bearers",
        Column("content_id", ROW, autoincrement=False, nullable=False),
        Column("pos", sa.Integer(), autoincrement=False, nullable=False),
        Column("name_id", ROW, nullable=False),
        Column("role", key(16), nullable=False),
        Column("source", key(16), nullable=False),
        Column("span_start", sa.Integer(), nullable=True),
        Column("span_end", sa.Integer(), nullable=True),
        Column("confidence", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["content_id"], ["obligations.id"], name="fk_bearers_content_id_obligations"),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name="fk_bearers_name_id_names"),
        sa.PrimaryKeyConstraint("content_id", "pos", name="pk_bearers"),
    )
    op.create_index("ix_bearers_name_id", "bearers", ["name_id"], unique=False)


def create_penalties() -> None:
    op.create_table(
        "penalties",
        Column("content_id", ROW, autoincrement=False, nullable=False),
        Column("pos", sa.Integer(), autoincrement=False, nullable=False),
        Column("kind", key(20), nullable=False),
        Column("text", sa.Text(), nullable=False),
        Column("target", sa.Text(), nullable=True),
        Column("min", sa.Numeric(), nullable=True),
        Column("max", sa.Numeric(), nullable=True),
        Column("unit", key(16), nullable=True),
        Column("base", sa.Text(), nullable=True),
        Column("per", sa.Text(), nullable=True),
        Column("cap", sa.Numeric(), nullable=True),
        Column("span_start", sa.Integer(), nullable=True),
        Column("span_end", sa.Integer(), nullable=True),
        Column("confidence", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["content_id"], ["obligations.id"], name="fk_penalties_content_id_obligations"),
        sa.PrimaryKeyConstraint("content_id", "pos", name="pk_penalties"),
    )
