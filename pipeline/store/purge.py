"""Taking a document out for good: every row of it, its words in the index, and what was written out of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, or_, select, text
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import StoreError
from pipeline.store.entries import COLUMNS, read_entries
from pipeline.store.faults import explain
from pipeline.store.opening import Store, open_ledger
from pipeline.store.outputs import BACKUP, ORIGINAL, Output, forget_output, list_outputs
from pipeline.store.purge_files import Purged, Traces, holds, is_ledger, with_more
from pipeline.store.search import haystack
from pipeline.store.searching import index
from pipeline.store.stamps import next_stamp
from pipeline.store.tables import bearers, copies, documents, metadata, names, obligations
from pipeline.store.tombstones import Tombstone, list_tombstones, set_tombstone
from pipeline.store.uploads import forget_uploads

_ANY_DAY = date(2000, 1, 1)
_CHUNK = 2_000
_TELLING = 14  # characters: so much of a sentence stands in no other document by chance
_LEAST = 6  # characters: what is shorter stands anywhere


def purge(store: Store, document: str, reason: str, actor: str, clock: Callable[[], datetime]) -> Purged:
    """Take out the document with this id or SHA-256 (its beginning, from eight characters on, will do).

    Exports that hold it are removed, backups that are ledgers are purged in turn; a tombstone stays. Raises StoreError
    where there is no such document, or no reason is given.
    """
    if not reason.strip():
        raise StoreError("请用 --reason 写明清除的原因", "say why with --reason")
    try:
        with store.transaction(durable=True) as connection:
            gone = _gone_already(connection, document)
            traces = _take_out(connection, document, reason.strip(), actor, clock()) if gone is None else gone
            written = list_outputs(connection)
        _scrub(store)
    except SQLAlchemyError as error:
        raise explain(error, store.where) from error
    done = Purged(traces.stone)
    for output in written:
        done = _purge_output(store, output, done, traces, clock)
    return done


def _gone_already(connection: Connection, document: str) -> Traces | None:
    """What a purge that was broken off left to do: the rows went, files may have stayed."""
    stone = next((each for each in list_tombstones(connection) if document in (each.document, each.sha256)), None)
    if stone is None or connection.execute(select(documents.c.id).where(documents.c.uid == stone.document)).first():
        return None
    return Traces(stone, (stone.document.encode(),), frozenset((stone.sha256,)))


def _take_out(connection: Connection, document: str, reason: str, actor: str, moment: datetime) -> Traces:
    row = _find(connection, document)
    words = _words_of(connection, row)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
    now = next_stamp(connection, moment)
    contents = sorted(
        connection.execute(select(obligations.c.content_id).where(obligations.c.document_id == row.id)).scalars()
    )
    copied = connection.execute(select(copies.c.sha256).where(copies.c.document_id == row.id)).scalars().all()
    _forget_words(connection, contents)
    _delete_rows(connection, row.id)
    connection.execute(delete(names).where(~select(bearers.c.name_id).where(bearers.c.name_id == names.c.id).exists()))
    if connection.dialect.name == "sqlite":
        _index_anew(connection)
    for sha256 in copied:
        set_tombstone(connection, row.uid, sha256, row.head_hash, reason, actor, now)
    stone = set_tombstone(connection, row.uid, row.sha256, row.head_hash, reason, actor, now)
    return Traces(stone, words, frozenset((row.sha256, *copied, *forget_uploads(connection, row.uid))))


def _find(connection: Connection, document: str) -> Row[Any]:
    here = documents.c
    columns = here.id, here.uid, here.sha256, here.head_hash, here.title
    query: Select[Any] = select(*columns).order_by(here.id).limit(2)
    found: Sequence[Row[Any]] = connection.execute(
        query.where(or_(here.uid == document, here.sha256 == document))
    ).all()
    if not found and len(document) >= 8 and document.isalnum():
        start = f"{document.lower()}%"
        found = connection.execute(query.where(or_(here.uid.like(start), here.sha256.like(start)))).all()
    if len(found) != 1:
        raise StoreError(
            f"{'不止一份' if found else '台账里没有这份'}文件：{document}（编号见 duban documents）",
            f"the ledger has {'several such documents' if found else 'no such document'}: {document}"
            " (ids: duban documents)",
        )
    return found[0]


def _words_of(connection: Connection, row: Row[Any]) -> tuple[bytes, ...]:
    """By what an exported file that holds the document is known: its id, its title, and how its sentences begin."""
    query = select(obligations.c.quote).where(obligations.c.document_id == row.id).distinct()
    starts = (said[:_TELLING] for said in (row.title or "", *connection.execute(query).scalars()))
    return (row.uid.encode(), *(start.encode("utf-8", "replace") for start in starts if len(start) >= _LEAST))


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


def _scrub(store: Store) -> None:
    """Leave nothing of it in free pages or in the write-ahead log."""
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        if connection.dialect.name == "sqlite":
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.exec_driver_sql("VACUUM")


def _purge_output(store: Store, output: Output, done: Purged, traces: Traces, clock: Callable[[], datetime]) -> Purged:
    path, stone = Path(output.path), traces.stone
    if not path.is_file():
        _forget(store, output)
        return done
    if output.kind == BACKUP:
        if not is_ledger(path):
            return replace(done, left=(*done.left, output.path))
        inside = _purge_copy(path, stone, clock)
        return with_more(done, replace(inside, cleaned=(output.path, *inside.cleaned))) if inside else done
    if not (path.name in traces.hashes if output.kind == ORIGINAL else holds(path, traces.words)):
        return done
    try:
        path.unlink()
    except OSError:
        return replace(done, left=(*done.left, output.path))
    _forget(store, output)
    return replace(done, removed=(*done.removed, output.path))


def _purge_copy(path: Path, stone: Tombstone, clock: Callable[[], datetime]) -> Purged | None:
    """The same in the ledger of this file, and in what was written out of that; None where it has no such document."""
    with open_ledger(str(path)) as copy:
        with copy.reading() as connection:
            if connection.execute(select(documents.c.id).where(documents.c.uid == stone.document)).first() is None:
                return None
        return purge(copy, stone.document, stone.reason, stone.actor, clock)


def _forget(store: Store, output: Output) -> None:
    with store.writing() as connection:
        forget_output(connection, output.id)
