from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.output import Column, Layout, cell, print_rows, printable, report, to_csv
from pipeline.errors import DubanError, ReadError, RuleError

COLUMNS = (Column("unit", "单位", "unit"), Column("days", "天数", "days"))
DANGEROUS = ("=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1+1", "\r=1", "\u3000@x")


@pytest.mark.parametrize("text", DANGEROUS)
def test_csv_takes_the_teeth_out_of_formulas(text: str) -> None:
    (_, (unit, days)) = csv.reader(io.StringIO(to_csv([{"unit": text, "days": -3}], COLUMNS), newline=""))
    assert unit.startswith("'")
    assert days == "-3"


@given(st.text())
def test_csv_keeps_every_other_text(text: str) -> None:
    (_, row) = csv.reader(io.StringIO(to_csv([{"unit": text, "days": None}], COLUMNS), newline=""))
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    assert row[0] in (kept, "'" + kept)


@given(st.text())
def test_what_is_printed_is_one_line_without_control_characters(text: str) -> None:
    shown = printable(text)
    assert len(shown.splitlines()) <= 1
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_cells() -> None:
    assert cell(None) == ""
    assert cell(["市应急局", "市住建局"]) == "市应急局、市住建局"
    assert cell("一\n二\x1b[31m") == "一 二�[31m"


def test_a_table_has_its_headings_in_the_user_s_language(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"unit": "市应急局[bold]", "days": 3}]
    print_rows(rows, COLUMNS, Layout.table, "zh")
    zh = capsys.readouterr().out
    print_rows(rows, COLUMNS, Layout.table, "en")
    en = capsys.readouterr().out
    assert "单位" in zh
    assert "市应急局[bold]" in zh
    assert "days" in en


def test_json_has_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([{"unit": "市应急局", "days": 3, "more": [1]}], COLUMNS, Layout.json, "zh")
    assert json.loads(capsys.readouterr().out) == [{"unit": "市应急局", "days": 3, "more": [1]}]
    print_rows([], COLUMNS, Layout.json, "zh")
    assert json.loads(capsys.readouterr().out) == []


def test_errors_are_one_line_and_a_rulebook_s_faults_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(ReadError("a\nb：坏", "a\nb: bad"), "zh", 3) == 3
    assert capsys.readouterr().err == "错误：a b：坏\n"
    report(RuleError("两处\n一\n二", "two faults\none\ntwo"), "en")
    assert capsys.readouterr().err == "error: two faults\n  one\n  two\n"
    report(DubanError("", ""), "zh")
    assert capsys.readouterr().err == "错误：\n"
