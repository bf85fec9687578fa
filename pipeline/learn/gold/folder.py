"""Gold as training takes it: a folder with ``gold.jsonl``, one record a line, and ``texts/`` with what they are of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.codec import from_dict
from pipeline.errors import ReadError
from pipeline.evaluate.records import load_records
from pipeline.evaluate.run import text_of
from pipeline.learn.gold.formats import from_docbin, from_doccano, from_label_studio
from pipeline.learn.gold.labels import Labelled, labelled, to_record
from pipeline.learn.sources import GOLD
from pipeline.learn.writing import replace_file

_PACKED = b"x"  # a DocBin is packed by zlib, whose first byte this is; JSON begins with a bracket


def write_folder(folder: Path, documents: Iterable[Labelled]) -> int:
    """Write the documents, names made unique; how many there are. ReadError where two say different things."""
    records: list[dict[str, Any]] = []
    taken: set[str] = set()
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    for one in documents:
        record = to_record(one)
        name = _unique(str(record["document"].get("path") or "document.txt"), taken)
        record["document"] = {**record["document"], "path": name}
        replace_file(folder / "texts" / name, one.text.encode())
        records.append(record)
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    replace_file(folder / GOLD, lines.encode())
    return len(records)


def read_labelled(path: Path) -> list[Labelled]:
    """The documents of a file, whatever its name, or of a folder of gold; ReadError names it and says what is wrong."""
    path = path / GOLD if path.is_dir() else path
    try:
        data = path.read_bytes()
        if data.startswith(_PACKED):
            return list(from_docbin(data))
        text = data.decode("utf-8-sig")
        if text.lstrip().startswith("{") and "obligations" in json.loads(text.lstrip().splitlines()[0]):
            return [_of_contract(name, record, path) for name, record in load_records(path).items()]
        return list(from_label_studio(text) if text.lstrip().startswith("[") else from_doccano(text))
    except ReadError as error:
        raise ReadError(f"{path}：{error.zh}", f"{path}: {error.en}") from error
    except (OSError, UnicodeDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ReadError(f"{path}：读不出标注（{error}）", f"{path}: no labels can be read from it ({error})") from error


def _of_contract(name: str, record: dict[str, Any], path: Path) -> Labelled:
    """A record of the contract with its text, which lies in ``texts/`` beside it."""
    text = text_of(name, path).read_text(encoding="utf-8-sig")
    return labelled(from_dict(record, text))


def _unique(path: str, taken: set[str]) -> str:
    """A file name of its own for a document's text, always ending in .txt."""
    stem = PurePosixPath(path.replace("\\", "/")).stem or "document"
    name, number = f"{stem}.txt", 2
    while name in taken:
        name, number = f"{stem}-{number}.txt", number + 1
    taken.add(name)
    return name
