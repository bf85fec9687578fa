"""Taking a document out for good: every row of it, its words in the index, and what was written out of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import StoreError
from pipeline.store.faults import explain
from pipeline.store.opening import Store, open_ledger
from pipeline.store.outputs import BACKUP, ORIGINAL, Output, forget_output, list_outputs
from pipeline.store.purge_files import Files, Purged, Traces, holds, is_ledger
from pipeline.store.purge_rows import copied, scrub, take_out
from pipeline.store.tables import documents, obligations
from pipeline.store.tombstones import Tombstone, list_tombstones
from pipeline.store.uploads import uploads_of

_ID = documents.c.id
_ROW = (_ID, documents.c.uid, documents.c.sha256, documents.c.head_hash, documents.c.title)
_TELLING = 14  # characters: so much of a sentence stands in no other document by chance
_LEAST = 6  # characters: what is shorter stands anywhere


def purge(store: Store, document: str, reason: str, actor: str, clock: Callable[[], datetime]) -> Purged:
    """Take out the document with this id or SHA-256 (its beginning, from eight characters on, will do).

    Exports that hold it are removed, backups that are ledgers are purged in turn; a tombstone stays. Raises StoreError
    where there is no such document, or no reason is given.
    """
    if not reason.strip():
        raise StoreError("请用 --reason 写明清除的原因", "say why with --reason")
    return _Purge(reason.strip(), actor, clock).run(store, document)


@dataclass
class _Purge:
    """One purge, through the ledger and through backups of it; ``seen`` are the ledgers that it went into.

    Files go first, for the rows tell how files are known: a purge that is broken off begins anew and finds them all.
    """

    reason: str
    actor: str
    clock: Callable[[], datetime]
    seen: set[Path] = field(default_factory=set)

    def run(self, store: Store, document: str) -> Purged:
        try:
            with store.reading() as connection:
                traces, written = _traces(connection, document), list_outputs(connection)
            files = self._clean(store, written, traces)
            with store.transaction(durable=True) as connection:
                stone = self._rows(connection, traces)
                late = [each for each in list_outputs(connection) if each not in written]
            scrub(store)
        except SQLAlchemyError as error:
            raise explain(error, store.where) from error
        return Purged(stone, files + self._clean(store, late, traces))

    def _rows(self, connection: Connection, traces: Traces) -> Tombstone:
        query: Select[Any] = select(*_ROW).where(documents.c.uid == traces.document)
        row = connection.execute(query).one_or_none()
        if row is not None:
            return take_out(connection, row, self.reason, self.actor, self.clock())
        return next(each for each in list_tombstones(connection)[::-1] if each.document == traces.document)

    def _clean(self, store: Store, written: Iterable[Output], traces: Traces) -> Files:
        return sum((self._output(store, each, traces) for each in written), start=Files())

    def _output(self, store: Store, output: Output, traces: Traces) -> Files:
        path, left = Path(output.path), Files(left=(output.path,))
        if not path.is_file():
            _forget(store, output)
            return Files()
        if output.kind == BACKUP:
            try:
                return self._copy(path, traces) if is_ledger(path) else left
            except StoreError:
                return left
        if not (path.name in traces.hashes if output.kind == ORIGINAL else holds(path, traces.words)):
            return Files()
        try:
            path.unlink()
        except OSError:
            return left
        _forget(store, output)
        return Files(removed=(output.path,))

    def _copy(self, path: Path, traces: Traces) -> Files:
        """The same in the ledger of this file, and in what was written out of that, where it has such a document."""
        if path.resolve() in self.seen:
            return Files()
        self.seen.add(path.resolve())
        with open_ledger(str(path)) as copy:
            with copy.reading() as connection:
                if connection.execute(select(_ID).where(documents.c.uid == traces.document)).first() is None:
                    # Cleaned by a purge that was broken off, it is named again: its manifest may not be true yet.
                    before = any(each.document == traces.document for each in list_tombstones(connection))
                    return Files(cleaned=(str(path),)) if before else Files()
            return Files(cleaned=(str(path),)) + self.run(copy, traces.document).files


def _traces(connection: Connection, document: str) -> Traces:
    """How files that hold the document are known. Of what is gone already that is its id and its files' hashes."""
    stones = [each for each in list_tombstones(connection) if _is_meant(document, each)]
    if stones and not connection.execute(select(_ID).where(documents.c.uid == stones[-1].document)).first():
        gone = stones[-1].document
        own = (each.sha256 for each in list_tombstones(connection) if each.document == gone)
        return Traces(gone, (gone.encode(),), frozenset(own))
    row = _find(connection, document)
    hashes = (row.sha256, *copied(connection, row.id), *uploads_of(connection, row.uid).values())
    return Traces(row.uid, _words_of(connection, row), frozenset(hashes))


def _is_meant(document: str, stone: Tombstone) -> bool:
    known = (stone.document, stone.sha256)
    return document in known or (len(document) >= 8 and any(each.startswith(document.lower()) for each in known))


def _find(connection: Connection, document: str) -> Row[Any]:
    here = documents.c
    query: Select[Any] = select(*_ROW).order_by(here.id).limit(2)
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


def _forget(store: Store, output: Output) -> None:
    with store.writing() as connection:
        forget_output(connection, output.id)
