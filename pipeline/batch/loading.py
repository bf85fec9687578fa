"""The step that brings new and changed files into the ledger."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pipeline import __version__
from pipeline.batch.batches import batches
from pipeline.batch.engines import Engine, Lost, open_engine
from pipeline.batch.options import Options
from pipeline.batch.results import FileResult, lost
from pipeline.batch.sink import Sink
from pipeline.batch.sources import OutsideError, Source, find_sources, stamp_of
from pipeline.batch.task import ReadTask, same_versions
from pipeline.errors import ReadError
from pipeline.model import Versions
from pipeline.store.opening import Store
from pipeline.store.refusals import Refusal, listed
from pipeline.store.sources import path_key, seen_stamps, shown_path

Advance = Callable[[int, int], None]
_NANO = 1_000_000_000


@dataclass
class Loading:
    """Finds, reads and writes. ``stopped`` is asked between batches; ``advance`` is told files done and in all."""

    options: Options
    store: Store
    sink: Sink
    versions: Versions
    clock: Callable[[], datetime]
    stopped: Callable[[], bool]
    advance: Advance

    def run(self) -> dict[str, Any]:
        """The figures of the step: what was found, read, left."""
        found, closed = self._found()
        links = [each for each in closed if isinstance(each, OutsideError)]
        self._refuse(links)
        fresh = self.changed(found)
        settled, recent = self._by_rest(fresh)
        if fresh:
            with open_engine(self.options.engine, self.options.workers, self.options.scheduler) as engine:
                self._through(engine, settled, len(fresh))
                self._through(engine, self._rested(recent), len(fresh))
                self._through(engine, self._unstable(), len(fresh))
        said = [{"zh": each.zh, "en": each.en} for each in closed if each not in links]
        return self._figures(len(found), len(fresh)) | {"closed": said}

    def changed(self, found: Iterable[Source]) -> list[Source]:
        """The files that were never read, or not as they are now; what was refused is tried again by other code.

        What other code or rules would read out of a text that is in the ledger is for ``rereading.py``.
        """
        with self.store.reading() as connection:
            seen = seen_stamps(connection)
        return [each for each in found if not _same(seen.get(path_key(each.path)), each)]

    def _refuse(self, links: Iterable[OutsideError]) -> None:
        """Links come into quarantine once; they don't change, and nobody has to be told of them every night."""
        with self.store.reading() as connection:
            known = {each.path for each in listed(connection, ("quarantined", "dropped"))}
        fresh = [Refusal(shown_path(each.path), each.zh, each.en) for each in links]
        self.sink.refuse([each for each in fresh if each.path not in known])

    def _found(self) -> tuple[list[Source], list[ReadError]]:
        everything = list(find_sources(self.options.inboxes))
        files = [each for each in everything if isinstance(each, Source)]
        return files, [each for each in everything if isinstance(each, ReadError)]

    def _by_rest(self, files: Iterable[Source]) -> tuple[list[Source], list[Source]]:
        """Those that have lain still long enough, and those that somebody may still be writing."""
        now = int(self.clock().timestamp() * _NANO)
        settled: list[Source] = []
        recent: list[Source] = []
        for each in files:
            # A change in the future (the clock was set back) is no rest either.
            rested = now - each.age_from >= self.options.settle * _NANO
            (settled if rested or not self.options.settle else recent).append(each)
        return settled, recent

    def _rested(self, recent: list[Source]) -> list[Source]:
        """Wait, then keep those that have not changed meanwhile; the others are for the next run."""
        if not recent:
            return []
        time.sleep(self.options.settle)
        now = [(each, stamp_of(each.path)) for each in recent]
        self.sink.tally.unstable += [each.path for each, found in now if found and found.stamp != each.stamp]
        return [each for each, found in now if found and found.stamp == each.stamp]

    def _unstable(self) -> list[Source]:
        """Files that changed while they were read get a second chance as they are now."""
        paths, self.sink.tally.unstable = self.sink.tally.unstable, []
        return [found for path in paths if (found := stamp_of(path))]

    def _through(self, engine: Engine, files: list[Source], total: int) -> None:
        if not files or self.stopped():
            return
        task = ReadTask(replace(self.options.settings, smtp_password=""), self.options.file_seconds)
        work = batches(self._until_stopped(files), self.options.batch_bytes, self.options.batch_files)
        for results in engine.run(task, work):
            given = [result_of(each) for each in results]
            same_versions((record for each in given for record in each.records), self.versions)
            self.sink.take(given)
            self.advance(self.sink.tally.files, total)

    def _until_stopped(self, files: Iterable[Source]) -> Iterator[Source]:
        for each in files:
            if self.stopped():
                return
            yield each

    def _figures(self, found: int, fresh: int) -> dict[str, Any]:
        tally = self.sink.tally
        return {
            "found": found,
            "unchanged": found - fresh,
            "read": tally.files,
            "new": tally.new,
            "updated": tally.updated,
            "same": tally.same,
            "failed": tally.failed,
            "obligations": tally.obligations,
            "unstable": sorted(tally.unstable),
            "quarantined": [{"path": each.path, "zh": each.zh, "en": each.en} for each in tally.quarantined],
        }


def _same(seen: tuple[str, int, str] | None, now: Source) -> bool:
    return seen is not None and seen[0] == now.stamp and (not seen[1] or seen[2] == __version__)


def result_of(given: FileResult | Lost) -> FileResult:
    """What a worker gave, or that it died over the file."""
    return lost(given.item) if isinstance(given, Lost) else given
