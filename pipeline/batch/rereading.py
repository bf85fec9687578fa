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
from pipeline.batch.touching import can_touch, changed_anchors, parts_of
from pipeline.model import Document, Record, Versions
from pipeline.settings import Settings
from pipeline.store.opening import Store
from pipeline.store.refusals import Refusal
from pipeline.store.rulebooks import keep_parts, parts_by
from pipeline.store.stale import mark_read, stale, stored_documents, stored_texts
from pipeline.store.stamps import next_stamp

# Of three bytes each: what a batch of files would be.
_CHARACTERS = 700_000
_DOCUMENTS = 64
_CHUNK = 1000
Waiting = tuple[int, Versions, int]


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
                results.append(extracted(extractor, document, self.settings))
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
        """The figures: documents read by other versions, those that the change can touch, those that changed."""
        with self.store.reading() as connection:
            waiting = stale(connection, self.versions)
        touched = self._touched(waiting)
        tally = self.sink.tally
        before = (tally.updated, tally.same)
        refused = self._through(touched) if touched else []
        return {
            "stale": len(waiting),
            "touched": len(touched),
            "updated": tally.updated - before[0],
            "same": tally.same - before[1],
            "quarantined": [{"path": each.path, "zh": each.zh, "en": each.en} for each in refused],
        }

    def _touched(self, waiting: list[Waiting]) -> list[Waiting]:
        """Those that have to be extracted again; the others are marked as read by today's versions."""
        now = parts_of(extractor_of(self.options.settings).rulebook, self.versions)
        anchors: dict[Versions, frozenset[str] | None] = {}
        with self.store.writing() as connection:
            keep_parts(connection, self.versions, now)
            for versions in {versions for _, versions, _ in waiting}:
                anchors[versions] = changed_anchors(parts_by(connection, versions), now)
        touched = [each for each in waiting if anchors[each[1]] is None]
        maybe = [each for each in waiting if anchors[each[1]] is not None]
        for start in range(0, len(maybe), _CHUNK):
            chunk = maybe[start : start + _CHUNK]
            with self.store.reading() as connection:
                texts = stored_texts(connection, [number for number, _, _ in chunk])
            hit = [each for each in chunk if can_touch(anchors[each[1]], texts[each[0]])]
            touched += hit
            self._leave([each[0] for each in chunk if not can_touch(anchors[each[1]], texts[each[0]])])
        order = {each[0]: place for place, each in enumerate(waiting)}
        return sorted(touched, key=lambda each: order[each[0]])

    def _through(self, waiting: list[Waiting]) -> list[Refusal]:
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
        """What these versions can't change, or can't extract, stays as it was read, and is not tried every night."""
        if ids:
            with self.store.writing() as connection:
                mark_read(connection, ids, self.versions, next_stamp(connection, self.sink.clock()))

    def _batches(self, waiting: list[Waiting]) -> Iterator[list[Document]]:
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
