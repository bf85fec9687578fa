"""The search index made anew out of the contents that it is to find."""

from __future__ import annotations

from sqlalchemy import Connection, select

from pipeline.store.entries import COLUMNS, read_entries
from pipeline.store.search import haystack
from pipeline.store.searching import index
from pipeline.store.tables import documents, obligations

_CHUNK = 2000


def reindex(connection: Connection) -> int:
    """Empty the index and fill it again; how many contents it has."""
    from datetime import date

    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search(search) VALUES ('delete-all')")
    else:
        connection.exec_driver_sql("TRUNCATE search")
    here = obligations.c
    last, count = 0, 0
    # Rows of one content say the same, so the one that is named as the content speaks for all.
    query = select(*COLUMNS).join_from(obligations, documents).where(here.id == here.content_id).order_by(here.id)
    while rows := connection.execute(query.where(here.id > last).limit(_CHUNK)).all():
        entries = read_entries(connection, [(row, None) for row in rows], date(2000, 1, 1))
        index(
            connection,
            [(row.content_id, haystack(each.item, row.number)) for row, each in zip(rows, entries, strict=True)],
        )
        last, count = rows[-1].id, count + len(rows)
    return count
