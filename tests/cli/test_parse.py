"""``duban parse time|money|penalty|number|article``: one text, or a line for every line of standard input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import duban
from tests.cli.inside import Run, runner

TIME = [
    "text",
    "span",
    "slot",
    "kind",
    "start",
    "due",
    "rrule",
    "duration",
    "business_days",
    "anchor",
    "quota",
    "provisional",
]
MONEY = ["text", "span", "kind", "min", "max", "value", "unit", "currency", "min_open", "max_open", "approximate"]
PENALTY = ["text", "span", "kind", "target", "min", "max", "unit", "base", "per", "cap"]
ARTICLE = ["text", "span", "kind", "statute", "article"]
NUMBER = ["text", "span", "kind", "number", "form", "code", "year", "seq", "last", "issuer", "level", "issuer_sure"]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    return runner(monkeypatch, capsys)


def rows(done: tuple[int, str, str]) -> list[dict[str, Any]]:
    code, out, err = done
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert isinstance(found, list)
    return found


def test_a_time_with_every_field(run: Run) -> None:
    (row,) = rows(run("parse", "time", "请于3月底前报送台账。", "--on", "2024-02-05", "--json"))
    assert list(row) == TIME
    assert (row["text"], row["span"], row["slot"], row["kind"]) == ("3月底前", [2, 6], "deadline", "by")
    assert (row["start"], row["due"], row["rrule"]) == (None, "2024-03-31", None)


def test_money_with_every_field(run: Run) -> None:
    (row,) = rows(run("parse", "money", "处一万元以上十万元以下罚款", "--json"))
    assert list(row) == MONEY
    assert (row["min"], row["max"], row["unit"], row["currency"]) == (10000, 100000, "CNY", "CNY")


def test_numbers_with_every_field(run: Run) -> None:
    first, second = rows(run("parse", "number", "按照云消[2024]8号、9 号文要求", "--json"))
    assert list(first) == NUMBER
    assert [first["number"], second["number"]] == ["云消〔2024〕8号", "云消〔2024〕9号"]
    assert second["span"] == [13, 16]


def test_penalties_with_every_field(run: Run) -> None:
    words = "对单位处违法所得一倍以上三倍以下罚款，最高不超过五十万元；对直接负责的主管人员处5日以上10日以下拘留"
    fine, arrest = rows(run("parse", "penalty", words, "--json"))
    assert list(fine) == PENALTY
    assert list(fine.values())[2:] == ["fine", "单位", 1, 3, "times", "违法所得", None, 500000]
    assert list(arrest.values())[2:] == ["detention", "直接负责的主管人员", 5, 10, "day", None, None, None]
    _, table, _ = run("parse", "penalty", "每发现一处罚款200元")
    assert ("罚款" in table, "每件" in table, "item" in table) == (True, True, False)


def test_articles_with_every_field(run: Run) -> None:
    named, bare = rows(
        run("parse", "article", "违反《云岭市燃气条例》第八条第二款的，依照第六十七条第三款处罚", "--json")
    )
    assert list(named) == ARTICLE
    assert (named["statute"], named["article"], named["span"]) == ("《云岭市燃气条例》", "第八条第二款", [2, 17])
    assert (bare["statute"], bare["article"]) == (None, "第六十七条第三款")


@pytest.mark.parametrize("kind", ["time", "money", "penalty", "number", "article"])
def test_nothing_found_is_an_empty_list(run: Run, kind: str) -> None:
    assert rows(run("parse", kind, "目前各站运转正常。", "--json")) == []
    assert rows(run("parse", kind, "", "--json")) == []


def test_a_table_in_both_languages(run: Run) -> None:
    _, zh, _ = run("parse", "time", "每周五报送", "--on", "2024-02-05")
    _, en, _ = run("--lang", "en", "parse", "time", "每周五报送", "--on", "2024-02-05")
    assert "原文" in zh
    assert "重复" in zh
    assert "recurrence" in en
    assert "原文" not in en
    assert "FREQ=WEEKLY;BYDAY=FR" in zh
    assert "FREQ=WEEKLY;BYDAY=FR" in en


def test_a_table_says_in_words_what_is_left_out_and_what_is_about(run: Run) -> None:
    _, over, _ = run("parse", "money", "超过3万元")
    _, about, _ = run("--lang", "en", "parse", "money", "约五千元")
    assert "30000（不含）" in over
    assert "yes" in about
    assert "False" not in over + about


def test_standard_input_line_by_line_in_order(run: Run) -> None:
    given = "请于3月底前\t2024-02-05\n\n没有时间\n每周五\n1月25日前\t2023-12-20\n请于3月底前\t报送\t2025-02-05\n"
    code, out, err = run("parse", "time", "-", "--on", "2026-02-05", stdin=given.encode())
    found = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [[row["due"] for row in each] for each in found] == [
        ["2024-03-31"], [], [], [None], ["2024-01-25"], ["2025-03-31"],
    ]  # fmt: skip


def test_a_line_without_its_own_date_takes_that_of_the_flag(run: Run) -> None:
    given = "请于3月底前报送\n请于3月底前报送\t2024-02-05\n".encode()
    _, out, _ = run("parse", "time", "-", "--on", "2026-02-05", stdin=given)
    assert [json.loads(line)[0]["due"] for line in out.splitlines()] == ["2026-03-31", "2024-03-31"]
    _, out, _ = run("parse", "time", "-", stdin=given)
    assert [json.loads(line)[0]["due"] for line in out.splitlines()] == [None, "2024-03-31"]


@pytest.mark.parametrize(("kind", "word"), [("money", "5万元以下"), ("number", "云消〔2024〕8号")])
def test_standard_input_for_the_others(run: Run, kind: str, word: str) -> None:
    given = f"依据{word}。\t2024-02-05\n\n依据{word}。\n"
    code, out, _ = run("parse", kind, "-", stdin=given.encode())
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [[row["text"] for row in each] for each in found] == [[word], [], [word]]


def test_a_bad_date_is_told_and_the_other_lines_go_on(run: Run) -> None:
    given = "请于3月底前报送\t2024-02-30\n请于3月底前报送\t2024-02-05\n".encode()
    code, out, err = run("parse", "time", "-", stdin=given)
    assert code == 1
    assert [len(json.loads(line)) for line in out.splitlines()] == [0, 1]
    assert err == "错误：第1行：日期写成 2024-02-05 的样子，不是“2024-02-30”\n"
    _, _, err = run("--lang", "en", "parse", "time", "-", stdin=given)
    assert err.startswith("error: line 1: write a date like 2024-02-05")


@pytest.mark.parametrize("words", ["2024/2/5", "5 Feb", "2024-13-01", "昨天", "2024-02-05T25:00"])
def test_a_bad_reference_date_is_one_line(run: Run, words: str) -> None:
    code, out, err = run("parse", "time", "3月底前", "--on", words)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert words in err


@pytest.mark.parametrize(
    ("on", "due"), [("2024-02-05T16:30", "2024-02-06"), ("2024-02-05T20:00:00+00:00", "2024-02-07")]
)
def test_the_reference_may_be_a_moment_also_of_another_zone(run: Run, on: str, due: str) -> None:
    (row,) = rows(run("parse", "time", "明天前", "--on", on, "--json"))
    assert row["due"] == due


@pytest.mark.parametrize("kind", ["time", "money", "penalty", "number", "article"])
def test_wrong_usage_is_one_line(run: Run, kind: str) -> None:
    for arguments, says in (
        ((), "TEXT"),
        (("x", "--nonsense"), "--nonsense"),
        (("x", "--rules", "nowhere"), "nowhere"),
    ):
        code, out, err = run("parse", kind, *arguments)
        assert code in (1, 2)
        assert (out, err.count("\n")) == ("", 1)
        assert says in err


def test_the_locale_does_not_matter_nor_the_encoding(tmp_path: Path) -> None:
    given = "\ufeff请于3月底前报送\r\n".encode() + "请于3月底前报送\r\n".encode("gb18030") + b"\xff\xfe\x00\n"
    done = duban("parse", "time", "-", "--on", "2024-02-05", cwd=tmp_path, stdin=given)
    assert (done.returncode, done.stderr) == (0, "")
    assert [[row["due"] for row in json.loads(line)] for line in done.stdout.splitlines()] == [
        ["2024-03-31"], ["2024-03-31"], [],
    ]  # fmt: skip


def test_other_rules(run: Run, tmp_path: Path) -> None:
    from pipeline.resources import rules_folder

    (row,) = rows(run("parse", "time", "3月底前", "--on", "2024-02-05", "--json", "--rules", str(rules_folder())))
    assert row["due"] == "2024-03-31"
    assert not list(tmp_path.iterdir())


def test_settings_and_own_calendar_count(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("parse", "time", "自印发之日起10日内", "--on", "2024-02-05", "--json")
    assert rows(run(*words))[0]["due"] == "2024-02-15"
    monkeypatch.setenv("DUBAN_REST_DAY", "next_working_day")
    assert rows(run(*words))[0]["due"] == "2024-02-18"
    assert run("calendar", "add", "2024-02-18", "holiday")[0] == 0
    assert rows(run(*words))[0]["due"] == "2024-02-19"
    monkeypatch.setenv("DUBAN_CALENDAR", str(tmp_path / "none.csv"))
    code, _, err = run(*words)
    assert code == 1
    assert "none.csv" in err


def test_a_table_speaks_the_language_and_csv_the_codes(run: Run) -> None:
    assert "截止" in run("parse", "time", "3月底前", "--on", "2024-02-05")[1]
    assert "元" in run("parse", "money", "处一万元罚款")[1]
    assert run("parse", "money", "处一万元罚款", "--csv")[1].splitlines() == [
        "text,kind,min,max,unit,approximate",
        "一万元,money,10000,10000,CNY,False",
    ]
