"""``duban train``: the same data give the same bytes, a small model comes of our own corpus, the figures hold."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from pipeline.confidence.sets import read_set
from pipeline.errors import ConfigError, ReadError
from pipeline.learn.examples import Example, gather
from pipeline.learn.recipe import read_recipe
from pipeline.learn.sources import Source, sources_of
from pipeline.learn.training import Judged, common_names, folds
from pipeline.learn.verdicts import VerdictSource
from pipeline.learn.worth import detection, worth
from pipeline.resources import models_folder, rules_folder
from pipeline.rulebook import load_rulebook
from pipeline.stages import Extractor
from tests.cli.command import duban
from tests.shared import shared_path
from tests.soaked import soak, some

ROOT = Path(__file__).resolve().parents[2]
OWN = ("digests", "more", "samples")
STANDARD = models_folder() / "standard"


def alone(tmp_path: Path, many: int) -> Path:
    """A copy of our corpus, of so many documents a set, with no ``../shared`` beside it."""
    corpus = tmp_path / "clone" / "corpus"
    (corpus / "gold").mkdir(parents=True)
    (corpus / "samples").symlink_to(ROOT / "corpus/samples")
    (corpus / "README.md").write_bytes((ROOT / "corpus/README.md").read_bytes())
    for own in OWN:
        lines = (ROOT / f"corpus/gold/{own}.jsonl").read_bytes().splitlines(keepends=True)
        (corpus / f"gold/{own}.jsonl").write_bytes(b"".join(some(lines, many)))
    return corpus


@pytest.mark.parametrize("many", [8, soak(1_000)])
def test_a_small_model_comes_of_our_own_corpus_and_is_the_same_every_time(tmp_path: Path, many: int) -> None:
    recipe = json.loads((models_folder() / "recipe.json").read_bytes()) | {"folds": 2}
    (tmp_path / "recipe.json").write_text(json.dumps(recipe), encoding="utf-8")
    given = ["--corpus", str(alone(tmp_path, many)), "--recipe", str(tmp_path / "recipe.json")]
    for name in ("one", "two"):
        done = duban("train", *given, "--out", str(tmp_path / name), PYTHONHASHSEED={"one": "1", "two": "2"}[name])
        assert done.returncode == 0, done.stderr
    files = [path.name for path in sorted((tmp_path / "one").iterdir())]
    assert files == [
        "bearers.json",
        "deadline.json",
        "manifest.json",
        "missed.json",
        "obligation.json",
        "penalties.json",
    ]
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    manifest = read_set(tmp_path / "one").manifest
    assert {source["name"] for source in manifest["data"]} == set(OWN)


def test_the_shipped_figures_are_those_that_were_asked_for() -> None:
    scores = read_set(STANDARD).manifest["scores"]
    assert scores["obligation"]["calibration_error"] <= 0.05
    assert scores["obligation"]["caught"] >= 0.5
    assert scores["slot_queue"]["caught"] >= 0.5
    assert scores["detection"]["gain"] >= 0
    assert scores["detection_real"]["interval"][0] > 0


@pytest.mark.soak
def test_training_reproduces_the_shipped_set(tmp_path: Path) -> None:
    shared_path("corpus", "dev", "gold.jsonl")
    done = duban("train", "--corpus", str(ROOT / "corpus"), "--out", str(tmp_path / "again"), timeout=300)
    assert done.returncode == 0, done.stderr
    assert read_set(tmp_path / "again").manifest == read_set(STANDARD).manifest


def test_real_documents_that_may_be_read_come_back_to_be_trained_on() -> None:
    shared_path("corpus", "bulk", "notices.jsonl.gz")
    (found,) = (source for source in sources_of(ROOT / "corpus") if source.name == "bulk")
    rows = [json.loads(row) for row in (ROOT / "corpus/gold/bulk/spans.jsonl").read_text(encoding="utf-8").splitlines()]
    named = [(name, record["document"]["path"]) for name, record, _ in found.documents()]
    assert named == sorted((f"{row['name']}.txt",) * 2 for row in rows if row["set"] == "read")
    assert all(
        document.text[slice(*item["span"])] == item["quote"]
        for _, record, document in found.documents()
        for item in record["obligations"]
    )


def judged_notice(folder: Path) -> VerdictSource:
    """A notice in a bulk file, its first obligation judged to be one and its second not, and one that is not found."""
    text = "请各大队于2024年3月5日前报送台账。请各科室于2024年3月6日前完成自查。"
    with gzip.open(folder / "notices.jsonl.gz", "wt", encoding="utf-8") as bulk:
        bulk.write(json.dumps({"name": "x", "text": text}) + "\n")
    digest = hashlib.sha256(text.encode()).hexdigest()
    row = {"bulk": "notices", "sha256": digest, "duty": [[0, 17]], "none": [[18, 35], [5, 12]]}
    (folder / "verdicts.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return VerdictSource("verdicts", folder / "verdicts.jsonl", folder)


def test_single_verdicts_train_on_what_is_still_cut_so(tmp_path: Path) -> None:
    source = judged_notice(tmp_path)
    found = gather([source], Extractor(load_rulebook(rules_folder())))
    assert [(one.event, one.right) for one in found.examples] == [("obligation", True), ("obligation", False)]
    assert found.unfound == {}, "what a document has beside is not known"
    assert len(found.documents) == 1
    assert source.described()["items"] == 3


def test_a_text_that_was_judged_and_is_not_there_is_said_in_a_line(tmp_path: Path) -> None:
    source = judged_notice(tmp_path)
    source.rows.write_text(source.rows.read_text(encoding="utf-8").replace('"sha256": "', '"sha256": "0'))
    with pytest.raises(ReadError, match=r"verdicts\.jsonl"):
        list(source.documents())


def test_single_verdicts_count_in_no_score_but_their_own() -> None:
    whole = [Judged(example("bulk/a", True), 0.9), Judged(example("bulk/a", False), 0.1)]
    single = [Judged(example("verdicts/b", False), 0.1)]
    with_them = worth({"obligation": [*whole, *single]}, {"bulk/a": 1}, 0.5)
    assert with_them.pop("judged_singly")["left_out_wrong"] == 1
    assert with_them == worth({"obligation": whole}, {"bulk/a": 1}, 0.5)
    assert with_them["detection_real"]["left_out_wrong"] == 1


def test_more_gold_may_be_a_folder_as_it_is_exported(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    given = [tmp_path / "ours", tmp_path / "ours" / "gold.jsonl", tmp_path / "theirs.jsonl"]
    found = sources_of(tmp_path / "a" / "corpus", given)
    assert [(source.name, source.gold) for source in found if isinstance(source, Source)] == [
        ("ours", given[1]),
        ("ours", given[1]),
        ("theirs", given[2]),
    ]


def test_no_gold_is_said_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--gold"):
        sources_of(tmp_path / "a" / "corpus")


@pytest.mark.parametrize("content", ["", "{}", '{"seed": 1, "folds": 2, "veto": 0, "events": {"a": {"x": 1}}}'])
def test_a_broken_recipe_is_said_in_a_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "recipe.json").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"recipe\.json"):
        read_recipe(tmp_path / "recipe.json")


def test_a_document_is_in_one_fold() -> None:
    placed = folds([f"d{n}" for n in range(25)], 10, seed=1)
    assert set(placed.values()) == set(range(10))
    assert placed == folds([f"d{n}" for n in range(25)], 10, seed=1)


def example(document: str, right: bool, *names: str) -> Example:
    return Example("obligation", document, names, right)


def test_names_of_few_documents_are_left_out() -> None:
    found = [example("a", True, "x", "y"), example("b", True, "x"), example("b", True, "y", "z")]
    assert common_names(found, 2) == ["x", "y"]


def test_leaving_out_the_wrong_gains() -> None:
    judged = [Judged(example("a", True), 0.9), Judged(example("b", False), 0.1)]
    found = detection(judged, {"a": 0, "b": 0}, veto=0.5)
    assert found["gain"] > 0
    assert (found["left_out_wrong"], found["left_out_right"]) == (1, 0)
