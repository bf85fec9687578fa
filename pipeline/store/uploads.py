"""Files that were handed in by way of the pages: what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from pipeline.store.tables import uploads

# state → (中文, English)
STATES = {
    "waiting": ("等待", "waiting"),
    "reading": ("读取中", "being read"),
    "done": ("已入台账", "in the ledger"),
    "same": ("已有，未变", "known, unchanged"),
    "refused": ("隔离", "quarantined"),
}


@dataclass(frozen=True, slots=True)
class Upload:
    """One file; ``documents`` are the ids of what was in it, ``items`` how many obligations they have."""

    id: int
    sha256: str
    name: str
    size: int
    actor: str
    state: str
    reason_zh: str
    reason_en: str
    documents: tuple[str, ...]
    items: int
    at: str
    done_at: str | None


def add_upload(connection: Connection, sha256: str, name: str, size: int, actor: str, at: str) -> int:
    """A file that waits to be read; gives its number."""
    row = insert(uploads).values(
        sha256=sha256, name=name, size=size, actor=actor, state="waiting", reason_zh="", reason_en="", documents=[],
        items=0, at=at,
    )  # fmt: skip
    key = connection.execute(row).inserted_primary_key
    assert key is not None
    return int(key[0])


def set_upload(connection: Connection, number: int, **values: Any) -> None:
    """What has become of it."""
    connection.execute(update(uploads).where(uploads.c.id == number).values(**values))


def upload_of(connection: Connection, number: int) -> Upload | None:
    """The upload of this number."""
    row = connection.execute(select(uploads).where(uploads.c.id == number)).first()
    return _upload(row) if row else None


def next_waiting(connection: Connection) -> Upload | None:
    """The one that has waited longest."""
    row = connection.execute(select(uploads).where(uploads.c.state == "waiting").order_by(uploads.c.id)).first()
    return _upload(row) if row else None


def requeue(connection: Connection) -> None:
    """What was being read when the program ended is read again."""
    connection.execute(update(uploads).where(uploads.c.state == "reading").values(state="waiting"))


def list_uploads(
    connection: Connection, state: str | None, limit: int, offset: int = 0, actor: str | None = None
) -> list[Upload]:
    """Uploads, the last first; of one ``actor``, or of all."""
    query = select(uploads).where(*_of(actor)).order_by(uploads.c.id.desc()).limit(limit).offset(offset)
    if state is not None:
        query = query.where(uploads.c.state == state)
    return [_upload(row) for row in connection.execute(query)]


def count_uploads(connection: Connection, actor: str | None = None) -> dict[str, int]:
    """How many there are in each state; of one ``actor``, or of all."""
    query = select(uploads.c.state, func.count()).where(*_of(actor)).group_by(uploads.c.state)
    return {str(row[0]): int(row[1]) for row in connection.execute(query)}


def _of(actor: str | None) -> list[ColumnElement[bool]]:
    return [] if actor is None else [uploads.c.actor == actor]


def uploads_of(connection: Connection, document: str) -> dict[int, str]:
    """The files that a document came in: number → SHA-256."""
    rows = connection.execute(select(uploads.c.id, uploads.c.sha256, uploads.c.documents))
    return {row.id: row.sha256 for row in rows if document in row.documents}


def forget_uploads(connection: Connection, document: str) -> None:
    """Take away the names of the files that a document came in, and say that they are gone."""
    for number in uploads_of(connection, document):
        found = upload_of(connection, number)
        kept = [each for each in found.documents if each != document] if found else []
        said = {"reason_zh": "已从台账清除", "reason_en": "purged from the ledger"}
        set_upload(connection, number, name="", state="refused", documents=kept, **said)


def _upload(row: Row[Any]) -> Upload:
    return Upload(
        row.id, row.sha256, row.name, row.size, row.actor, row.state, row.reason_zh, row.reason_en,
        tuple(row.documents), row.items, row.at, row.done_at,
    )  # fmt: skip
