"""The extraction does not fall back: every measure of every set of gold stays over its floor, and floors only rise."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pipeline.evaluate.floors import below, main, measure, print_of, raised, read_floors, reading, sets_of, written
from pipeline.evaluate.records import load_records
from tests.shared import shared_path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
FILE = Path(__file__).with_name("floors.yaml")
FLOORS, PRINTS = read_floors(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [s for s in FLOORS if "." in s])
def test_our_gold(name: str) -> None:
    gold, only = sets_of(CORPUS)[name]
    assert PRINTS[name] == print_of(gold, only), "the gold has changed: run python -m pipeline.evaluate.floors"
    assert below(FLOORS[name], measure(gold, None, only)) == []


@pytest.mark.parametrize("name", [s for s in FLOORS if "." not in s])
def test_shared_gold(name: str) -> None:
    gold = shared_path("corpus", name, "gold.jsonl")
    if PRINTS[name] != print_of(gold):
        pytest.skip(f"../shared/corpus/{name} has other gold than the floors were measured on")
    assert below(FLOORS[name], measure(gold)) == []


def test_floors_only_rise() -> None:
    """Against every version that was ever committed, as far as the gold was the same."""
    name = FILE.relative_to(ROOT).as_posix()
    versions = git("log", "--format=%H", "--", name).split()
    if not versions:
        pytest.skip("no git history to compare the floors with")
    compared = 0
    for version in versions:
        before, prints = read_floors(git("show", f"{version}:{name}"))
        for each, floor in before.items():
            if each in PRINTS and prints.get(each) == PRINTS[each]:
                assert below(floor, FLOORS[each]) == [], f"{each} in {version[:8]}"
                compared += 1
    assert compared, "of all that was committed nothing could be compared"


def git(*words: str) -> str:
    done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def test_every_set_of_ours_has_floors() -> None:
    assert {s for s in sets_of(CORPUS) if "." in s} == {s for s in FLOORS if "." in s}


def test_read_and_kept_back_part_every_set() -> None:
    for name, ways in reading(CORPUS).items():
        stems = {Path(n).stem for n in load_records(CORPUS / "gold" / f"{name}.jsonl")}
        assert ways["read"] | ways["kept"] == stems
        assert not ways["read"] & ways["kept"]


def test_floors_are_read_as_they_are_written() -> None:
    floors = {"samples.read": raised({"card": 0.5}, {"card": 0.9, "detection": 0.005})}
    assert read_floors(written(floors, {"samples.read": "12e4567890ab"})) == (
        {"samples.read": {"card": 0.88, "detection": 0.0}},
        {"samples.read": "12e4567890ab"},
    )
    assert below(floors["samples.read"], {"card": 0.87, "detection": 0.0}) == ["card 0.870 < 0.880"]


def test_other_gold_is_measured_anew_and_the_same_never_lower(tmp_path: Path) -> None:
    gold = tmp_path / "corpus" / "gold"
    gold.mkdir(parents=True)
    (tmp_path / "corpus" / "samples").mkdir()
    (tmp_path / "corpus" / "samples" / "a.txt").write_text("各单位应于2031年3月31日前报送名单。\n", encoding="utf-8")
    (gold / "one.jsonl").write_text('{"document": {"path": "a.txt"}, "instruments": [], "obligations": []}\n', "utf-8")
    (tmp_path / "corpus" / "README.md").write_text("| one | a | |\n", encoding="utf-8")
    file = tmp_path / "floors.yaml"
    now = print_of(gold / "one.jsonl", frozenset({"a"}))
    file.write_text(written({"one.read": {"card": 0.99}, "one.kept": {}}, {"one.read": now, "one.kept": "x"}), "utf-8")
    main(file, tmp_path / "corpus")
    assert read_floors(file.read_text(encoding="utf-8"))[0]["one.read"]["card"] == 0.99
    file.write_text(written({"one.read": {"card": 0.99}, "one.kept": {}}, {"one.read": "x", "one.kept": "x"}), "utf-8")
    main(file, tmp_path / "corpus")
    assert read_floors(file.read_text(encoding="utf-8"))[0]["one.read"]["card"] == 0.0
