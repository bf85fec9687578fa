"""What the benchmarks read: the invented samples, and parts of the bulk corpora where ../shared is there."""

from __future__ import annotations

import gzip
import json

from pipeline.model import Document
from pipeline.read import read_path
from pipeline.resources import samples_folder
from tests.shared import SHARED

BULK = ("notices", "policies", "laws")
EVERY = 60  # one of so many bulk documents: some 0.1 million characters, a second or two a run


def samples(pattern: str = "*.txt") -> list[Document]:
    """The invented documents that come with the project, by name."""
    return [read_path(path) for path in sorted(samples_folder().glob(pattern))]


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
