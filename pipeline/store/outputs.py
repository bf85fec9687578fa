"""Files that were written out of the ledger, so that a purge finds them again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from pipeline.errors import StoreError
from pipeline.store.stamps import stamp
from pipeline.store.tables import outputs

EXPORT, BACKUP, ORIGINAL = "export", "backup", "original"


@dataclass(frozen=True, slots=True)
class Output:
    """One file: an ``export`` (a table, a digest, a circular …), a ``backup`` (a whole ledger) or an ``original``.

    Originals are files that were handed in and are kept under their SHA-256.
    """

    id: int
    kind: str
    path: str
    made_at: str


def note_output(connection: Connection, kind: str, path: Path, now: datetime) -> None:
    """Remember a file that was just written; the same path comes once."""
    where = str(path.absolute())
    connection.execute(delete(outputs).where(outputs.c.path == where))
    connection.execute(insert(outputs).values(kind=kind, path=where, made_at=stamp(now)))


def remember(db: str, kind: str, path: Path, now: datetime) -> bool:
    """As :func:`note_output`, for who holds no connection; False where the ledger may only be read."""
    from pipeline.store.opening import open_ledger

    try:
        with open_ledger(db) as store, store.writing() as connection:
            note_output(connection, kind, path, now)
    except StoreError:
        return False
    return True


def list_outputs(connection: Connection) -> list[Output]:
    """All of them, the oldest first."""
    here = outputs.c
    return [Output(*row) for row in connection.execute(select(here.id, here.kind, here.path, here.made_at))]


def forget_output(connection: Connection, number: int) -> None:
    """The file is gone."""
    connection.execute(delete(outputs).where(outputs.c.id == number))
