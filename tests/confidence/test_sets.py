"""Sets of models: which is in use, the way back, and what is said of a set that was tampered with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.confidence.sets import go_back, in_use, put_in_use, rater_of, read_set, set_in_use, sets_in
from pipeline.errors import ConfigError
from pipeline.resources import models_folder

STANDARD = models_folder() / "standard"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("first", "second"):
        shutil.copytree(STANDARD, tmp_path / name)
    return tmp_path


def test_a_folder_without_sets_rates_nothing(tmp_path: Path) -> None:
    assert rater_of(tmp_path) is None


def test_a_set_may_be_named_by_itself() -> None:
    found = set_in_use(STANDARD)
    assert found is not None
    assert found.folder == STANDARD


def test_use_and_back(home: Path) -> None:
    put_in_use(home, "first")
    put_in_use(home, "second")
    assert set_in_use(home).folder.name == "second"  # type: ignore[union-attr]
    assert go_back(home).folder.name == "first"
    assert in_use(home) == ["first"]
    with pytest.raises(ConfigError):
        go_back(home)
    assert in_use(home) == ["first"]


def test_using_a_set_again_keeps_the_way_back(home: Path) -> None:
    for name in ("first", "second", "first", "first"):
        put_in_use(home, name)
    assert go_back(home).folder.name == "second"


def test_an_unknown_name_says_which_there_are(home: Path) -> None:
    with pytest.raises(ConfigError, match="first、second"):
        put_in_use(home, "third")


@pytest.mark.parametrize("change", ["weight", "missing", "manifest"])
def test_a_changed_set_is_not_put_in_use(home: Path, change: str) -> None:
    model, manifest = home / "second" / "obligation.json", home / "second" / "manifest.json"
    put_in_use(home, "first")
    if change == "weight":
        model.write_text(model.read_text(encoding="utf-8").replace('"bias": ', '"bias": 1'), encoding="utf-8")
    elif change == "missing":
        model.unlink()
    else:
        manifest.write_text("{}", encoding="utf-8")
    with pytest.raises(ConfigError):
        put_in_use(home, "second")
    assert in_use(home) == ["first"]


def test_the_shipped_manifest_says_where_it_comes_from() -> None:
    manifest = read_set(STANDARD).manifest
    assert manifest["licence"] == "Apache-2.0"
    assert manifest["data"]
    assert sum(facts["bytes"] for facts in manifest["files"].values()) < 125_000
    assert [one.folder.name for one in sets_in(models_folder())][:1] == ["standard"]
