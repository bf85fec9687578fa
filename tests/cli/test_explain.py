"""``duban explain`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli.app import main

TEXT = "各大队要于2031年3月5日前报送台账。目前已完成整改32处。"


@pytest.fixture
def notice(tmp_path: Path) -> str:
    path = tmp_path / "通知.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["explain", *arguments])
    out, err = capsys.readouterr()
    return int(left.value.code or 0), out, err


def test_the_table_names_every_sentence_and_its_reason(
    notice: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    code, out, _ = run(capsys, notice)
    assert code == 0
    assert "含“已”，判为已完成（refuse.done）" in out
    assert "deadline.by_date" in out


def test_one_sentence_in_full_in_both_languages(notice: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, zh, _ = run(capsys, notice, "--sentence", "2")
    assert zh.splitlines()[:3] == [
        "第 2 句 [20:31]：目前已完成整改32处。",
        "判定：不算",
        "  含“已”，判为已完成（refuse.done）",
    ]
    _, en, _ = run(capsys, notice, "--sentence", "2", "--lang", "en")
    assert "verdict: none\n  “已”: done already (refuse.done)" in en


def test_json_has_the_clauses_and_what_fired(notice: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, notice, "--json")
    first, second = json.loads(out)
    assert (first["verdict"], second["verdict"]) == (["obligation"], [])
    assert first["obligations"][0]["deadline"]["due"] == "2031-03-05"
    assert {"rule": "cue.want", "span": [3, 4], "text": "要", "stands": True, "why": ""} in first["rules"]
    assert second["clauses"][0]["role"] == "refused"
    assert run(capsys, notice, "--csv")[1].startswith("sentence,verdict,text,why,document")


def test_a_sentence_that_is_not_there(notice: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, notice, "--sentence", "9")
    assert (code, out) == (1, "")
    assert "只有 2 句，没有第 9 句" in err
    code, out, err = run(capsys, notice + "x")
    assert (code, out, err.count("\n")) == (1, "", 1)
