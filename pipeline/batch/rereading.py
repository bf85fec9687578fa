"""The step after a change of rules or code: what is in the ledger is extracted again, out of its stored text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.batch.engines import Lost, open_engine
from pipeline.batch.loading import Advance
from pipeline.batch.options import Options
from pipeline.batch.sink import Sink
from pipeline.batch.task import deadly_clock, extracted, extractor_of, same_versions
from pipeline.model import Document, Record, Versions
from pipeline.settings import Settings
from pipeline.store.opening import Store
from pipeline.store.refusals import Refusal
from pipeline.store.stale import mark_read, stale, stored_documents
from pipeline.store.stamps import next_stamp

# Of three bytes each: what a batch of files would be.
_CHARACTERS = 700_000
_DOCUMENTS = 64


@dataclass(frozen=True, slots=True)
class ExtractTask:
    """Called with stored documents, gives a record or a refusal for each."""

    settings: Settings
    seconds: int

    def __call__(self, batch: Sequence[Document]) -> list[Record | Refusal]:
        """Extract."""
        extractor = extractor_of(self.settings)
        results = []
        for document in batch:
            with deadly_clock(self.seconds):
                results.append(extracted(extractor, document))
        return results


@dataclass
class Rereading:
    """Extracts what other versions read, and lets the ledger follow; corrections and acts stay as they are."""

    options: Options
    store: Store
    sink: Sink
    versions: Versions
    stopped: Any
    advance: Advance

    def run(self) -> dict[str, Any]:
        """The figures: how many documents were read by other versions, how many say something else now."""
        with self.store.reading() as connection:
            waiting = stale(connection, self.versions)
        tally = self.sink.tally
        before = (tally.updated, tally.same)
        refused = self._through(waiting) if waiting else []
        return {
            "stale": len(waiting),
            "updated": tally.updated - before[0],
            "same": tally.same - before[1],
            "quarantined": [{"path": each.path, "zh": each.zh, "en": each.en} for each in refused],
        }

    def _through(self, waiting: list[tuple[int, str | None, int]]) -> list[Refusal]:
        task = ExtractTask(replace(self.options.settings, smtp_password=""), self.options.file_seconds)
        refused: list[Refusal] = []
        done = 0
        with open_engine(self.options.engine, self.options.workers, self.options.scheduler) as engine:
            for results in engine.run(task, self._batches(waiting)):
                given = [_result(each) for each in results]
                records = [each for each in given if isinstance(each, Record)]
                same_versions(records, self.versions)
                failed = [each for each in given if isinstance(each, Refusal)] + self.sink.write(records)
                self._leave([waiting[done + at][0] for at, each in enumerate(given) if isinstance(each, Refusal)])
                refused += failed
                done += len(given)
                self.advance(done, len(waiting))
        return self.sink.refuse(refused)

    def _leave(self, ids: list[int]) -> None:
        """What these versions can't extract stays as it was read, and is not tried again every night."""
        if ids:
            with self.store.writing() as connection:
                mark_read(connection, ids, self.versions, next_stamp(connection, self.sink.clock()))

    def _batches(self, waiting: list[tuple[int, str | None, int]]) -> Iterator[list[Document]]:
        ids: list[int] = []
        size = 0
        for number, _, length in waiting:
            if self.stopped():
                return
            ids.append(number)
            size += length
            if size > _CHARACTERS or len(ids) >= _DOCUMENTS:
                yield self._documents(ids)
                ids, size = [], 0
        if ids:
            yield self._documents(ids)

    def _documents(self, ids: list[int]) -> list[Document]:
        with self.store.reading() as connection:
            return stored_documents(connection, ids)


def _result(given: Record | Refusal | Lost) -> Record | Refusal:
    if not isinstance(given, Lost):
        return given
    path = given.item.path
    return Refusal(
        path,
        f"{path}：重新提取时进程一再崩溃或超时，保留原有结果",
        f"{path}: the process extracting it again died or ran out of time; what was read before stays",
        given.item.sha256,
    )
