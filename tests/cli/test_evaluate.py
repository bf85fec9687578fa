"""``duban evaluate`` and ``duban compare`` as their users call them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate.marks import read_marked
from tests.cli.inside import duban

MARKED = """title: 关于开展自查的通知
addressees: [各县区安委会]
----
关于开展自查的通知
各县区安委会：
⟦请各县区安委会于2031年3月31日前报送名单⟧。⟦严禁弄虚作假⟧。
----
o B=各县区安委会 | D=2031年3月31日前 := by 2031-03-31
p B=各县区安委会^c
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text, record = read_marked("a.txt", MARKED)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(text, encoding="utf-8")
    write(tmp_path / "gold.jsonl", record)
    late = json.loads(json.dumps(record))
    late["obligations"][0]["deadline"]["due"] = "2031-04-30"
    write(tmp_path / "late.jsonl", late)
    write(tmp_path / "less.jsonl", {**record, "obligations": record["obligations"][:1]})
    return tmp_path


def write(path: Path, record: dict[str, Any]) -> None:
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")


def answer(folder: Path, *arguments: str) -> Any:
    done = duban(*arguments, "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_gold_against_itself(folder: Path) -> None:
    found = answer(folder, "evaluate", "gold.jsonl", "--predicted", "gold.jsonl", "--by-kind", "--by-source")
    assert found["documents"] == 1
    assert {m["f1"] for m in found["measures"].values()} == {1.0}
    assert found["groups"]["prohibition"]["detection"]["tp"] == 1
    assert found["groups"]["bearer: context"]["bearers"]["tp"] == 1


def test_errors_are_named_with_gold_and_prediction(folder: Path) -> None:
    found = answer(folder, "evaluate", "gold.jsonl", "--predicted", "late.jsonl", "--errors", "5")
    assert found["measures"]["card"]["tp"] == 1
    (error,) = (e for e in found["errors"] if e["sort"] == "deadline")
    assert (error["document"], error["gold"], error["predicted"]) == ("a.txt", "2031-03-31", "2031-04-30")


def test_texts_are_extracted_when_nothing_is_predicted(folder: Path) -> None:
    found = answer(folder, "evaluate", "gold.jsonl")
    assert found["measures"]["detection"]["tp"] + found["measures"]["detection"]["fn"] == 2
    assert found["measures"]["detection"]["p"] == 1.0


@pytest.mark.parametrize(("lang", "heading"), [("zh", "召回率"), ("en", "95% interval")])
def test_the_table_speaks_both_languages(folder: Path, lang: str, heading: str) -> None:
    done = duban("--lang", lang, "evaluate", "gold.jsonl", "--predicted", "late.jsonl", cwd=folder)
    assert done.returncode == 0
    assert heading in done.stdout
    assert "0.500" in done.stdout


def test_csv_has_one_row_a_measure(folder: Path) -> None:
    done = duban("evaluate", "gold.jsonl", "--predicted", "less.jsonl", "--csv", cwd=folder)
    assert len(done.stdout.splitlines()) == 13


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("none.jsonl",), "none.jsonl"),
        (("texts/a.txt",), "第 1 行"),
        (("gold.jsonl", "--texts", "."), ""),
        (("gold.jsonl", "--texts", "empty"), "--texts"),
    ],
)
def test_what_can_t_be_scored_is_one_line(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    (folder / "empty").mkdir()
    done = duban("evaluate", *arguments, cwd=folder)
    assert (done.returncode == 0) == (said == "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) <= 1


def test_compare_two_record_files(folder: Path) -> None:
    found = answer(folder, "compare", "gold.jsonl", "less.jsonl")
    assert found["counts"]["lost"] == 1
    assert [(d["change"], d["quote"]) for d in found["differences"]] == [("lost", "严禁弄虚作假")]
    changed = answer(folder, "compare", "gold.jsonl", "late.jsonl")
    assert changed["differences"][0]["slots"] == ["deadline"]


def test_compare_the_rules_in_force_with_themselves(folder: Path) -> None:
    write_records = duban("extract", "texts", cwd=folder)
    (folder / "base.jsonl").write_text(write_records.stdout, encoding="utf-8")
    found = answer(folder, "compare", "base.jsonl", "--corpus", "texts")
    assert found == {"counts": {"gained": 0, "lost": 0, "changed": 0}, "differences": []}


def test_compare_limits_and_speaks(folder: Path) -> None:
    done = duban("compare", "gold.jsonl", "less.jsonl", "--limit", "1", cwd=folder)
    assert "丢失" in done.stdout
    assert "丢失 1" in done.stderr


def test_compare_names_a_missing_base(folder: Path) -> None:
    done = duban("compare", "nothing", cwd=folder)
    assert done.returncode == 1
    assert "nothing" in done.stderr
