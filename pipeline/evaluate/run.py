"""Extracting a corpus for a measurement: gold's texts, folders of notices, or JSON Lines of ``{name, text}``."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from pipeline.errors import ReadError
from pipeline.evaluate.records import Records
from pipeline.model import Document

if TYPE_CHECKING:
    from pipeline.confidence.rater import Rater
    from pipeline.stages import Extractor

_BESIDE = ("texts", ".", "../samples", "../texts")


def text_of(name: str, gold: Path, folder: Path | None = None) -> Path:
    """The text of a gold record: under ``folder``, else beside the gold file (``texts/``, ``../samples/`` …)."""
    places = [folder] if folder else [gold.parent / p for p in _BESIDE]
    for place in places:
        if (place / name).is_file():
            return place / name
    found = next(folder.rglob(name), None) if folder else None
    if found is None:
        raise ReadError(
            f"找不到 {name} 的原文，请用 --texts 指定文件夹", f"no text of {name}: name its folder by --texts"
        )
    return found


def predict(names: Iterable[str], gold: Path, folder: Path | None, extractor: Extractor) -> Records:
    """What the extractor makes of the text of every gold record, by file name."""
    from pipeline.codec import to_dict
    from pipeline.read import read_path

    return {n: to_dict(extractor.extract(read_path(text_of(n, gold, folder)))) for n in names}


def corpus(paths: Iterable[Path], max_bytes: int) -> Iterator[Document]:
    """Every document of the files, folders and ``.jsonl``/``.jsonl.gz`` collections; the unreadable are passed over."""
    from pipeline.read import read_all

    for path in paths:
        if path.name.endswith((".jsonl", ".jsonl.gz")):
            yield from _collection(path)
        else:
            yield from (d for d in read_all([str(path)], max_bytes=max_bytes) if isinstance(d, Document))


def extract_corpus(documents: Iterable[Document], extractor: Extractor) -> Records:
    """The record of every document, by file name."""
    from pipeline.codec import to_dict

    return {PurePath(d.path).name: to_dict(extractor.extract(d)) for d in documents}


def extractor_of(rules: Path | None, models: Rater | None = None) -> Extractor:
    """The extractor by the rules of a folder, or by those that came with Duban; without ``models`` nothing is rated."""
    from pipeline.resources import rules_folder
    from pipeline.rulebook import load_rulebook
    from pipeline.stages import Extractor

    return Extractor(load_rulebook(rules_folder(rules)), models=models)


def _collection(path: Path) -> Iterator[Document]:
    opener: Any = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                row = json.loads(line)
                yield Document(path=str(row.get("name") or f"{path.name}:{number}"), text=row["text"])
    except (OSError, ValueError, KeyError) as error:
        raise ReadError(
            f"{path}：不是 {{name, text}} 的 JSON Lines（{error}）", f"{path}: no JSON Lines ({error})"
        ) from error
