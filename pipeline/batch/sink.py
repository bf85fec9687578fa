"""The one writer of a run: results into the ledger, a few a transaction, and only then noted as read.

A crash between the two costs nothing: the file is read once more and found to be in the ledger already.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar

from pipeline import __version__
from pipeline.batch.results import FileResult
from pipeline.errors import BusyError, StoreError
from pipeline.model import Record
from pipeline.read.kinship import Judge
from pipeline.store.opening import Store
from pipeline.store.refusals import Refusal, put_refusals, solve
from pipeline.store.sources import Seen, save_seen, shown_path
from pipeline.store.stamps import next_stamp
from pipeline.store.turns import give_way
from pipeline.store.writer import Outcome, Writer

T = TypeVar("T")
_WHOLE = 10**9
_PAUSE = 0.2
# Some tens of milliseconds of the write lock, for which whoever marks something on the pages waits.
_AT_ONCE = 8


@dataclass
class Tally:
    """What became of the documents of a run; of the ``refused`` ones ``quarantined`` were not waiting there already."""

    files: int = 0
    new: int = 0
    updated: int = 0
    same: int = 0
    failed: int = 0
    obligations: int = 0
    refused: list[Refusal] = field(default_factory=list)
    quarantined: list[Refusal] = field(default_factory=list)
    unstable: list[str] = field(default_factory=list)


@dataclass
class Sink:
    """Takes results, keeps count. A locked database is waited for, up to ``patience`` seconds."""

    store: Store
    clock: Callable[[], datetime]
    actor: str
    patience: float
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self._writer = Writer(self.store, self.clock, self.actor, "nightly", group=_WHOLE, kin=Judge())

    def take(self, results: Sequence[FileResult]) -> None:
        """Write a batch; StoreError where the ledger can't be written, and then nothing of this batch is noted."""
        whole = [result for result in results if not result.unstable]
        self.tally.unstable += [result.source.path for result in results if result.unstable]
        failed = self.write([record for result in whole for record in result.records])
        refused = [each for result in whole for each in result.refused] + failed
        paths = [record.document.path for result in whole for record in result.records]
        fresh = self._patiently(lambda: self._note(whole, refused, paths))
        self.tally.files += len(whole)
        self.tally.failed += len(refused)
        self.tally.refused += refused
        self.tally.quarantined += fresh

    def write(self, records: Iterable[Record]) -> list[Refusal]:
        """Records into the ledger, a few a transaction; gives those that it could not keep."""
        outcomes: list[Outcome] = []
        for few in _by(_AT_ONCE, list(records)):
            outcomes += self._patiently(partial(self._commit, few))
            give_way(self.store)
        for outcome in outcomes:
            self._count(outcome)
        return [Refusal(each.path, *_said(each.path, each.error)) for each in outcomes if each.error]

    def refuse(self, refused: Sequence[Refusal]) -> list[Refusal]:
        """Put these into quarantine; gives those that were not waiting there already."""
        return self._patiently(lambda: self._note([], refused, [])) if refused else []

    def _commit(self, records: list[Record]) -> list[Outcome]:
        return [outcome for record in records for outcome in self._writer.add(record)] + self._writer.commit()

    def _note(self, whole: Sequence[FileResult], refused: Sequence[Refusal], read: Sequence[str]) -> list[Refusal]:
        files = [
            Seen(
                each.source.path, each.source.stamp, each.source.size, len(each.records), len(each.refused), __version__
            )
            for each in whole
        ]
        with self.store.writing() as connection:
            now = next_stamp(connection, self.clock())
            save_seen(connection, files, now)
            solve(
                connection,
                sorted({*read, *(shown_path(each.path) for each in files)} - {each.path for each in refused}),
            )
            return put_refusals(connection, refused, now)

    def _patiently(self, work: Callable[[], T]) -> T:
        started = time.monotonic()
        while True:
            try:
                return work()
            except BusyError:
                if time.monotonic() - started > self.patience:
                    raise
                time.sleep(_PAUSE)

    def _count(self, outcome: Outcome) -> None:
        if outcome.error:
            return
        setattr(self.tally, outcome.status, getattr(self.tally, outcome.status) + 1)
        self.tally.obligations += outcome.obligations if outcome.status == "new" else 0


def _by(number: int, records: list[Record]) -> Iterator[list[Record]]:
    return (records[start : start + number] for start in range(0, len(records), number))


def _said(path: str, error: StoreError) -> tuple[str, str]:
    return f"{path}：{error.zh}", f"{path}: {error.en}"
