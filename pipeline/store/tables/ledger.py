"""The ledger: obligations by both clocks, who must act, what a breach costs.

A row of ``obligations`` is one obligation over a rectangle of two times: the days ``[valid_from, valid_to)`` that are
asked about, and the moments ``[known_from, known_to)`` at which the store knew it so (``known_to`` NULL: still). Every
row follows from the events (see ``project.py``), so the table is a projection that can be rebuilt and compared.
Rows of the same words share ``content_id``, to which bearers, penalties and the search index hang.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, Table, func, text

from pipeline.store.tables.base import ROW, metadata
from pipeline.store.types import Exact, Json, Words, key

obligations = Table(
    "obligations",
    metadata,
    Column("id", ROW, primary_key=True, autoincrement=False),
    Column("content_id", ROW, nullable=False),
    Column("uid", key(80), nullable=False, index=True),
    Column("document_id", ROW, ForeignKey("documents.id"), nullable=False),
    Column("document_uid", key(52), nullable=False),
    Column("run_id", ROW, ForeignKey("runs.id"), nullable=False),
    Column("known_from", key(27), nullable=False),
    Column("known_to", key(27)),
    Column("valid_from", key(10), nullable=False),
    Column("valid_to", key(10), nullable=False),
    # Where it stands, and the due date in force (a deadline extended keeps its old date in deadline_due).
    Column("state", key(16), nullable=False),
    Column("assigned_to", Words),
    # Which question it answers to (see ``streams.py``), and of what recurs the recurrence with its bounds.
    Column("stream", key(1), nullable=False, server_default=""),
    Column("recurrence", key(260)),
    # The most that a breach may cost in yuan, where it costs a fine.
    Column("fine", Exact),
    Column("due_key", key(24), nullable=False),
    Column("due_date", Date),
    Column("due_time", key(8)),
    # Of what recurs: the last occurrence that was done or given up.
    Column("dealt_through", Date),
    # What the contract says of an obligation.
    Column("kind", key(16), nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("quote", Words, nullable=False),
    Column("action", Words),
    Column("report_to", Words),
    Column("deliverable", Words),
    Column("instrument", Integer),
    Column("number", Words),
    Column("section", Json, nullable=False),
    Column("condition", Words),
    Column("legal_basis", Json, nullable=False),
    Column("reported_by", Words),
    Column("confidence", Float),
    Column("deadline_text", Words),
    Column("deadline_kind", key(16)),
    Column("deadline_start", Words),
    Column("deadline_due", Words),
    Column("start_date", Date),
    Column("rrule", key(200)),
    Column("duration", key(40)),
    Column("business_days", Boolean, nullable=False),
    Column("anchor", Words),
    Column("quota_min", Integer),
    Column("quota_max", Integer),
    Column("quota_per", key(16)),
    Column("deadline_span_start", Integer),
    Column("deadline_span_end", Integer),
    Column("provisional", Boolean, nullable=False),
    Column("deadline_confidence", Float),
    # Only where a person corrected something: what the machine says now, in the contract's JSON.
    Column("machine", Json),
)

# The indexes hold, beside the order of the ledger, all that questions ask of a row that they pass by: so a walk never
# looks at a row that does not answer.
_PLACE = ("due_key", "document_uid", "span_start", "uid")
_ASKED = ("valid_from", "known_from", "kind", "content_id")
_NOW = "known_to IS NULL"
# What is in force for good, which is what questions of today are about; and what was so until some day.
_LASTING = f"{_NOW} AND valid_to = '9999-12-31'"
_PAST = f"{_NOW} AND valid_to < '9999-12-31'"
INDEXES: tuple[tuple[str, tuple[str, ...], str | None], ...] = (
    ("stream", ("stream", *_PLACE, *_ASKED, "state", "assigned_to"), _LASTING),
    ("state", ("state", *_PLACE, *_ASKED, "assigned_to"), f"{_LASTING} AND state <> 'registered'"),
    ("fine", ("stream", *_PLACE, "fine", *_ASKED, "state"), f"{_LASTING} AND fine IS NOT NULL"),
    ("ticked", ("stream", *_PLACE, *_ASKED, "state", "rrule"), f"{_LASTING} AND dealt_through IS NOT NULL"),
    ("past", ("stream", "valid_to"), _PAST),
    ("past_place", ("stream", *_PLACE, *_ASKED, "state", "valid_to", "assigned_to"), _PAST),
    ("replaced", ("stream", *_PLACE, *_ASKED, "state", "valid_to", "known_to", "assigned_to"), "known_to IS NOT NULL"),
    (
        "recurrence",
        ("stream", "recurrence", *_PLACE[1:], *_ASKED, "state", "valid_to", "known_to", "assigned_to"),
        "recurrence IS NOT NULL",
    ),
    ("fined_recurrence", ("stream", "recurrence", *_PLACE[1:]), "recurrence IS NOT NULL AND fine IS NOT NULL"),
    # Whatever a question leads to by its contents.
    (
        "content",
        (
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
        ),
        None,
    ),
    ("document", ("document_id", "instrument", "content_id"), None),
    ("number", ("number", "content_id"), _NOW),
    ("amount", ("fine", "content_id"), f"{_NOW} AND fine IS NOT NULL"),
    ("prohibited", ("content_id",), f"{_NOW} AND kind = 'prohibition'"),
    ("known_from", ("known_from", "content_id"), None),
    ("known_to", ("known_to",), "known_to IS NOT NULL"),
    ("assigned_to", ("assigned_to", "content_id"), "assigned_to IS NOT NULL"),
)
for _name, _columns, _where in INDEXES:
    _only = text(_where) if _where else None
    Index(
        f"ix_obligations_{_name}", *(obligations.c[column] for column in _columns),
        sqlite_where=_only, postgresql_where=_only,
    )  # fmt: skip

# Few distinct names bear many duties: a search for a unit walks these and not the bearers.
names = Table(
    "names",
    metadata,
    Column("id", ROW, primary_key=True, autoincrement=False),
    Column("text", Words, nullable=False),
    Column("canonical", Words, nullable=False),
)
Index("uq_names_text_canonical", names.c.text, names.c.canonical, unique=True)

bearers = Table(
    "bearers",
    metadata,
    Column("content_id", ROW, ForeignKey("obligations.id"), primary_key=True, autoincrement=False),
    Column("pos", Integer, primary_key=True, autoincrement=False),
    Column("name_id", ROW, ForeignKey("names.id"), nullable=False),
    Column("role", key(16), nullable=False),
    Column("source", key(16), nullable=False),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("confidence", Float),
)

Index("ix_bearers_name_id", bearers.c.name_id, bearers.c.content_id, bearers.c.role)

penalties = Table(
    "penalties",
    metadata,
    Column("content_id", ROW, ForeignKey("obligations.id"), primary_key=True, autoincrement=False),
    Column("pos", Integer, primary_key=True, autoincrement=False),
    Column("kind", key(20), nullable=False),
    Column("text", Words, nullable=False),
    Column("target", Words),
    Column("min", Exact),
    Column("max", Exact),
    Column("unit", key(16)),
    Column("base", Words),
    Column("per", Words),
    Column("cap", Exact),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("confidence", Float),
)
_fines = text("kind = 'fine' AND target IS NOT NULL")
_begins = func.substr(penalties.c.target, text("1"), text("100"))
Index("ix_penalties_target", _begins, penalties.c.content_id, sqlite_where=_fines, postgresql_where=_fines)
