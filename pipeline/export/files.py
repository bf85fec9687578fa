"""The ways out by name, and files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pipeline.errors import DubanError, in_chinese

# name → (media type, ending, 中文, English)
FORMATS = {
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx", "督办台账（Excel）", "the ledger as a spreadsheet",
    ),
    "csv": ("text/csv; charset=utf-8", "csv", "督办台账（CSV）", "the ledger as CSV"),
    "jsonl": ("application/jsonl; charset=utf-8", "jsonl", "记录（JSON Lines，含更正）", "records as JSON Lines"),
    "ics": ("text/calendar; charset=utf-8", "ics", "日历（ICS，可订阅）", "a calendar feed"),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx", "通报草稿（Word）", "a draft circular",
    ),
    "docbin": ("application/octet-stream", "spacy", "spaCy DocBin", "spaCy's DocBin"),
}  # fmt: skip


def write_whole(path: Path, data: bytes) -> None:
    """The bytes in the file, or an error and the file as it was. Raises DubanError."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> DubanError:
    return DubanError(f"写不了 {path}：{in_chinese(error)}", f"can't write {path}: {error.strerror}")
