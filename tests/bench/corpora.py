"""What the benchmarks read: invented samples, and parts of the bulk corpora where ../shared is there.

The samples are those that the bounds and the baseline were measured on: other texts, other work a character.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from pipeline.model import Document
from pipeline.read import read_path
from pipeline.resources import samples_folder
from tests.shared import SHARED

MARKED = Path(__file__).resolve().parents[2] / "corpus" / "gold" / "marked"
MEASURED = ("samples", "more")  # sets
BULK = ("notices", "policies", "laws")
EVERY = 60  # one of so many bulk documents: some 0.1 million characters, a second or two a run


def samples(pattern: str = "*.txt") -> list[Document]:
    """The invented documents of the measured sets, by name."""
    names = {path.name for name in MEASURED for path in (MARKED / name).glob(pattern)}
    return [read_path(samples_folder() / name) for name in sorted(names)]


def bulk(name: str, every: int = EVERY) -> list[Document]:
    """A part of one bulk corpus; nothing where ../shared is not there."""
    path = SHARED / "corpus" / "bulk" / f"{name}.jsonl.gz"
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line) for number, line in enumerate(lines) if number % every == 0]
    return [Document(each["name"], each["text"]) for each in texts]


def corpora() -> dict[str, list[Document]]:
    """Every corpus that is here, by name."""
    found = {"digests": samples("digest-*.txt"), "samples": samples()} | {name: bulk(name) for name in BULK}
    return {name: documents for name, documents in found.items() if documents}


def characters(documents: list[Document]) -> int:
    """How much text that is."""
    return sum(len(document.text) for document in documents)
