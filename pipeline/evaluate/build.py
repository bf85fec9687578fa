"""``python -m pipeline.evaluate.build [CORPUS]``: marked notices to texts and gold records.

``gold/marked/SET/*.txt`` gives ``samples/*.txt`` and ``gold/SET.jsonl``. Run it after marking a notice; nothing else
writes the gold, and a test rebuilds it and compares.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.evaluate.marks import read_marked


def marked_sets(corpus: Path) -> Iterator[Path]:
    """The folders of marked notices, one a set of gold: ``samples``, ``more``."""
    return (d for d in sorted((corpus / "gold" / "marked").iterdir()) if any(d.glob("*.txt")))


def build_set(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """Text and gold record of every marked notice of one set, by file name."""
    return [read_marked(p.name, p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.txt"))]


def gold_lines(records: list[dict[str, Any]]) -> str:
    """JSON Lines as they stand in ``gold/SET.jsonl``."""
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)


def build(corpus: Path) -> dict[str, int]:
    """Write texts and gold of every set; how many notices each has."""
    counts = {}
    for folder in marked_sets(corpus):
        made = build_set(folder)
        for text, record in made:
            (corpus / "samples" / record["document"]["path"]).write_text(text, encoding="utf-8")
        (corpus / "gold" / f"{folder.name}.jsonl").write_text(gold_lines([r for _, r in made]), encoding="utf-8")
        counts[folder.name] = len(made)
    return counts


if __name__ == "__main__":
    sys.stdout.write(f"{build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path('corpus'))}\n")
