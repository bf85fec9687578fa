"""What the night could not read, on the command line: listed with reasons, read again once mended, left for good."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch.conftest import notice
from tests.cli.inside import runner

Shell = Callable[..., tuple[int, str, str]]
BROKEN = b"PK\x03\x04 broken"


@pytest.fixture
def night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """``duban …`` in a folder with an inbox of one notice and three files that can't be read, after a night."""
    monkeypatch.chdir(tmp_path)
    inbox = tmp_path / "收文"
    inbox.mkdir()
    (inbox / "好.txt").write_text(notice(1), encoding="utf-8")
    for name in ("坏.docx", "丢.docx", "不要.docx"):
        (inbox / name).write_bytes(BROKEN)
    run = runner(monkeypatch, capsys)
    words = ("nightly", "--inbox", "收文", "--settle", "0", "--engine", "inline", "--as-of", "2025-03-10")
    assert run(*words)[0] == 1
    assert run(*words)[0] == 0, "what waits already is no news"
    return run


def waiting(night: Shell) -> dict[str, dict[str, object]]:
    code, out, _ = night("quarantine", "list", "--json")
    assert code == 0
    return {Path(row["path"]).name: row for row in json.loads(out)}


def test_the_list_says_why_and_how_to_go_on(night: Shell) -> None:
    found = waiting(night)
    assert set(found) == {"坏.docx", "丢.docx", "不要.docx"}
    assert all("docx" in str(row["reason"]) and row["tries"] == 1 for row in found.values())
    _, out, err = night("quarantine", "list")
    assert "坏.docx" in out.replace("\n", "")
    assert "retry" in err


def test_a_mended_file_is_read_and_the_others_wait(night: Shell) -> None:
    found = waiting(night)
    Path("收文/坏.docx").write_text(notice(2), encoding="utf-8")
    Path("收文/丢.docx").unlink()
    code, _, err = night("quarantine", "retry", str(found["坏.docx"]["id"]), "收文/丢.docx")
    assert (code, "读入 1 份" in err, "文件已不在" in err) == (1, True, True)
    assert set(waiting(night)) == {"丢.docx", "不要.docx"}
    _, out, _ = night("documents", "--json")
    assert {Path(row["path"]).name for row in json.loads(out)} == {"好.txt", "坏.docx"}
    assert night("audit", "verify")[0] == 0


def test_what_is_still_broken_says_so_and_counts_the_try(night: Shell) -> None:
    code, _, err = night("quarantine", "retry", "--all")
    assert (code, "仍未读入 3 份" in err) == (1, True)
    assert {row["tries"] for row in waiting(night).values()} == {2}


def test_what_was_dropped_stays_away_until_its_file_changes(night: Shell) -> None:
    assert night("quarantine", "drop", "收文/不要.docx")[0] == 0
    assert set(waiting(night)) == {"坏.docx", "丢.docx"}
    words = ("nightly", "--inbox", "收文", "--settle", "0", "--engine", "inline", "--as-of", "2025-03-10")
    assert night(*words)[0] == 0
    assert set(waiting(night)) == {"坏.docx", "丢.docx"}
    Path("收文/不要.docx").write_bytes(BROKEN + b"!")
    assert night(*words)[0] == 1
    assert set(waiting(night)) == {"坏.docx", "丢.docx", "不要.docx"}


@pytest.mark.parametrize("what", [("retry",), ("drop",), ("retry", "没有.docx"), ("drop", "99")])
def test_what_is_not_named_or_not_there_is_told_and_nothing_is_done(night: Shell, what: tuple[str, ...]) -> None:
    code, _, err = night("quarantine", *what)
    assert (code, err.count("\n")) == (2, 1)
    assert len(waiting(night)) == 3
