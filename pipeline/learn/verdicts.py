"""Single obligations of real documents of ``../shared``, each judged by itself: is it one, and rightly cut.

Many documents with a verdict or two teach more of where the rules err than a few annotated whole. ``verdicts.jsonl``
keeps places alone, a document a line; the texts are found in bulk by their sha256.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import ReadError
from pipeline.evaluate.bulk_gold import bulk_texts
from pipeline.model import Document


class Verdict(NamedTuple):
    """An extraction's span as it was when judged, and whether a person would have written it down."""

    span: tuple[int, int]
    duty: bool


@dataclass(frozen=True, slots=True)
class VerdictSource:
    """The verdicts of a file and the folder of the bulk files that hold the texts."""

    name: str
    rows: Path
    bulk: Path

    def documents(self) -> Iterator[tuple[str, Document, list[Verdict]]]:
        """Name, text and verdicts of each document; ReadError where a bulk file has other texts."""
        known: dict[str, dict[str, str]] = {}
        for row in self._rows():
            path = self.bulk / f"{row['bulk']}.jsonl.gz"
            if row["bulk"] not in known:
                known[row["bulk"]] = bulk_texts(path)
            text = known[row["bulk"]].get(row["sha256"])
            if text is None:
                raise ReadError(f"{path} 里没有 {self.rows} 判过的原文", f"{path} lacks a text judged in {self.rows}")
            name = str(row["sha256"][:12])
            yield name, Document(name, text), [Verdict((a, b), key == "duty") for key, a, b in _spans(row)]

    def described(self) -> dict[str, Any]:
        """What a manifest says of it: how much there is, and a hash of the file."""
        rows = self._rows()
        items = sum(1 for row in rows for _ in _spans(row))
        digest = hashlib.sha256(self.rows.read_bytes()).hexdigest()
        return {"name": self.name, "documents": len(rows), "items": items, "sha256": digest}

    def _rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.rows.read_text(encoding="utf-8").splitlines()]


def _spans(row: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    for key in ("duty", "none"):
        for start, end in row.get(key, ()):
            yield key, start, end
