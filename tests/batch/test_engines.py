"""Every engine keeps the same promises: order, nothing lost, nothing twice, one culprit given up and no one else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.batch.engines import Engine, Lost, open_engine
from pipeline.errors import ConfigError
from tests.batch.tasks import Endless, Once, Poisoned, doubled, failing, process

BATCHES = [list(range(start, start + 4)) for start in range(0, 48, 4)]


@pytest.fixture(scope="module", params=["processes", "dask"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "dask":
        pytest.importorskip("distributed", reason="Dask is not installed (the extra 'dask')")
    with open_engine(request.param, workers=2) as opened:
        yield opened


def test_the_same_results_in_the_order_of_the_batches(engine: Engine) -> None:
    with open_engine("inline") as plain:
        assert list(engine.run(doubled, BATCHES)) == list(plain.run(doubled, BATCHES))


def test_nothing_to_do_gives_nothing(engine: Engine) -> None:
    assert list(engine.run(doubled, [])) == []


def test_work_is_done_elsewhere_and_by_several(engine: Engine) -> None:
    import os

    workers = {pid for results in engine.run(process, BATCHES * 4) for pid in results}
    assert os.getpid() not in workers
    assert len(workers) == 2


def test_what_a_task_raises_comes_out(engine: Engine) -> None:
    with pytest.raises(ValueError, match="no 0"):
        list(engine.run(failing, BATCHES))
    assert list(engine.run(doubled, BATCHES[:1])) == [[0, 2, 4, 6]], "the engine goes on afterwards"


def test_one_poisonous_item_is_given_up_and_no_other(engine: Engine) -> None:
    results = [each for batch in engine.run(Poisoned(22), BATCHES) for each in batch]
    assert results == [Lost(number) if number == 22 else 2 * number for number in range(48)]


def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(engine: Engine, tmp_path: Path) -> None:
    once = Once(21, tmp_path / "died")
    results = [each for batch in engine.run(once, BATCHES) for each in batch]
    assert once.flag.exists(), "a worker was killed"
    assert results == [2 * number for number in range(48)]


def test_an_item_that_never_ends_is_ended_by_its_clock() -> None:
    with open_engine("processes", workers=2) as engine:
        results = [each for batch in engine.run(Endless(5), [[4], [5], [6]]) for each in batch]
    assert results == [8, Lost(5), 12]


def test_an_unknown_engine_and_a_scheduler_that_is_not_there() -> None:
    with pytest.raises(ConfigError, match="没有这种引擎"), open_engine("ray"):
        pass
    pytest.importorskip("distributed", reason="Dask is not installed (the extra 'dask')")
    with pytest.raises(ConfigError, match="连不上"), open_engine("dask", scheduler="tcp://127.0.0.1:1"):
        pass
