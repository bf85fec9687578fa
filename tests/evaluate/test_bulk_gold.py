"""Annotations of documents that are not ours: kept without their words, and whole again where the documents are."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline.errors import ReadError
from pipeline.evaluate.bulk_gold import documents, main, restored
from pipeline.evaluate.bulk_spans import row_of, rows_of
from pipeline.evaluate.marks import read_marked
from pipeline.evaluate.records import load_records
from pipeline.evaluate.score import score, total
from tests.golden.checker import faults
from tests.shared import shared_path

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
ROWS = CORPUS / "gold/bulk/spans.jsonl"
MARKED = """title: 关于开展自查的通知
number: 云安〔2025〕6号
issuer: 云岭市安委会
date: 2025-03-02
type: 通知
addressees: [各县区安委会]
----
关于开展自查 的通知
云安〔2025〕6号
各县区安委会：
⟦各大队、市应急局要于3月底前完成自查，并报市安委办⟧；⟦逾期未报的，由市安委办责令改正，对单位处５００元以上一千元以下罚款⟧。
⟦各企业每周演练不得少于2次⟧；⟦结果抄送市水务局、市民政局⟧。
云岭市安委会
2025年3月2日
----
@I=0 | S=关于开展自查的通知
o B=各大队^l+市应急局^s | D=3月底前 := by 2025-03-31 | R=市安委办 | A=完成自查
s B=市安委办 | C=逾期未报的 | P=order_to_correct:责令改正 | P=fine:处500元以上一千元以下罚款>单位;500..1000 CNY
o B=各企业 | D=每周 := recurring FREQ=WEEKLY q2-/week | N=a remark
o B=各企业^c | R=市水务局；市民政局 | A=抄送两局
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with one marked notice, and the bulk file of its text, which does not end its last line."""
    (tmp_path / "own.txt").write_text(MARKED, encoding="utf-8")
    text = read_marked("own.txt", MARKED)[0].removesuffix("\n")
    with gzip.open(tmp_path / "notices.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps({"name": name, "text": t}) + "\n" for name, t in (("x", "另一份"), ("y", text)))
    return tmp_path


def kept(here: Path, lost: Counter[str]) -> Path:
    rows = rows_of([here / "own.txt"], here / "notices.jsonl.gz", "read", lost)
    (here / "spans.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return here / "spans.jsonl"


def test_what_comes_back_is_what_was_marked(here: Path) -> None:
    lost: Counter[str] = Counter()
    assert main(here, here / "out", kept(here, lost)) == {"read": 1}
    _, gold = read_marked("own.txt", MARKED)
    found = load_records(here / "out/read/gold.jsonl")
    assert {c.f1 for c in total(score({"own.txt": gold}, found)).values()} == {1.0}
    text = (here / "out/read/texts/own.txt").read_text(encoding="utf-8")
    assert list(faults(found["own.txt"], text)) == []
    assert +lost == {"action": 1}, "抄送两局 is nobody's wording"
    expected = json.loads(json.dumps(gold).replace('"note": "a remark"', '"note": null'))
    expected["obligations"][3]["action"] = None
    for item in expected["obligations"]:
        item.pop("note", None)
        item["section"] = ["关于开展自查 的通知"]
    expected["obligations"][1]["penalties"][1]["text"] = "处５００元以上一千元以下罚款"
    for titled in (expected["document"], expected["instruments"][0]):
        titled["title"] = "关于开展自查 的通知"
    assert found["own.txt"] == expected


def test_a_part_that_was_annotated_alone_comes_back_alone(here: Path) -> None:
    part = read_marked("own.txt", MARKED)[0]
    with gzip.open(here / "notices.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps({"name": "y", "text": f"第一部分。\n{part}第三部分。"}) + "\n")
    lost: Counter[str] = Counter()
    ((way, text, record),) = documents(kept(here, lost), here)
    assert (way, text) == ("read", part)
    assert record["obligations"][0]["quote"] == "各大队、市应急局要于3月底前完成自查，并报市安委办"


def test_no_words_are_kept(here: Path) -> None:
    row = json.loads(kept(here, Counter()).read_text(encoding="utf-8"))
    assert [w for w in strings(row) if not w.isascii()] == ["云安〔2025〕6号", "通知", "云安〔2025〕6号"]


def test_another_text_is_refused(here: Path) -> None:
    rows = kept(here, Counter())
    with gzip.open(here / "notices.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps({"name": "y", "text": "各大队要于4月底前完成自查。"}) + "\n")
    with pytest.raises(ReadError, match=r"notices\.jsonl\.gz"):
        list(documents(rows, here))


@pytest.mark.parametrize("name", ["digests", "more", "samples"])
def test_our_own_gold_comes_back_whole(name: str) -> None:
    gold = load_records(CORPUS / "gold" / f"{name}.jsonl")
    lost: Counter[str] = Counter()
    found = {}
    for n, record in gold.items():
        text = (CORPUS / "samples" / n).read_text(encoding="utf-8")
        found[n] = restored({"name": Path(n).stem, **row_of(record, text, lost)}, text)
        assert list(faults(found[n], text)) == []
    assert {c.f1 for c in total(score(gold, found)).values()} == {1.0}
    assert lost["text"] == lost["report_to"] == 0


def strings(value: Any, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [w for k, v in value.items() for w in strings(v, k)]
    if isinstance(value, list):
        return [w for v in value for w in strings(v, key)]
    return [value] if isinstance(value, str) else []


def test_what_is_kept_of_bulk_documents_holds_no_text() -> None:
    """Letters of another script than ASCII stand in document numbers and in the names of the fifteen 文种 alone."""

    def bare(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {k: bare(v, k) for k, v in value.items() if k not in ("number", "type")}
        return [bare(v, key) for v in value] if isinstance(value, list) else value

    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    assert [w for row in rows for w in strings(bare(row)) if not w.isascii()] == []
    numbers = [i["number"] for row in rows for i in row["instruments"] if i.get("number")]
    assert [n for n in numbers if len(n) > 24 or not (n.endswith("号") or n.isascii())] == []
    assert {row["document"].get("type") for row in rows} <= {
        None, "通知", "意见", "决定", "公告", "通告", "通报", "命令（令）", "纪要", "函"
    }  # fmt: skip
    assert Counter(row["set"] for row in rows) == {"read": 227, "kept": 20}
    assert len({row["sha256"] for row in rows}) == len(rows)


def test_every_bulk_record_holds(tmp_path: Path) -> None:
    schema = json.loads(shared_path("contract", "obligation.schema.json").read_text(encoding="utf-8"))
    holds = jsonschema.Draft202012Validator(schema)
    assert main(shared_path("corpus", "bulk"), tmp_path, ROWS) == {"read": 227, "kept": 20}
    count = 0
    for way in ("read", "kept"):
        gold = tmp_path / way / "gold.jsonl"
        command = [sys.executable, str(shared_path("contract", "check.py")), str(gold), str(gold.parent / "texts")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        for name, record in load_records(gold).items():
            assert [e.message for e in holds.iter_errors(record)] == [], name
            count += len(record["obligations"])
    assert count == 5149
