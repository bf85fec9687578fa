"""Ledgers that several programs share, and readers that are elsewhere: nothing lost, nothing twice."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.batch.lock import RunningError, only_one
from pipeline.store.audit import verify
from pipeline.store.opening import open_ledger
from pipeline.store.queries_documents import list_documents
from pipeline.store.writer import Writer
from tests.batch.conftest import Place
from tests.batch.crash import content
from tests.store.factory import Clock, bulletin, reread


def test_a_night_on_either_database_gives_the_same_ledger(place: Place, url: str) -> None:
    place.put(1, 2, 3)
    (place.inbox / "空.txt").touch()
    calm = place.night()
    there = replace(place.options, db=url, room=place.folder / "there")
    place.options, here = there, place.options
    report = place.night()
    assert (report["status"], report["load"]) == (calm["status"], calm["load"])
    assert content(url) == content(here.db)
    assert report["backup"]["documents"] == 3, "a ledger on PostgreSQL is backed up into a file too"
    assert place.night()["load"]["read"] == 0


def test_the_lock_holds_on_either_database(url: str) -> None:
    with only_one(url), pytest.raises(RunningError, match="已有一个夜间任务"), only_one(url):
        pass
    with only_one(url):
        pass


def test_two_writers_at_once_lose_nothing_and_double_nothing(url: str) -> None:
    """Both bring the same documents, in other orders, and then read them all again by other rules."""
    records = [bulletin(path=f"{number}.txt", salt=str(number)) for number in range(24)]
    faults: list[BaseException] = []
    outcomes: list[str] = []

    def work(order: list[int]) -> None:
        try:
            with open_ledger(url) as store:
                writer = Writer(store, Clock(), actor="张三", origin="test", group=5)
                for again in (False, True):
                    for number in order:
                        record = records[number]
                        given = reread(record, *record.obligations[1:]) if again else record
                        outcomes.extend(each.status for each in writer.add(given))
                    outcomes.extend(each.status for each in writer.commit())
        except BaseException as error:
            faults.append(error)

    order = list(range(24))
    threads = [threading.Thread(target=work, args=(each,)) for each in (order, order[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert faults == []
    with open_ledger(url) as store, store.reading() as connection:
        found = list_documents(connection)
        assert sorted(each.path for each in found) == sorted(record.document.path for record in records)
        assert {each.items for each in found} == {5}
        assert list(verify(connection)) == [None] * 24
    assert outcomes.count("new") == 24
    assert set(outcomes) <= {"new", "same", "updated"}


@pytest.mark.soak
def test_dask_reads_a_night_whose_worker_is_killed(place: Place) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed (the extra 'dask')")
    psutil = pytest.importorskip("psutil")
    place.put(*range(1, 31))
    started = set(psutil.Process().children(recursive=True))
    killed: list[int] = []

    def kill() -> None:
        """The first worker that has been at work for a moment."""
        for _ in range(1200):
            time.sleep(0.1)
            for each in set(psutil.Process().children(recursive=True)) - started:
                if _busy(each) and not killed:
                    killed.append(each.pid)
                    os.kill(each.pid, signal.SIGKILL)
                    return

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    report = place.night(engine="dask", workers=2, batch_files=3)
    killer.join(130)
    assert killed, "a worker was killed"
    assert (report["status"], report["load"]["new"]) == (0, 30), distributed.__version__
    dasked = place.db
    folder = place.folder / "calm"
    folder.mkdir()
    place.options = replace(place.options, db=str(folder / "x.db"), room=folder / "night")
    place.night()
    assert content(dasked) == content(place.options.db)
    assert not list(Path.cwd().glob("dask-*")), "Dask leaves nothing behind"


def _busy(process: object) -> bool:
    """A worker that has used some processor time: it has begun to read."""
    import psutil

    assert isinstance(process, psutil.Process)
    try:
        return "spawn_main" in " ".join(process.cmdline()) and process.cpu_times().user > 1.5
    except psutil.Error:
        return False
