"""The rows of a document to purge: all of them, its words in the index, and what is left of it in free pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select, text

from pipeline.store.entries import COLUMNS, read_entries
from pipeline.store.opening import Store
from pipeline.store.purge_links import take_back
from pipeline.store.search import haystack
from pipeline.store.searching import index
from pipeline.store.stamps import next_stamp
from pipeline.store.tables import bearers, copies, documents, metadata, names, obligations
from pipeline.store.tombstones import Tombstone, set_tombstone
from pipeline.store.uploads import forget_uploads

_ANY_DAY = date(2000, 1, 1)
_CHUNK = 2_000


def take_out(connection: Connection, row: Row[Any], reason: str, actor: str, moment: datetime) -> Tombstone:
    """Delete everything that hangs on the document; gives the tombstone that stays."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
    now = next_stamp(connection, moment)
    contents = sorted(
        connection.execute(select(obligations.c.content_id).where(obligations.c.document_id == row.id)).scalars()
    )
    twins = copied(connection, row.id)
    take_back(connection, row.uid, now, actor)
    _forget_words(connection, contents)
    _delete_rows(connection, row.id)
    connection.execute(delete(names).where(~select(bearers.c.name_id).where(bearers.c.name_id == names.c.id).exists()))
    if connection.dialect.name == "sqlite":
        _index_anew(connection)
    forget_uploads(connection, row.uid)
    for sha256 in twins:
        set_tombstone(connection, row.uid, sha256, row.head_hash, reason, actor, now)
    return set_tombstone(connection, row.uid, row.sha256, row.head_hash, reason, actor, now)


def copied(connection: Connection, number: int) -> list[str]:
    """The hashes of other files that hold the document with this row number."""
    return list(connection.execute(select(copies.c.sha256).where(copies.c.document_id == number)).scalars())


def _delete_rows(connection: Connection, number: int) -> None:
    """Everything that hangs on the document, whatever table has joined since: children before parents."""
    mine = select(obligations.c.id).where(obligations.c.document_id == number)
    for table in reversed(metadata.sorted_tables):
        conditions = []
        for constraint in table.foreign_keys:
            if constraint.column is documents.c.id:
                conditions.append(constraint.parent == number)
            elif constraint.column is obligations.c.id:
                conditions.append(constraint.parent.in_(mine))
        if conditions:
            connection.execute(delete(table).where(or_(*conditions)))
    connection.execute(delete(documents).where(documents.c.id == number))


def _forget_words(connection: Connection, contents: list[int]) -> None:
    """PostgreSQL's index has a row for each content; SQLite's is made anew, see :func:`_index_anew`."""
    if connection.dialect.name != "sqlite":
        for content in contents:
            connection.execute(text("DELETE FROM search WHERE content_id = :content"), {"content": content})


def _index_anew(connection: Connection) -> None:
    """SQLite's index keeps no texts, so nothing can be taken out of it surely but by writing it anew."""
    connection.exec_driver_sql("INSERT INTO search (search) VALUES ('delete-all')")
    last = -1
    while True:
        query = select(*COLUMNS).join_from(obligations, documents).where(obligations.c.id == obligations.c.content_id)
        rows = connection.execute(query.where(obligations.c.id > last).order_by(obligations.c.id).limit(_CHUNK)).all()
        if not rows:
            return
        last = rows[-1].id
        entries = read_entries(connection, [(row, None) for row in rows], _ANY_DAY)
        index(connection, [(row.content_id, haystack(entry.item, row.number))
                           for row, entry in zip(rows, entries, strict=True)])  # fmt: skip


def scrub(store: Store) -> None:
    """Leave nothing of it in free pages or in the write-ahead log."""
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        if connection.dialect.name == "sqlite":
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.exec_driver_sql("VACUUM")
