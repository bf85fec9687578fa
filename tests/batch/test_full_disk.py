"""A night on a disk that runs full: it says so, leaves nothing half, and the next one does what it could not."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import duban
from tests.cli.test_intake import NOTICE
from tests.soaked import soak

DAY = ("--as-of", "2031-06-08")


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    for number in range(12):
        text = NOTICE.replace("17号", f"{number}号").replace("自查", f"第{number}类自查")
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    assert night(folder, inbox)[0] == 0
    return folder


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = mount(folder, "size=64m")
    if done.returncode != 0:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def mount(folder: Path, options: str) -> subprocess.CompletedProcess[str]:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def night(folder: Path, inbox: Path) -> tuple[int, str]:
    """The exit status, and all that was said."""
    done = duban("nightly", "--inbox", str(inbox), "--settle", "0", *DAY, "--db", "ledger.db", cwd=folder)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def lines(folder: Path) -> str:
    words = ("ledger", "--state", "all", "--kind", "all", "--json", *DAY, "--db", "ledger.db")
    done = duban(*words, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


# In parts of what the ledger takes in the end: where there is no room for anything, for all documents, for the report.
@pytest.mark.parametrize(("part", "stopped"), [(0.1, "所在磁盘已满"), soak(1.2, "载入"), (2.4, "备份所在磁盘已满")])
def test_the_next_night_completes_what_a_full_disk_stopped(
    part: float, stopped: str, disk: Path, inbox: Path, undisturbed: Path
) -> None:
    whole = (undisturbed / "ledger.db").stat().st_size
    assert mount(disk, f"remount,size={int(whole * part)}").returncode == 0
    code, said = night(disk, inbox)
    assert code == 2
    assert stopped in said
    assert mount(disk, "remount,size=64m").returncode == 0
    assert night(disk, inbox)[0] == 0
    assert lines(disk) == lines(undisturbed)
    assert duban("audit", "verify", "--db", "ledger.db", cwd=disk).returncode == 0
    assert not list(disk.rglob("*.partial"))
    assert {path.name for path in disk.rglob("exports/*/*")} == {path.name for path in undisturbed.rglob("exports/*/*")}
    assert list(disk.rglob("backups/*.db"))
