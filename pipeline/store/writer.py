"""Records into the ledger: whole documents in commit groups, nothing twice, nothing half."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import DataError, IntegrityError, OperationalError, SQLAlchemyError

from pipeline.errors import StoreError
from pipeline.model import Document, Record, Versions
from pipeline.store.cells import checked_due
from pipeline.store.faults import explain, sent_back
from pipeline.store.group import Group, Item
from pipeline.store.identity import document_sha
from pipeline.store.kin import Kin, copies_among
from pipeline.store.known import find_known
from pipeline.store.naming import Names
from pipeline.store.opening import Store
from pipeline.store.stamps import next_stamp

_TRIES = 6


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a record: ``new``, ``same`` (known, nothing changed), ``updated`` (read anew), ``failed``.

    ``copy_of`` is the path of the document that it holds once more; then it is ``same`` and adds nothing.
    """

    path: str
    status: str
    obligations: int = 0
    error: StoreError | None = None
    copy_of: str | None = None


@dataclass
class Writer:
    """Collects records and commits them a group at a time. The caller brings the clock.

    ``add`` gives the outcomes of the group that it filled up, mostly none; ``commit`` those of what is left. Until then
    nothing of the group is in the ledger, and afterwards all of it is, save the documents that failed.
    """

    store: Store
    clock: Callable[[], datetime]
    actor: str = ""
    origin: str = ""
    group: int = 64
    kin: Kin | None = None
    _waiting: list[Item] = field(default_factory=list, repr=False)
    _names: Names = field(default_factory=Names, repr=False)
    _runs: dict[Versions, int] = field(default_factory=dict, repr=False)

    def add(self, record: Record) -> list[Outcome]:
        """Take one record; the outcomes of a group when it is full."""
        try:
            _check(record)
        except StoreError as error:
            return [Outcome(record.document.path, "failed", error=error)]
        self._waiting.append((record, document_sha(record.document)))
        return self.commit() if len(self._waiting) >= self.group else []

    def knows(self, document: Document, versions: Versions | None) -> bool:
        """Whether the ledger (or the group at hand) has the same bytes, read by these versions: nothing is to do."""
        if versions is None:
            return False
        sha256 = document_sha(document)
        if any(sha256 == waiting and record.versions == versions for record, waiting in self._waiting):
            return True
        with self.store.reading() as connection:
            known = find_known(connection, [sha256])
            if not known and copies_among(connection, [sha256]):
                return True
        return bool(known) and known[sha256].versions == versions

    def commit(self) -> list[Outcome]:
        """Write what was collected. Raises StoreError where the database can't be written; then nothing of it is in."""
        items, self._waiting = self._waiting, []
        if not items:
            return []
        try:
            return self._write(items)
        except (DataError, IntegrityError) as error:
            if len(items) == 1:
                return [Outcome(items[0][0].document.path, "failed", error=explain(error, self.store.where))]
            return [outcome for item in items for outcome in self._alone(item)]
        except SQLAlchemyError as error:
            raise explain(error, self.store.where) from error

    def _alone(self, item: Item) -> list[Outcome]:
        """One document by itself, when its group could not be written: either it is the culprit, or it goes in."""
        self._waiting = [item]
        return self.commit()

    def _write(self, items: list[Item]) -> list[Outcome]:
        for attempt in range(1, _TRIES + 1):
            try:
                return self._transaction(items)
            except (IntegrityError, OperationalError) as error:
                # Another writer has put in the same document or name, which is now there to be found; or each of us
                # waited for what the other had, and the database sent one of us back.
                if attempt == _TRIES or not (isinstance(error, IntegrityError) or sent_back(error)):
                    raise
        raise AssertionError

    def _transaction(self, items: list[Item]) -> list[Outcome]:
        known_runs = dict(self._runs)
        with self.store.transaction() as connection:
            now = next_stamp(connection, self.clock())
            group = Group(connection, now, self.actor, self.origin, self._names, known_runs, self.kin)
            done = group.put(items)
        self._names.keep()
        self._runs = known_runs
        twins = {sha256: each.record.document.path for sha256, each in group.twins.items()}
        return [
            _outcome(record.document.path, *what, twins.get(sha256))
            for (record, sha256), what in zip(items, done, strict=True)
        ]


def _outcome(path: str, status: str, obligations: int, copy_of: str | None) -> Outcome:
    if status == "copy":
        return Outcome(path, "same", copy_of=copy_of)
    if status != "purged":
        return Outcome(path, status, obligations)
    error = StoreError("这份文件已从台账清除，不再载入", "this document was purged from the ledger and stays out")
    return Outcome(path, "failed", error=error)


def _check(record: Record) -> None:
    """Raise StoreError where a date is no date."""
    for item in record.obligations:
        if item.deadline:
            checked_due(item.deadline.due)
            checked_due(item.deadline.start)
