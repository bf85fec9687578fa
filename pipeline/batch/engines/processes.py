"""This machine's processors: a pool of processes that is built anew when one of them dies."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pipeline.batch.engines.interface import Lost, Task

# So many batches a worker are under way: enough that none waits, few enough that memory stays flat.
_AHEAD = 2
_TRIES = 2


@dataclass
class Processes:
    """The engine ``processes``."""

    workers: int
    _pool: ProcessPoolExecutor | None = field(default=None, repr=False)

    def run(self, task: Task, batches: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
        """See :class:`Engine`."""
        waiting: deque[tuple[Sequence[Any], Future[Any]]] = deque()
        coming = iter(batches)
        while True:
            while len(waiting) < _AHEAD * self.workers and (batch := next(coming, None)) is not None:
                waiting.append((batch, self._submit(task, batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                yield list(future.result())
            except BrokenProcessPool:
                # Nobody can say which batch did it, so each that was under way goes through by itself.
                suspects = [(batch, future), *waiting]
                waiting.clear()
                for suspect, future in suspects:
                    yield _finished(future) or self._carefully(task, suspect)

    def _submit(self, task: Task, batch: Sequence[Any]) -> Future[Any]:
        for _ in range(_TRIES):
            try:
                return self._ready().submit(task, batch)
            except BrokenProcessPool:
                self._end()
        return self._ready().submit(task, batch)

    def _carefully(self, task: Task, batch: Sequence[Any]) -> list[Any]:
        """The batch as a whole once more, then item by item: only one that dies alone, twice, is given up."""
        self._end()
        done = self._alone(task, batch)
        if done is not None:
            return done
        results = []
        for item in batch:
            found = next((given for _ in range(_TRIES) if (given := self._alone(task, [item])) is not None), None)
            results.append(found[0] if found else Lost(item))
        return results

    def _alone(self, task: Task, batch: Sequence[Any]) -> list[Any] | None:
        try:
            return list(self._submit(task, batch).result())
        except BrokenProcessPool:
            self._end()
            return None

    def _ready(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Not forked: a fork would carry along locks and open databases of this process.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=follow_the_parent)
        return self._pool

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


def _finished(future: Future[Any]) -> list[Any] | None:
    """What a batch gave before another one took the workers along."""
    return list(future.result()) if future.done() and not future.cancelled() and not future.exception() else None


@contextmanager
def open_processes(workers: int = 0) -> Iterator[Processes]:
    """The engine with so many processes (0: one a processor); they start when there is work."""
    engine = Processes(workers or processors())
    try:
        yield engine
    finally:
        engine._end()


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def follow_the_parent() -> None:
    """A worker whose parent was killed would wait for work for ever: it leaves when the parent is gone."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
