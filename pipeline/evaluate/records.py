"""Records on disk: gold and predictions as JSON Lines, by file name."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.errors import ReadError, in_chinese

Records = dict[str, dict[str, Any]]


def load_records(path: Path) -> Records:
    """Every record of a JSON Lines file by the file name of its document; :class:`ReadError` names the bad line."""
    found: Records = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}：读不了（{in_chinese(error)}）", f"{path}: can't be read ({error})") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            record = _record(path, number, line)
            found[PurePosixPath(record["document"]["path"]).name] = record
    return found


def _record(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
        _ = record["document"]["path"], record["instruments"], record["obligations"]
    except (ValueError, KeyError, TypeError) as error:
        raise ReadError(
            f"{path} 第 {number} 行不是契约的记录（{error}）",
            f"{path}, line {number}: no record of the contract ({error})",
        ) from error
    return dict(record)
