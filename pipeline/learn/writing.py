"""A trained set on disk: a file a model and the manifest, the same bytes for the same data, recipe, rules and code."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.confidence.linear import Linear
from pipeline.confidence.sets import MANIFEST
from pipeline.errors import StoreError, in_chinese
from pipeline.learn.recipe import Recipe

Json = Mapping[str, Any]
LICENCE = "Apache-2.0"


def model_bytes(model: Linear) -> bytes:
    """The file of one model: a weight a line, names in order of the alphabet."""
    data = {"bias": model.bias, "weights": dict(sorted(model.weights.items()))}
    return (json.dumps(data, ensure_ascii=False, indent=0) + "\n").encode()


def manifest_of(
    models: Mapping[str, bytes],
    recipe: Recipe,
    data: Sequence[Mapping[str, Any]],
    rules: str,
    scores: Mapping[str, Any],
) -> dict[str, Any]:
    """What a set says of itself: files with hashes, recipe, data, versions, scores, licence; no time stamp."""
    files = {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in models.items()}
    return {
        "files": files,
        "recipe": recipe.to_dict(),
        "data": list(data),
        "versions": {"rules": rules, "code": __version__},
        "scores": dict(scores),
        "licence": LICENCE,
    }


def write_set(folder: Path, models: Mapping[str, bytes], manifest: Mapping[str, Any]) -> None:
    """Write the set, the manifest last, each file in one step; StoreError where the folder can't be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in models.items():
            replace_file(folder / name, data)
        replace_file(folder / MANIFEST, (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode())
    except OSError as error:
        raise StoreError(
            f"模型写不进 {folder}：{in_chinese(error)}；请用 --out 换一个文件夹",
            f"can't write the models to {folder}: {error.strerror}; choose another folder by --out",
        ) from error


def replace_file(path: Path, data: bytes) -> None:
    """Write a file in one step: it is there whole, or as it was."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
