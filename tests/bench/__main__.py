"""``make bench``: full extraction beside ``jieba.cut`` on the same text, cold start beside ``jieba.initialize()``."""

from __future__ import annotations

import gzip
import json
import logging
from pathlib import Path

from pipeline.codec import dumps
from pipeline.model import Document
from pipeline.read import read_path
from pipeline.resources import samples_folder
from pipeline.segment import make_segmenter
from pipeline.stages import make_extractor
from tests.bench.timing import best, process, rate, table
from tests.shared import SHARED

ROUNDS = 3
BULK_EVERY = 20  # one of so many bulk documents: some 0.3 million characters, a few seconds a run
JIEBA_START = "import jieba; jieba.initialize()"


def samples() -> list[Document]:
    """The invented documents that come with the project."""
    return [read_path(path) for path in sorted(samples_folder().glob("*.txt"))]


def bulk(name: str) -> list[Document]:
    """A part of one bulk corpus; nothing where ../shared is not there."""
    path = SHARED / "corpus" / "bulk" / f"{name}.jsonl.gz"
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line) for number, line in enumerate(lines) if number % BULK_EVERY == 0]
    return [Document(each["name"], each["text"]) for each in texts]


def throughput() -> list[tuple[str, ...]]:
    """A row a corpus: characters, the three rates, and ours over jieba's."""
    extractor = make_extractor()
    jieba, rjieba = make_segmenter("jieba"), make_segmenter("rjieba")
    rows = [("corpus", "characters", "full extraction/s", "jieba/s", "rjieba/s", "ours : jieba")]
    corpora = {"samples": samples()} | {name: bulk(name) for name in ("notices", "policies", "laws")}
    for name, documents in corpora.items():
        if not documents:
            continue
        size = sum(len(document.text) for document in documents)
        ours, theirs, rust = best(
            ROUNDS,
            lambda documents=documents: [dumps(extractor.extract(document)) for document in documents],
            lambda documents=documents: [jieba.words(document.text) for document in documents],
            lambda documents=documents: [rjieba.words(document.text) for document in documents],
        )
        rows.append((name, f"{size:,}", rate(size, ours), rate(size, theirs), rate(size, rust), f"{theirs / ours:.2f}"))
    return rows


def cold_start() -> list[tuple[str, ...]]:
    """A row a command: its seconds in a fresh process, and that over jieba's."""
    notice = str(next(Path(samples_folder()).glob("notice-*.txt")))
    commands = {
        "import jieba; jieba.initialize()": ("-c", JIEBA_START),
        "duban extract NOTICE": ("-m", "pipeline", "extract", notice),
        "duban --help": ("-m", "pipeline", "--help"),
    }
    seconds = best(2 * ROUNDS, *(process(*arguments) for arguments in commands.values()))
    return [
        ("cold start", "seconds", "of jieba's"),
        *((name, f"{took:.2f}", f"{took / seconds[0]:.2f}") for name, took in zip(commands, seconds, strict=True)),
    ]


def main() -> None:
    """Print both tables."""
    logging.disable(logging.CRITICAL)
    print(table(throughput()), end="\n\n")
    print(table(cold_start()))


if __name__ == "__main__":
    main()
