"""Dask: workers on this machine, or those of a scheduler that runs already; its retries, none of our own queues."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pipeline.batch.engines.interface import Lost, Task
from pipeline.batch.engines.processes import processors
from pipeline.errors import ConfigError

_AHEAD = 2
# Whatever a dying worker had before it, Dask hands back at once: we ask again item by item, this often for one alone.
_DEATHS = 0
_TRIES = 2
# When this module was loaded in a worker: with its first task.
_BORN = time.monotonic()
_GROWN = 1.5


def settled(task: Task, batch: Sequence[Any]) -> Sequence[Any]:
    """The task in a worker that its nanny knows to be up: one that dies in its first moments is not started again."""
    time.sleep(max(0.0, _BORN + _GROWN - time.monotonic()))
    return task(batch)


@dataclass
class Dask:
    """The engine ``dask`` over a connected client."""

    client: Any
    workers: int

    def run(self, task: Task, batches: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
        """See :class:`Engine`."""
        waiting: deque[tuple[Sequence[Any], Any]] = deque()
        coming = iter(batches)
        while True:
            while len(waiting) < _AHEAD * self.workers and (batch := next(coming, None)) is not None:
                waiting.append((batch, self._submit(task, batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            yield self._result(task, batch, future)

    def _submit(self, task: Task, batch: Sequence[Any]) -> Any:
        # Not pure: the same files may be asked for again after they changed.
        return self.client.submit(settled, task, batch, pure=False)

    def _result(self, task: Task, batch: Sequence[Any], future: Any) -> list[Any]:
        done = _unless_killed(future)
        # One of them did it, or of a batch beside it; each by itself, one after another, so that only culprits die.
        return [self._alone(task, item) for item in batch] if done is None else done

    def _alone(self, task: Task, item: Any) -> Any:
        for _ in range(_TRIES):
            if (done := _unless_killed(self._submit(task, [item]))) is not None:
                return done[0]
        return Lost(item)


def _unless_killed(future: Any) -> list[Any] | None:
    from distributed.scheduler import KilledWorker

    try:
        return list(future.result())
    except KilledWorker:
        return None


@contextmanager
def open_dask(workers: int = 0, scheduler: str | None = None) -> Iterator[Dask]:
    """The engine on a cluster of this machine, or on the scheduler at an address such as ``tcp://host:8786``."""
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise ConfigError(
            "没有安装 Dask：pip install 'duban[dask]'", "Dask is not installed: pip install 'duban[dask]'"
        ) from error
    settings = {
        "distributed.scheduler.allowed-failures": _DEATHS,
        # On a busy machine a worker may take long to come back; by default it is written off after 15 seconds.
        "distributed.deploy.lost-worker-timeout": "10 minutes",
    }
    with dask.config.set(settings), _quiet():
        if scheduler:
            with _connected(Client, scheduler) as client:
                yield Dask(client, max(1, len(client.scheduler_info(n_workers=-1)["workers"])))
        else:
            with _cluster(workers or processors()) as cluster, _client(cluster) as client:
                yield Dask(client, len(cluster.workers))


@contextmanager
def _connected(make: Any, scheduler: str) -> Iterator[Any]:
    try:
        client = make(scheduler, timeout=5)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ConfigError(
            f"连不上 Dask 调度器 {scheduler}：{reason}", f"can't reach the Dask scheduler {scheduler}: {reason}"
        ) from error
    with client:
        _same_program(client, scheduler)
        yield client


def _same_program(client: Any, scheduler: str) -> None:
    """Every worker must read as this program would; ConfigError where one is another version, or there is none."""
    ours = program()
    theirs = client.run(program)
    if not theirs:
        raise ConfigError(f"Dask 调度器 {scheduler} 没有工作进程", f"the Dask scheduler {scheduler} has no workers")
    if others := sorted({said for said in theirs.values() if said != ours}):
        raise ConfigError(
            f"Dask 工作进程的督办版本不同：{'、'.join(others)}，这里是 {ours}",
            f"Dask workers run another Duban: {', '.join(others)}, here {ours}",
        )


def program() -> str:
    """Which Duban this process would read with."""
    import sys

    from pipeline import __version__

    return f"{__version__} (Python {sys.version_info.major}.{sys.version_info.minor})"


def _client(cluster: Any) -> Any:
    import distributed

    make: Any = distributed.Client
    return make(cluster)


def _cluster(workers: int) -> Any:
    import distributed

    make: Any = distributed.LocalCluster

    # One thread a worker: a file's clock ends its process, and must end no other file's.
    return make(
        n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None,
        silence_logs=logging.CRITICAL,
    )  # fmt: skip


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask tells of every dead worker at length; that is our report's to do, in a line."""
    loggers = [
        logging.getLogger(name) for name in ("distributed", "distributed.nanny", "distributed.worker", "tornado")
    ]
    before = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for each, level in zip(loggers, before, strict=True):
            each.setLevel(level)
