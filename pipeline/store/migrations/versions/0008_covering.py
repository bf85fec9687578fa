"""Indexes that hold all that is asked of a row; what recurs and was ticked off is due on a date of its own."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

from pipeline.store.recurrence import next_due

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_PLACE = ["due_key", "document_uid", "span_start", "uid"]
_ASKED = ["valid_from", "known_from", "kind", "content_id"]
_NOW = "known_to IS NULL"
_LASTING = f"{_NOW} AND valid_to = '9999-12-31'"
_PAST = f"{_NOW} AND valid_to < '9999-12-31'"
_GONE = (
    "content_id", "document_id", "due", "stream", "past", "recurrence", "number", "fine", "known_from", "known_to",
    "assigned_to",
)  # fmt: skip
_NEW = (
    ("stream", ["stream", *_PLACE, *_ASKED, "state", "assigned_to"], _LASTING),
    ("state", ["state", *_PLACE, *_ASKED, "assigned_to"], f"{_LASTING} AND state <> 'registered'"),
    ("fine", ["stream", *_PLACE, "fine", *_ASKED, "state"], f"{_LASTING} AND fine IS NOT NULL"),
    ("ticked", ["stream", *_PLACE, *_ASKED, "state", "rrule"], f"{_LASTING} AND dealt_through IS NOT NULL"),
    ("past", ["stream", "valid_to"], _PAST),
    ("past_place", ["stream", *_PLACE, *_ASKED, "state", "valid_to", "assigned_to"], _PAST),
    ("replaced", ["stream", *_PLACE, *_ASKED, "state", "valid_to", "known_to", "assigned_to"], "known_to IS NOT NULL"),
    (
        "recurrence",
        ["stream", "recurrence", *_PLACE[1:], *_ASKED, "state", "valid_to", "known_to", "assigned_to"],
        "recurrence IS NOT NULL",
    ),
    ("fined_recurrence", ["stream", "recurrence", *_PLACE[1:]], "recurrence IS NOT NULL AND fine IS NOT NULL"),
    (
        "content",
        [
            "content_id",
            *_PLACE,
            "recurrence",
            "valid_from",
            "valid_to",
            "known_from",
            "known_to",
            "kind",
            "state",
            "assigned_to",
        ],
        None,
    ),
    ("document", ["document_id", "instrument", "content_id"], None),
    ("number", ["number", "content_id"], _NOW),
    ("amount", ["fine", "content_id"], f"{_NOW} AND fine IS NOT NULL"),
    ("prohibited", ["content_id"], f"{_NOW} AND kind = 'prohibition'"),
    ("known_from", ["known_from", "content_id"], None),
    ("known_to", ["known_to"], "known_to IS NOT NULL"),
    ("assigned_to", ["assigned_to", "content_id"], "assigned_to IS NOT NULL"),
)


def upgrade() -> None:
    for name in _GONE:
        op.drop_index(f"ix_obligations_{name}", "obligations")
    _date_ticked()
    for name, columns, where in _NEW:
        _index(f"ix_obligations_{name}", "obligations", columns, where)
    op.drop_index("ix_bearers_name_id", "bearers")
    _index("ix_bearers_name_id", "bearers", ["name_id", "content_id", "role"], None)
    op.execute(
        "CREATE INDEX ix_penalties_target ON penalties (substr(target, 1, 100), content_id) "
        "WHERE kind = 'fine' AND target IS NOT NULL"
    )
    # A path may be longer than PostgreSQL's trees take; by its hash it is found all the same.
    op.create_index("ix_documents_path", "documents", ["path"], postgresql_using="hash")
    _index("ix_documents_loaded_at", "documents", ["loaded_at"], None)
    _index("ix_instruments_level", "instruments", ["level", "document_id", "idx"], "level IS NOT NULL")


def _index(name: str, table: str, columns: list[str], where: str | None) -> None:
    only = sa.text(where) if where else None
    op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)


def _date_ticked() -> None:
    """Where the last occurrence dealt with is known, the next one is due on a fixed day, or none is."""
    rows = sa.table(
        "obligations", sa.column("id", sa.BigInteger), sa.column("rrule", sa.Text), sa.column("start_date", sa.Date),
        sa.column("due_date", sa.Date), sa.column("dealt_through", sa.Date), sa.column("due_key", sa.Text),
        sa.column("recurrence", sa.Text),
    )  # fmt: skip
    here, connection = rows.c, op.get_bind()
    ticked = sa.select(here.id, here.rrule, here.start_date, here.due_date, here.dealt_through).where(
        here.recurrence.is_not(None), here.dealt_through.is_not(None)
    )
    for row in connection.execute(ticked).all():
        due = next_due(row.rrule, _next(row.dealt_through), row.start_date, row.due_date)
        values = {"due_key": due, "recurrence": None} if due else {"recurrence": "|||"}
        connection.execute(rows.update().where(here.id == row.id).values(**values))


def _next(day: date) -> date:
    return day + timedelta(days=1)
