"""Reading again what was refused, at once and not at night."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime

from pipeline.batch.engines import open_engine
from pipeline.batch.loading import result_of
from pipeline.batch.sink import Sink, Tally
from pipeline.batch.sources import Source, stamp_of
from pipeline.batch.task import ReadTask
from pipeline.read.reader import INSIDE
from pipeline.settings import Settings
from pipeline.store.opening import Store
from pipeline.store.refusals import Refusal

_SECONDS = 300
_PATIENCE = 30.0


def retry(store: Store, settings: Settings, paths: Sequence[str], clock: Callable[[], datetime]) -> Tally:
    """Read these files (of those inside others: the outer ones) again, each by itself; what became of them."""
    sink = Sink(store, clock, "", _PATIENCE)
    outer = list(dict.fromkeys(path.partition(INSIDE)[0] for path in paths))
    found = {path: stamp_of(os.fsdecode(path.encode("utf-8", "surrogatepass"))) for path in outer}
    if gone := [path for path, source in found.items() if source is None]:
        sink.tally.refused += [_gone(path) for path in gone]
        sink.tally.failed += len(gone)
    sources: list[list[Source]] = [[source] for source in found.values() if source]
    if sources:
        with open_engine("processes", 1) as engine:
            for results in engine.run(ReadTask(settings, _SECONDS), sources):
                sink.take([result_of(each) for each in results])
    return sink.tally


def _gone(path: str) -> Refusal:
    return Refusal(
        path,
        f"{path}：文件已不在（放回去再试，或用 duban quarantine drop 移出）",
        f"{path}: the file is gone (put it back and try again, or duban quarantine drop)",
    )
