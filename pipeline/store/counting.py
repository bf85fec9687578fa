"""How much a ledger holds, and a sign that changes whenever what it says changes."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, func, select

from pipeline.store.tables import events, metadata

# What a night run notes for itself; it changes every night, and says nothing of any duty.
OWN = ("nights", "sources", "rulebooks", "refusals", "runs", "outputs")
_STAMPS = ("recorded_at", "found_at", "decided_at", "saved_at", "changed_at", "at")


def row_counts(connection: Connection) -> dict[str, int]:
    """Rows by table."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }


def fingerprint(connection: Connection) -> str:
    """The same as long as nobody put anything into the ledger, changed or took out; cheap, whatever its size.

    What happens to a document or an obligation is an event; other tables are told by their sizes and latest moments.
    """
    latest = select(func.max(events.c.id), func.count()).select_from(events)
    said = [tuple(connection.execute(latest).one())]
    follows = {"obligations", "bearers", "penalties", "names", "texts", "instruments", "relations", "watched", "prints"}
    for table in metadata.sorted_tables:
        if table.name in OWN or table.name in follows:
            continue
        moments = [func.max(table.c[name]) for name in _STAMPS if name in table.c]
        said.append(tuple(connection.execute(select(func.count(), *moments).select_from(table)).one()))
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]
