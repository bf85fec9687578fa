"""Gold out to be labelled and back: nothing is lost on the way, what a person changed is changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.codec import obligation_to_dict
from pipeline.errors import ReadError
from pipeline.learn.gold import formats
from pipeline.learn.gold.folder import read_labelled, write_folder
from pipeline.learn.gold.labels import Label, Labelled, labelled, to_record
from pipeline.model import Document
from pipeline.stages import make_extractor
from tests.cli.inside import duban

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "corpus/samples/notice-census.txt"
TEXT = "云岭市民政局通知\n各乡镇政府应于2031年3月31日前完成自查。😀市民政局要逐户核对，不得漏报。\n"


@pytest.fixture(scope="module")
def documents() -> list[Labelled]:
    extractor = make_extractor()
    texts = {"a.txt": TEXT, "b.txt": SAMPLE.read_text(encoding="utf-8")}
    return [labelled(extractor.extract(Document(name, text))) for name, text in texts.items()]


def slots(record: dict[str, object]) -> list[dict[str, object]]:
    return [{k: item[k] for k in ("span", "kind", "quote", "section")} for item in record["obligations"]]  # type: ignore[attr-defined,index]


@pytest.mark.parametrize("way", ["label-studio", "doccano", "docbin"])
def test_what_goes_out_comes_back(documents: list[Labelled], way: str) -> None:
    if way == "label-studio":
        back = list(formats.from_label_studio(formats.to_label_studio(documents)))
    elif way == "doccano":
        back = list(formats.from_doccano(formats.to_doccano(documents)))
    else:
        back = list(formats.from_docbin(formats.to_docbin(documents)))
    assert [one.text for one in back] == [one.text for one in documents]
    for old, new in zip(documents, back, strict=True):
        assert to_record(new)["obligations"] == to_record(old)["obligations"]


def test_a_file_is_known_by_its_content_and_a_folder_of_gold_is_read_too(
    documents: list[Labelled], tmp_path: Path
) -> None:
    write_folder(tmp_path / "gold", documents)
    (tmp_path / "doccano").write_text(formats.to_doccano(documents), encoding="utf-8")
    (tmp_path / "studio.txt").write_text(formats.to_label_studio(documents), encoding="utf-8")
    (tmp_path / "packed").write_bytes(formats.to_docbin(documents))
    for name in ("gold", "doccano", "studio.txt", "packed"):
        assert [one.text for one in read_labelled(tmp_path / name)] == [one.text for one in documents], name


def test_gold_has_no_confidence(documents: list[Labelled]) -> None:
    assert '"confidence"' not in json.dumps([to_record(one) for one in documents])


def test_a_moved_label_keeps_its_fields_and_a_new_one_starts_empty(documents: list[Labelled]) -> None:
    first = documents[0]
    item = first.record["obligations"][0]
    start, end = item["span"]
    at = first.text.index("市民政局要")
    labels = (Label(start, end - 1, "prohibition"), Label(at, at + 5, "obligation"), Label(at, at + 4, "bearer"))
    moved, new = to_record(Labelled(first.text, labels, first.record))["obligations"]
    assert (moved["kind"], moved["span"]) == ("prohibition", [start, end - 1])
    assert moved["section"] == item["section"]
    assert [bearer["text"] for bearer in new["bearers"]] == ["市民政局"]
    assert new["deadline"] is None


def test_a_folder_is_gold_that_training_and_scoring_take(documents: list[Labelled], tmp_path: Path) -> None:
    assert write_folder(tmp_path, [*documents, documents[0]]) == 3
    assert sorted(path.name for path in (tmp_path / "texts").iterdir()) == ["a-2.txt", "a.txt", "b.txt"]
    again = read_labelled(tmp_path / "gold.jsonl")
    assert [to_record(one)["obligations"] for one in again[:1]] == [to_record(documents[0])["obligations"]]
    done = duban("evaluate", str(tmp_path / "gold.jsonl"), "--json")  # by the models that made it
    assert json.loads(done.stdout)["measures"]["detection"]["f1"] == 1


@pytest.mark.parametrize(
    "content", ["", "x", "[1]", "{}", '[{"data": {"text": 3}}]', '{"text": "短", "label": [[0, 9, "obligation"]]}']
)
def test_a_broken_file_is_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "labels.json"
    path.write_text(content, encoding="utf-8")
    if not content:
        assert read_labelled(path) == []
        return
    with pytest.raises(ReadError, match=r"labels\.json"):
        read_labelled(path)


def test_doccano_s_other_way_of_writing_labels() -> None:
    row = {"text": TEXT, "entities": [{"start_offset": 9, "end_offset": 14, "label": "obligation"}], "Comments": []}
    (one,) = formats.from_doccano(json.dumps(row))
    assert to_record(one)["obligations"][0]["quote"] == TEXT[9:14]


def test_corrections_in_the_ledger_become_gold(tmp_path: Path) -> None:
    ledger = f"sqlite:///{tmp_path}/l.db"
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT.replace("云岭", "青禾"), encoding="utf-8")
    assert duban("load", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--db", ledger).returncode == 0
    rows = json.loads(duban("ledger", "--db", ledger, "--json").stdout)
    first = next(row for row in rows if row["document"].endswith("a.txt"))
    done = duban("correct", first["id"], "--unit", "青禾县政府", "--db", ledger)
    assert done.returncode == 0, done.stderr
    done = duban("gold", "export", str(tmp_path / "gold"), "--db", ledger)
    assert done.returncode == 0, done.stderr
    (line,) = (tmp_path / "gold/gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert "青禾县政府" in [bearer["text"] for item in json.loads(line)["obligations"] for bearer in item["bearers"]]


def test_the_record_carries_every_field_of_the_contract(documents: list[Labelled]) -> None:
    item = make_extractor().extract(Document("", TEXT)).obligations[0]
    wanted = obligation_to_dict(item).keys() - {"confidence", "id"}
    assert to_record(documents[0])["obligations"][0].keys() == wanted
