"""Many rows at once: insert statements made once per table, values handed to the driver as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Table, insert

from pipeline.store.copy_in import WORTH_IT, copy_in
from pipeline.store.tables import (
    bearers,
    documents,
    events,
    instruments,
    marks,
    metadata,
    names,
    obligations,
    origins,
    penalties,
    relations,
    texts,
    watched,
)

# Parents before children.
_ORDER = (
    documents, texts, origins, marks, instruments, relations, watched, names, obligations, bearers, penalties, events,
)  # fmt: skip


class Batch:
    """Rows waiting to be written, by table; the values are ready for the driver (see ``rows.py``)."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in _ORDER}
        self.found: list[tuple[int, list[str]]] = []

    def add(self, table: Table, row: Mapping[str, Any]) -> None:
        """One row by column name; what isn't named is NULL."""
        self.rows[table.name].append(tuple(map(row.get, _columns(table.name))))

    def search(self, content_id: int, fields: list[str]) -> None:
        """The folded fields in which a content is found."""
        self.found.append((content_id, fields))

    def write(self, connection: Connection) -> None:
        """Insert everything, table by table, the search index last."""
        from pipeline.store.searching import index

        for table in _ORDER:
            if rows := self.rows[table.name]:
                _put(connection, table.name, rows)
        index(connection, self.found)


def _put(connection: Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    if connection.dialect.name == "postgresql" and len(rows) >= WORTH_IT:
        copy_in(connection, table, _columns(table), rows)
    else:
        connection.exec_driver_sql(_statement(table, connection.dialect.name), rows)


def free_ids(connection: Connection, table: Table, count: int) -> Sequence[int]:
    """``count`` row numbers that nobody has: the next ones on SQLite (we hold its lock), a sequence's on PostgreSQL."""
    if connection.dialect.name == "sqlite":
        last = connection.exec_driver_sql(f"SELECT max(id) FROM {table.name}").scalar() or 0
        return range(last + 1, last + 1 + count)
    rows = connection.exec_driver_sql(f"SELECT nextval('{table.name}_rows') FROM generate_series(1, {count:d})")
    return [row[0] for row in rows]


@cache
def _columns(table: str) -> tuple[str, ...]:
    """The columns that we fill; an id that the database counts itself is left to it."""
    return tuple(
        column.name
        for column in metadata.tables[table].c
        if not (column.name == "id" and column.autoincrement == "auto")
    )


@cache
def _statement(table: str, dialect: str) -> str:
    return str(insert(metadata.tables[table]).compile(dialect=_dialect(dialect), column_keys=list(_columns(table))))


def _dialect(name: str) -> Dialect:
    """A dialect that writes its parameters the way our drivers take them, loaded only where it is used."""
    make: Any
    if name == "sqlite":
        from sqlalchemy.dialects.sqlite import dialect as make

        return cast(Dialect, make(paramstyle="qmark"))
    from sqlalchemy.dialects.postgresql import dialect as make

    return cast(Dialect, make(paramstyle="format"))
