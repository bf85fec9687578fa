"""Kill -9 at any moment: the next run completes, and the ledger is the one of an undisturbed run, row for row."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from tests.batch.conftest import Place
from tests.batch.crash import content
from tests.cli.command import command, environment

ROOT = Path(__file__).resolve().parents[2]


def campaign(folder: Path, documents: int, kills: int, seconds: float) -> None:
    """In a process of its own: it forks, which pytest's must not."""
    words = [sys.executable, "-m", "tests.batch.crash", str(folder), str(documents), str(kills), "20261125"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    assert int(done.stdout.split()[-1]) == kills


def test_five_kills(tmp_path: Path) -> None:
    campaign(tmp_path, 20, 5, 280)


@pytest.mark.soak
def test_two_hundred_kills_over_five_hundred_documents(tmp_path: Path) -> None:
    campaign(tmp_path, 500, 200, 7200)


def test_the_command_survives_its_worker_and_the_next_one_its_command(place: Place) -> None:
    """A worker is killed: the run goes on. The run is killed: its workers go, and the next run completes."""
    numbers = range(1, 41)
    place.put(*numbers)
    words = command(
        "nightly", "--inbox", str(place.inbox), "--db", place.db, "--room", str(place.options.room), "--workers", "2",
        "--settle", "0",
    )  # fmt: skip
    first = subprocess.Popen(words, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    workers = _workers(first, 2)
    workers[0].send_signal(signal.SIGKILL)
    time.sleep(0.5)
    workers = _workers(first, 1)
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    _, alive = psutil.wait_procs(workers, 30)
    assert not alive, "workers leave when their run is killed"
    last = subprocess.run(words, cwd=ROOT, env=environment(), capture_output=True, timeout=120, check=False)
    assert last.returncode == 0, last.stderr.decode()
    folder = place.folder / "undisturbed"
    folder.mkdir()
    calm = Place(folder)
    calm.options = replace(place.options, db=calm.db, room=folder / "night")
    calm.night()
    assert content(place.db) == content(calm.db)


def _workers(process: subprocess.Popen[bytes], number: int) -> list[psutil.Process]:
    """The worker processes of a run, once so many are there."""
    for _ in range(600):
        found = [each for each in _children(process.pid) if _is_worker(each)]
        if len(found) >= number:
            return found
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.1)
    raise AssertionError("no workers")


def _children(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _is_worker(process: psutil.Process) -> bool:
    try:
        return "spawn_main" in " ".join(process.cmdline())
    except psutil.Error:
        return False
