"""What is worked out from a pattern, taken from the caches that are there: it takes seconds for a whole rulebook.

A rulebook of which one rule has changed, a copy of it in another folder, a check that reads every file: nearly all of
their patterns stand in some cache of the same code and interpreter, with their shapes and compiled.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.rulebook.book import FIELDS, shape_from
from pipeline.rulebook.cache import code_key
from pipeline.rulebook.compiled import Kept
from pipeline.rulebook.shape import Shape

Form = tuple[Shape, Kept | None]
Forms = dict[tuple[str, tuple[str, ...]], Form]
_MOST = 4  # caches read, the youngest: each takes some twenty milliseconds


def kept_forms(folder: Path | None) -> Forms:
    """By pattern and anchors, the forms in the caches of a folder; what is odd about a cache is passed over."""
    forms: Forms = {}
    for path in _youngest(folder) if folder else ():
        for row in _rows(path):
            forms |= _form(row)
    return forms


def _youngest(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("rules-*.json"), key=lambda path: path.stat().st_mtime_ns)[-_MOST:]
    except OSError:
        return []


def _rows(path: Path) -> Iterator[Any]:
    try:
        kept = json.loads(path.read_bytes())
        if kept["key"].partition("\n")[0] == code_key():
            yield from kept["rules"]
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return


def _form(row: Sequence[Any]) -> Forms:
    try:
        kept = dict(zip(FIELDS, row, strict=True))
        return {(str(kept["pattern"]), tuple(kept["anchors"])): (shape_from(kept["shape"]), kept["compiled"])}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
