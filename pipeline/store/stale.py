"""Documents that were read by other versions, as they lie in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, insert, select, update

from pipeline.model import Document, Versions
from pipeline.store.tables import documents, runs, texts

_CHUNK = 500


def stale(connection: Connection, now: Versions) -> list[tuple[int, Versions, int]]:
    """Of every document that other versions read: its row, those versions, the length of its text; by uid."""
    here = runs.c
    query = select(here.id, here.contract, here.rules, here.code, here.models)
    said = {row[0]: Versions(*row[1:]) for row in connection.execute(query)}
    others = {number: versions for number, versions in said.items() if versions != now}
    if not others:
        return []
    wanted = (
        select(documents.c.id, documents.c.run_id, func.length(texts.c.text))
        .join_from(documents, texts)
        .where(documents.c.run_id.in_(list(others)))
        .order_by(documents.c.uid)
    )
    return [(row[0], others[row[1]], row[2]) for row in connection.execute(wanted)]


def stored_documents(connection: Connection, ids: Sequence[int]) -> list[Document]:
    """These documents as they were stored, in this order."""
    found: dict[int, Document] = {}
    for start in range(0, len(ids), _CHUNK):
        query = (
            select(documents.c.id, documents.c.path, texts.c.text, documents.c.encoding, documents.c.sha256)
            .join_from(documents, texts)
            .where(documents.c.id.in_(list(ids[start : start + _CHUNK])))
        )
        found |= {row[0]: Document(*row[1:]) for row in connection.execute(query)}
    return [found[each] for each in ids if each in found]


def stored_texts(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """The texts of these documents, by their rows."""
    query = select(texts.c.document_id, texts.c.text).where(texts.c.document_id.in_(list(ids)))
    return {row[0]: row[1] for row in connection.execute(query)}


def mark_read(connection: Connection, ids: Iterable[int], versions: Versions, now: str) -> None:
    """Say that these versions have been over these documents and left them as they are."""
    wanted = list(ids)
    run = run_of(connection, versions, now) if wanted else 0
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        connection.execute(update(documents).where(documents.c.id.in_(chunk)).values(run_id=run))


def run_of(connection: Connection, versions: Versions, now: str) -> int:
    """The row of a run with these versions, made where there is none."""
    here = runs.c
    same = [
        getattr(here, name).is_not_distinct_from(getattr(versions, name))
        for name in ("contract", "rules", "code", "models")
    ]
    found = connection.execute(select(here.id).where(*same).order_by(here.id.desc()).limit(1)).scalar()
    if found is not None:
        return int(found)
    values = {"contract": versions.contract, "rules": versions.rules, "code": versions.code, "models": versions.models}
    key = connection.execute(insert(runs).values(started_at=now, **values)).inserted_primary_key
    assert key is not None
    return int(key[0])
