"""Sets of trained models on disk: a folder with a manifest and a file a model; several sets in one home folder.

A home names the set in use, and those in use before it, in ``current.json``; ``duban models use`` writes it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline.confidence.linear import Linear, read_linear
from pipeline.confidence.rater import Rater
from pipeline.errors import ConfigError, in_chinese
from pipeline.record import record

MANIFEST, CURRENT = "manifest.json", "current.json"
RATED = ("obligation", "bearers", "deadline", "penalties")
_VERSION = 12


@record
class ModelSet:
    """One set: its folder and what its manifest says."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def version(self) -> str:
        """A short hash of all its files: what a record says it was rated by."""
        prints = [f"{name} {facts['sha256']}" for name, facts in sorted(self.manifest["files"].items())]
        return hashlib.sha256("\n".join(prints).encode()).hexdigest()[:_VERSION]

    def model(self, event: str) -> Linear | None:
        """The model of one event; None where the set has none. ConfigError where the file is not the manifest's."""
        name = f"{event}.json"
        if name not in self.manifest["files"]:
            return None
        path = self.folder / name
        model = read_linear(path)
        if hashlib.sha256(path.read_bytes()).hexdigest() != self.manifest["files"][name]["sha256"]:
            raise ConfigError(
                f"模型文件 {path} 与清单不符；请重新训练（duban train）或换用另一套（duban models use）",
                f"{path} is not what its manifest says: train again (duban train) or use another set",
            )
        return model

    def rater(self) -> Rater:
        """What rates records by this set."""
        models = {event: model for event in RATED if (model := self.model(event)) is not None}
        return Rater(models, self.version, float(self.manifest["recipe"]["veto"]))


def read_set(folder: Path) -> ModelSet:
    """The set in a folder; ConfigError where its manifest is missing or broken."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_bytes())
        _ = [facts["sha256"] for facts in manifest["files"].values()], float(manifest["recipe"]["veto"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"{folder} 不是一套模型：{error}；用 duban models list 查看", f"{folder} is no set of models: {error}"
        ) from error
    return ModelSet(folder, dict(manifest))


def set_in_use(home: Path) -> ModelSet | None:
    """The set that a folder stands for: itself where it is one, else the one its ``current.json`` names, else None."""
    if (home / MANIFEST).is_file():
        return read_set(home)
    names = in_use(home)
    return read_set(home / names[-1]) if names else None


def in_use(home: Path) -> list[str]:
    """The names of the sets that were put in use, the last one being in force."""
    path = home / CURRENT
    if not path.is_file():
        return []
    try:
        return [str(name) for name in json.loads(path.read_bytes())["use"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            f"{path} 读不了：{in_chinese(error)}；请用 duban models use 重写", f"can't read {path}: {error}"
        ) from error


def rater_of(home: Path) -> Rater | None:
    """What rates records by the set in use; None where the folder has none."""
    found = set_in_use(home)
    return found.rater() if found else None


def sets_in(home: Path) -> list[ModelSet]:
    """Every set in a home folder, by name."""
    return [read_set(path.parent) for path in sorted(home.glob(f"*/{MANIFEST}"))]


def put_in_use(home: Path, name: str) -> ModelSet:
    """Make a set the one in force, checked first; ConfigError where there is none of that name."""
    if name not in {one.folder.name for one in sets_in(home)}:
        names = "、".join(one.folder.name for one in sets_in(home)) or "-"
        raise ConfigError(f"{home} 下没有 {name} 这套模型（有：{names}）", f"no set {name} in {home} (has: {names})")
    found = read_set(home / name)
    found.rater()
    before = [each for each in in_use(home) if each != name]
    _keep(home, [*before, name])
    return found


def go_back(home: Path) -> ModelSet:
    """The set that was in use before the present one, in use again; ConfigError where there was none."""
    names = in_use(home)
    if len(names) < 2:
        raise ConfigError("没有更早启用过的模型可退回", "no set was in use before this one")
    found = read_set(home / names[-2])
    found.rater()
    _keep(home, names[:-1])
    return found


def _keep(home: Path, names: list[str]) -> None:
    path = home / CURRENT
    new = path.with_suffix(".new")
    try:
        new.write_text(json.dumps({"use": names}, ensure_ascii=False) + "\n", encoding="utf-8")
        new.replace(path)
    except OSError as error:
        raise ConfigError(
            f"{path} 写不进：{in_chinese(error)}；请把模型训练到自己的文件夹，再用 --models 或 DUBAN_MODELS 指定",
            f"can't write {path}: {error.strerror}; train into a folder of your own and name it by DUBAN_MODELS",
        ) from error
