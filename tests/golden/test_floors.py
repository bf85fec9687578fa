"""The extraction does not fall back: every measure of every set of gold stays over its floor, and floors only rise."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

from pipeline.evaluate.floors import below, measure, raised, read_floors, reading, sets_of, write_floors
from pipeline.evaluate.records import load_records
from tests.shared import shared_path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
FLOORS = Path(__file__).with_name("floors.yaml")
OURS = [s for s in read_floors(FLOORS) if "." in s]
THEIRS = [s for s in read_floors(FLOORS) if "." not in s]


@pytest.mark.parametrize("name", OURS)
def test_our_gold(name: str) -> None:
    gold, only = sets_of(CORPUS)[name]
    assert below(read_floors(FLOORS)[name], measure(gold, None, only)) == []


@pytest.mark.parametrize("name", THEIRS)
def test_shared_gold(name: str) -> None:
    gold = shared_path("corpus", name, "gold.jsonl")
    assert below(read_floors(FLOORS)[name], measure(gold)) == []


def test_floors_only_rise() -> None:
    command = ["git", "-C", str(ROOT), "show", f"HEAD:{FLOORS.relative_to(ROOT).as_posix()}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("no git history to compare the floors with")
    now = read_floors(FLOORS)
    for name, floor in (yaml.safe_load(done.stdout) or {}).items():
        assert below(floor, now.get(name, dict.fromkeys(floor, 0.0))) == []


def test_every_set_of_ours_has_floors() -> None:
    assert {s for s in sets_of(CORPUS) if "." in s} == set(OURS)


def test_read_and_kept_back_part_every_set() -> None:
    for name, ways in reading(CORPUS).items():
        stems = {Path(n).stem for n in load_records(CORPUS / "gold" / f"{name}.jsonl")}
        assert ways["read"] | ways["kept"] == stems
        assert not ways["read"] & ways["kept"]


def test_floors_are_written_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "floors.yaml"
    floors = {"samples.read": raised({"card": 0.5}, {"card": 0.9, "detection": 0.005})}
    write_floors(path, floors)
    assert read_floors(path) == floors == {"samples.read": {"card": 0.89, "detection": 0.0}}
    assert below(floors["samples.read"], {"card": 0.88, "detection": 0.0}) == ["card 0.880 < 0.890"]
