"""Files to ledger: seconds a document, and how much of them the store takes.

``python -m tests.bench.ledger 10000`` loads so many seed-sized documents and says what 100,000 would take.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from pipeline.model import Document
from pipeline.read import read_path
from pipeline.stages import make_extractor
from pipeline.store.opening import open_ledger
from pipeline.store.writer import Writer
from tests.bench.corpora import samples


def write_files(folder: Path, count: int) -> list[Path]:
    """So many different documents of the size of the seed's (some 800 characters), as files."""
    texts = [document.text for document in samples()]
    paths = []
    for number in range(count):
        path = folder / f"{number:06}.txt"
        path.write_text(f"{texts[number % len(texts)][:800]}\n第{number}号", encoding="utf-8")
        paths.append(path)
    return paths


def load(count: int) -> dict[str, float]:
    """Processor seconds of reading, extracting and writing, in all and the store's share of the last two."""
    extractor = make_extractor()
    extractor.extract(samples()[0])
    spent = {"read": 0.0, "extract": 0.0, "write": 0.0}
    with tempfile.TemporaryDirectory() as name:
        paths = write_files(Path(name), count)
        with open_ledger(f"{name}/bench.db") as store:
            writer = Writer(store, lambda: datetime(2031, 1, 1))
            for path in paths:
                begin = time.process_time()
                document = _own(read_path(path))
                read = time.process_time()
                record = extractor.extract(document)
                extracted = time.process_time()
                writer.add(record)
                spent["read"] += read - begin
                spent["extract"] += extracted - read
                spent["write"] += time.process_time() - extracted
            begin = time.process_time()
            writer.commit()
            spent["write"] += time.process_time() - begin
    share = spent["write"] / (spent["extract"] + spent["write"])
    return {**spent, "documents": count, "store share": share, "seconds for 100,000": sum(spent.values()) / count * 1e5}


def _own(document: Document) -> Document:
    return document if document.sha256 else replace(document, sha256=sha256(document.text.encode()).hexdigest())


if __name__ == "__main__":
    for what, figure in load(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000).items():
        print(f"{what:20} {figure:12.3f}")
