"""What counts as soon is as the settings say, on every way out of the ledger."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.inside import duban
from tests.cli.test_intake import NOTICE


def sheet(path: Path) -> bytes:
    """The cells of a workbook, with their colours."""
    with zipfile.ZipFile(path) as package:
        return package.read("xl/worksheets/sheet1.xml")


def test_what_is_soon_is_the_same_wherever_it_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With thirty days in the settings: in the list, one by one, in a chain, in the night's table."""
    monkeypatch.setenv("DUBAN_SOON_DAYS", "30")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(NOTICE, encoding="utf-8")
    asked = ("--as-of", "2031-05-25", "--db", "ledger.db")
    night = duban("nightly", "--inbox", "in", *asked, cwd=tmp_path)
    assert night.returncode == 0, night.stderr
    lines = json.loads(duban("ledger", "--light", "yellow", "--json", *asked, cwd=tmp_path).stdout)
    assert any(line["days_left"] > 7 for line in lines)
    for line in lines:
        assert json.loads(duban("show", line["id"], "--json", *asked, cwd=tmp_path).stdout)["light"] == "yellow"
        (step,) = json.loads(duban("trace", line["id"], "--json", *asked, cwd=tmp_path).stdout)
        assert step["entry"]["light"] == "yellow"
    assert duban("export", "xlsx", "-o", "now.xlsx", *asked, cwd=tmp_path).returncode == 0
    (table,) = (tmp_path / "ledger-nightly").rglob("ledger.xlsx")
    assert sheet(table) == sheet(tmp_path / "now.xlsx")
