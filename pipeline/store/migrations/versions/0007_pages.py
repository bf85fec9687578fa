"""The fine of an obligation beside it, and indexes for what is new, what changed, and what somebody was given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_PLACE = ["due_key", "document_uid", "span_start", "uid"]
_INDEXES = (
    ("ix_obligations_fine", ["stream", *_PLACE, "fine"], "known_to IS NULL AND fine IS NOT NULL"),
    ("ix_obligations_known_from", ["known_from"], "known_to IS NULL"),
    ("ix_obligations_known_to", ["known_to"], "known_to IS NOT NULL"),
    ("ix_obligations_assigned_to", ["assigned_to"], "assigned_to IS NOT NULL"),
)


def upgrade() -> None:
    op.add_column("obligations", Column("fine", sa.Numeric()))
    op.execute(
        "UPDATE obligations SET fine = (SELECT max(CASE WHEN max IS NULL THEN 1000000000000000 ELSE max END) "
        "FROM penalties WHERE penalties.content_id = obligations.content_id AND kind = 'fine' AND unit = 'CNY' "
        "AND (max IS NOT NULL OR min IS NOT NULL))"
    )
    for name, columns, where in _INDEXES:
        op.create_index(name, "obligations", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
