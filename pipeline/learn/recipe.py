"""How models are trained: one JSON file, so that the same data give the same weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError, in_chinese


@dataclass(frozen=True, slots=True)
class Fitting:
    """How one model is fitted: ``strength`` holds its weights back (L2), a name must occur in ``least`` documents."""

    strength: float
    least: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """What training needs beside data; ``veto``: what is less likely an obligation than this is left out."""

    seed: int
    folds: int
    veto: float
    events: Mapping[str, Fitting]

    def to_dict(self) -> dict[str, Any]:
        """The recipe as plain JSON values."""
        return asdict(self)


def read_recipe(path: Path) -> Recipe:
    """The recipe in a file; ConfigError says what is wrong with it."""
    try:
        data = json.loads(path.read_bytes())
        events = {str(name): Fitting(**fields) for name, fields in data.pop("events").items()}
        return Recipe(events=events, **data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"训练配方 {path} 读不了：{in_chinese(error)}；请对照 models/recipe.json 改正",
            f"can't read the recipe {path}: {error}; compare models/recipe.json",
        ) from error
