"""Where batches are worked on: this machine's processes, or Dask; one interface, results in the order of the batches.

``open_engine("processes", workers=4)`` is a context; within it ``engine.run(task, batches)`` gives, batch by batch,
what the task gave, with :class:`Lost` in the place of an item that killed its worker.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.batch.engines.interface import Engine, Lost
from pipeline.errors import ConfigError

ENGINES = ("processes", "dask", "inline")


@contextmanager
def open_engine(name: str, workers: int = 0, scheduler: str | None = None) -> Iterator[Engine]:
    """The engine of that name, its workers started; they are gone when the context ends.

    Raises ConfigError where there is no such engine, or where Dask is not installed or its scheduler not reached.
    """
    if name == "processes":
        from pipeline.batch.engines.processes import open_processes

        with open_processes(workers) as engine:
            yield engine
    elif name == "dask":
        from pipeline.batch.engines.dask import open_dask

        with open_dask(workers, scheduler) as engine:
            yield engine
    elif name == "inline":
        from pipeline.batch.engines.inline import Inline

        yield Inline()
    else:
        raise ConfigError(
            f"没有这种引擎：{name}（可用：{'、'.join(ENGINES)}）",
            f"no such engine: {name} (known: {', '.join(ENGINES)})",
        )


__all__ = ["ENGINES", "Engine", "Lost", "open_engine"]
