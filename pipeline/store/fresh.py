"""What came into the ledger since a moment, and what happened meanwhile."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from pipeline.store.tables import events, obligations

_CHUNK = 500


def new_since(connection: Connection, moment: str, limit: int) -> list[str]:
    """The obligations that the ledger did not know before the moment, by document and place; at most so many."""
    here = obligations.c
    touched = select(events.c.document_id).where(events.c.recorded_at > moment).distinct()
    first = func.min(here.known_from)
    query = (
        select(here.uid)
        .where(here.document_id.in_(touched))
        .group_by(here.uid)
        .having(first > moment)
        .order_by(here.uid)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def happened_since(connection: Connection, moment: str) -> dict[str, int]:
    """How many events of each kind were recorded since the moment."""
    query = select(events.c.kind, func.count()).where(events.c.recorded_at > moment).group_by(events.c.kind)
    return dict(sorted(tuple(row) for row in connection.execute(query)))
