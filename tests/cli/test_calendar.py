"""``duban calendar``: the user's own days, the yearly notice, and what they change."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.inside import Run, runner

NOTICE = """国务院办公厅关于2031年部分节假日安排的通知
各省、自治区、直辖市人民政府：
一、元旦：1月1日（周三）放假1天。
二、春节：1月22日至28日放假调休，共7天。1月19日（周日）、2月1日（周六）上班。
三、国庆节、中秋节：9月30日至10月7日放假调休，共8天。9月28日（周日）上班。
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    return runner(monkeypatch, capsys)


def parsed(run: Run, words: str, on: str) -> dict[str, Any]:
    code, out, err = run("parse", "time", words, "--on", on, "--json")
    assert (code, err) == (0, "")
    row = json.loads(out)[0]
    assert isinstance(row, dict)
    return row


def own(path: Path) -> list[tuple[str, ...]]:
    return [tuple(row) for row in csv.reader(path.read_text(encoding="utf-8").splitlines())][1:]


def test_the_notice_replaces_what_was_computed(run: Run, tmp_path: Path) -> None:
    words = "自印发之日起3个工作日内"
    before = parsed(run, words, "2031-01-17")
    assert (before["due"], before["provisional"]) == ("2031-01-27", True)
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    code, out, _ = run("calendar", "import", "notice.txt")
    assert code == 0
    assert "calendar.csv" in out
    assert "19" in out
    after = parsed(run, words, "2031-01-17")
    assert (after["due"], after["provisional"]) == ("2031-01-21", False)  # the Sunday is worked


def test_the_notice_may_be_any_readable_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notice.htm").write_text(
        "<html><body>" + "".join(f"<p>{line}</p>" for line in NOTICE.splitlines()) + "</body></html>",
        encoding="gb18030",
    )
    assert run("calendar", "import", "notice.htm")[0] == 0
    assert len(own(tmp_path / "calendar.csv")) == 19


def test_importing_twice_changes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    run("calendar", "import", "notice.txt")
    once = (tmp_path / "calendar.csv").read_bytes()
    run("calendar", "import", "notice.txt")
    assert (tmp_path / "calendar.csv").read_bytes() == once


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("关于做好安全工作的通知\n", "节假日安排"),
        ("关于2031年部分节假日安排的通知\n一、元旦：1月1日至3日放假，共4天。\n", "元旦"),
        ("关于2031年部分节假日安排的通知\n一、元旦：2月30日放假1天。\n", "2月30日"),
    ],
)
def test_a_notice_that_does_not_hold_writes_nothing(run: Run, tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "notice.txt").write_text(text, encoding="utf-8")
    code, out, err = run("calendar", "import", "notice.txt")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert says in err
    assert not (tmp_path / "calendar.csv").exists()


def test_an_event_that_the_calendar_learns_is_resolved(run: Run, tmp_path: Path) -> None:
    words = "到全市“两会”结束前"
    assert parsed(run, words, "2031-01-05")["due"] is None
    assert run("calendar", "add", "2031-01-20", "event", "全市两会")[0] == 0
    found = parsed(run, words, "2031-01-05")
    assert (found["kind"], found["due"], found["anchor"]) == ("event", "2031-01-20", "全市“两会”结束")
    assert own(tmp_path / "calendar.csv") == [("2031-01-20", "event", "全市两会")]


def test_a_row_of_the_same_day_is_replaced(run: Run, tmp_path: Path) -> None:
    for kind in ("holiday", "workday"):
        run("calendar", "add", "2031-03-03", kind, "植树")
    run("calendar", "add", "2031-03-03", "event", "县运动会")
    assert own(tmp_path / "calendar.csv") == [("2031-03-03", "event", "县运动会"), ("2031-03-03", "workday", "植树")]


def test_one_added_day_does_not_make_a_year_known(run: Run) -> None:
    run("calendar", "add", "2031-03-03", "holiday", "植树")
    found = parsed(run, "自印发之日起3个工作日内", "2031-02-27")
    assert (found["due"], found["provisional"]) == ("2031-03-05", True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("2031-13-01", "holiday"), "2031-13-01"),
        (("2031/1/1", "holiday"), "2031/1/1"),
        (("2031-01-01", "feast"), "feast"),
        (("2031-01-01", "event"), "名称"),
    ],
)
def test_a_bad_row_is_one_line_and_writes_nothing(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    code, out, err = run("calendar", "add", *arguments)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert says in err
    assert not list(tmp_path.iterdir())
    assert run("--lang", "en", "calendar", "add", *arguments)[2].startswith("error: ")


def test_a_broken_calendar_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "calendar.csv").write_text(
        "date,kind,name\n2031-01-01,holiday,元旦\n2031-1-2,holiday\n", encoding="utf-8"
    )
    for arguments in (
        ("calendar", "list", "2031"),
        ("parse", "time", "3月底前"),
        ("calendar", "add", "2031-01-03", "holiday"),
    ):
        code, out, err = run(*arguments)
        assert (code, out) == (1, "")
        assert "第3行" in err


def test_what_is_known_of_a_year(run: Run) -> None:
    run("calendar", "add", "2025-03-20", "event", "云岭市运动会")
    code, out, _ = run("calendar", "list", "2025", "--json")
    rows = json.loads(out)
    assert code == 0
    assert {"date": "2025-10-06", "kind": "festival", "name": "中秋节", "source": "rules"} in rows
    assert {"date": "2025-03-20", "kind": "event", "name": "云岭市运动会", "source": "local"} in rows
    assert any(row["name"] == "全国两会结束" for row in rows)
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    _, table, _ = run("--lang", "en", "calendar", "list", "2025", "--csv")
    assert next(csv.reader(io.StringIO(table))) == ["date", "kind", "name", "source"]
    assert run("calendar", "list", "1800")[0] == 2


def test_the_file_may_be_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("calendar", "add", "2031-03-03", "holiday", "植树", "--file", "own/days.csv")[0] == 0
    assert own(tmp_path / "own" / "days.csv") == [("2031-03-03", "holiday", "植树")]
    monkeypatch.setenv("DUBAN_CALENDAR", "own/days.csv")
    assert run("calendar", "add", "2031-03-04", "holiday")[0] == 0
    assert len(own(tmp_path / "own" / "days.csv")) == 2


def test_records_follow_the_calendar_and_say_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text(
        "云岭市应急管理局关于开展自查的通知\n云应急〔2031〕7号\n\n各县区应急管理局：\n"
        "请各单位自印发之日起5日内报送自查报告。\n\n云岭市应急管理局\n2031年2月25日\n", encoding="utf-8",
    )  # fmt: skip

    def record() -> dict[str, Any]:
        code, out, err = run("extract", "n.txt")
        assert (code, err) == (0, "")
        found = json.loads(out)
        assert isinstance(found, dict)
        return found

    before = record()
    assert before["obligations"][0]["deadline"]["due"] == "2031-03-02"  # a Sunday
    (tmp_path / "duban.toml").write_text('rest_day = "next_working_day"\n', encoding="utf-8")
    moved = record()
    assert moved["obligations"][0]["deadline"]["due"] == "2031-03-03"
    assert moved["obligations"][0]["deadline"]["provisional"] is True
    assert moved["versions"]["rules"] == before["versions"]["rules"] + " rest_day=next_working_day"
    run("calendar", "add", "2031-03-03", "holiday", "植树")
    learnt = record()
    assert learnt["obligations"][0]["deadline"]["due"] == "2031-03-04"
    assert learnt["versions"]["rules"].startswith(moved["versions"]["rules"] + " calendar=")
