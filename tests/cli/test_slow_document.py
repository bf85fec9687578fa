"""A document on which extraction never ends costs that document: a line, quarantine, and the others go on."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.cli.inside import duban
from tests.cli.slow import ENDLESS, PLAIN, slow_rules


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(ENDLESS, encoding="utf-8")
    (tmp_path / "b.txt").write_text(PLAIN, encoding="utf-8")
    rules = slow_rules(tmp_path)
    (tmp_path / "duban.toml").write_text(f'max_extract_seconds = 2\nrules = "{rules}"\n', encoding="utf-8")
    return tmp_path


def test_load_gives_it_up_keeps_it_in_quarantine_and_loads_the_others(folder: Path) -> None:
    began = time.monotonic()
    done = duban("load", "a.txt", "b.txt", "--json", "--db", "l.db", cwd=folder)
    assert time.monotonic() - began < 30
    assert done.returncode == 1
    counts = json.loads(done.stdout)
    assert (counts["new"], counts["failed"]) == (1, 1)
    (line,) = done.stderr.splitlines()
    assert "a.txt：提取超过 2 秒" in line
    assert "max_extract_seconds" in line
    (waiting,) = json.loads(duban("quarantine", "list", "--json", "--db", "l.db", cwd=folder).stdout)
    assert waiting["path"] == "a.txt"
    assert waiting["sha256"]
    again = duban("quarantine", "retry", str(waiting["id"]), "--db", "l.db", cwd=folder)
    assert again.returncode != 0
    assert "提取超过 2 秒" in again.stdout + again.stderr

    (folder / "duban.toml").unlink()  # the rules that came with Duban know no such pattern
    assert duban("load", "a.txt", "--db", "l.db", cwd=folder).returncode == 0
    assert json.loads(duban("quarantine", "list", "--json", "--db", "l.db", cwd=folder).stdout) == []


def test_extract_goes_on_with_the_next(folder: Path) -> None:
    done = duban("extract", "a.txt", "b.txt", cwd=folder)
    assert done.returncode == 1
    assert [json.loads(line)["obligations"] != [] for line in done.stdout.splitlines()] == [True]
    assert "a.txt：提取超过 2 秒" in done.stderr


def test_the_night_quarantines_it_and_goes_on(folder: Path) -> None:
    inbox = folder / "in"
    inbox.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).rename(inbox / name)
    done = duban("nightly", "--inbox", "in", "--db", "l.db", "--json", cwd=folder)
    assert done.returncode == 1, done.stderr
    (waiting,) = json.loads(duban("quarantine", "list", "--json", "--db", "l.db", cwd=folder).stdout)
    assert "提取超过 2 秒" in waiting["reason_zh"]
    assert len(json.loads(duban("documents", "--json", "--db", "l.db", cwd=folder).stdout)) == 1


def test_explain_and_a_trial_of_rules_give_it_up_too(folder: Path) -> None:
    done = duban("explain", "a.txt", cwd=folder)
    assert done.returncode == 1
    assert "a.txt：提取超过 2 秒" in done.stderr
    done = duban("rules", "try", ENDLESS.splitlines()[1], cwd=folder)
    assert done.returncode != 0
    assert "这句话：提取超过 2 秒" in done.stderr
