"""The files that the night run has seen, so that what did not change is not opened again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table

from pipeline.store.escape import storable
from pipeline.store.tables import sources


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was read: its stamp (what the file system says of it), what came out, and by which code."""

    path: str
    stamp: str
    size: int
    documents: int
    refused: int
    code: str


def path_key(path: str) -> str:
    """What a path is found by, whatever its length and the locale it was found in.

    >>> len(path_key("收文/通知.docx"))
    64
    """
    return hashlib.sha256(_bytes(path)).hexdigest()


def shown_path(path: str) -> str:
    """The path as it is written down, whatever the locale it was found in; bytes that are no UTF-8 as ``\\xNN``."""
    return _bytes(path).decode("utf-8", "backslashreplace")


def _bytes(path: str) -> bytes:
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")


def seen_stamps(connection: Connection) -> dict[str, tuple[str, int, str]]:
    """Path key → (stamp, how much was refused, by which code) of every file read; one plain walk over all."""
    rows = connection.exec_driver_sql("SELECT id, stamp, refused, code FROM sources")
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def save_seen(connection: Connection, files: Iterable[Seen], now: str) -> None:
    """Note that these files were read; a path that was there before is said anew."""
    rows = [
        {
            "id": path_key(each.path),
            "path": storable(shown_path(each.path)),
            "stamp": each.stamp,
            "size": each.size,
            "documents": each.documents,
            "refused": each.refused,
            "code": each.code,
            "seen_at": now,
        }
        for each in files
    ]
    upsert(connection, sources, rows, ("id",))


def upsert(connection: Connection, table: Table, rows: list[Mapping[str, Any]] | list[dict[str, Any]],
           names: tuple[str, ...]) -> None:  # fmt: skip
    """Insert rows, or replace the one that has the same values in ``names``."""
    if not rows:
        return
    make: Any
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as make
    else:
        from sqlalchemy.dialects.postgresql import insert as make
    statement = make(table)
    fresh = {column.name: statement.excluded[column.name] for column in table.c if column.name not in names}
    connection.execute(statement.on_conflict_do_update(index_elements=list(names), set_=fresh), rows)
