"""The ledger: obligations by both clocks, who must act, what a breach costs.

A row of ``obligations`` is one obligation over a rectangle of two times: the days ``[valid_from, valid_to)`` that are
asked about, and the moments ``[known_from, known_to)`` at which the store knew it so (``known_to`` NULL: still). Every
row follows from the events (see ``project.py``), so the table is a projection that can be rebuilt and compared.
Rows of the same words share ``content_id``, to which bearers, penalties and the search index hang.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, Table, text

from pipeline.store.tables.base import ROW, metadata
from pipeline.store.types import Exact, Json, Words, key

obligations = Table(
    "obligations",
    metadata,
    Column("id", ROW, primary_key=True, autoincrement=False),
    Column("content_id", ROW, nullable=False, index=True),
    Column("uid", key(80), nullable=False, index=True),
    Column("document_id", ROW, ForeignKey("documents.id"), nullable=False, index=True),
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

_now = text("known_to IS NULL")
_order = (obligations.c.due_key, obligations.c.document_uid, obligations.c.span_start)
Index("ix_obligations_due", *_order, sqlite_where=_now, postgresql_where=_now)
# What is in force for good, which is what questions of today are about; and what was so until some day.
_lasting = text("known_to IS NULL AND valid_to = '9999-12-31'")
_past = text("known_to IS NULL AND valid_to < '9999-12-31'")
_place = (*_order, obligations.c.uid)
Index("ix_obligations_stream", obligations.c.stream, *_place, sqlite_where=_lasting, postgresql_where=_lasting)
Index("ix_obligations_past", obligations.c.stream, obligations.c.valid_to, sqlite_where=_past, postgresql_where=_past)
_recurring = text("known_to IS NULL AND recurrence IS NOT NULL")
Index(
    "ix_obligations_recurrence",
    obligations.c.recurrence, *_place[1:],
    sqlite_where=_recurring, postgresql_where=_recurring,
)  # fmt: skip
Index("ix_obligations_number", obligations.c.number, sqlite_where=_now, postgresql_where=_now)

_fined = text("known_to IS NULL AND fine IS NOT NULL")
Index(
    "ix_obligations_fine", obligations.c.stream, *_place, obligations.c.fine,
    sqlite_where=_fined, postgresql_where=_fined,
)  # fmt: skip
# What is new, what was known until lately, and what somebody was given.
Index("ix_obligations_known_from", obligations.c.known_from, sqlite_where=_now, postgresql_where=_now)
_replaced = text("known_to IS NOT NULL")
Index("ix_obligations_known_to", obligations.c.known_to, sqlite_where=_replaced, postgresql_where=_replaced)
_given = text("assigned_to IS NOT NULL")
Index("ix_obligations_assigned_to", obligations.c.assigned_to, sqlite_where=_given, postgresql_where=_given)

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
    Column("name_id", ROW, ForeignKey("names.id"), nullable=False, index=True),
    Column("role", key(16), nullable=False),
    Column("source", key(16), nullable=False),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("confidence", Float),
)

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
