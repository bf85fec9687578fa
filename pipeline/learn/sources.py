"""The gold that may be trained on: that of ``../shared``, where it lies, and what may be read of our own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.evaluate.bulk_gold import documents
from pipeline.evaluate.floors import reading
from pipeline.evaluate.records import Records, load_records
from pipeline.evaluate.run import text_of
from pipeline.learn.verdicts import VerdictSource
from pipeline.model import Document
from pipeline.read import read_path

GOLD = "gold.jsonl"
_SHARED = ("seed", "dev", "digest")
Annotated = tuple[str, Mapping[str, Any], Document]


@dataclass(frozen=True, slots=True)
class Source:
    """A gold file; ``only`` are the notices that may be used, by stem (None: all of them)."""

    name: str
    gold: Path
    only: frozenset[str] | None = None

    def records(self) -> Records:
        """The gold records that may be used, by file name."""
        known = load_records(self.gold)
        return {name: r for name, r in known.items() if self.only is None or Path(name).stem in self.only}

    def documents(self) -> Iterator[Annotated]:
        """Name, record and document of each, by name."""
        for name, record in sorted(self.records().items()):
            yield name, record, read_path(text_of(name, self.gold))

    def described(self) -> dict[str, Any]:
        """What a manifest says of it: how much there is, and a hash of the gold."""
        return described_as(self.name, self.records())


@dataclass(frozen=True, slots=True)
class BulkSource:
    """Real documents of ``../shared`` of whose annotation we keep places alone; those that may be read."""

    name: str
    rows: Path
    bulk: Path

    def documents(self) -> Iterator[Annotated]:
        """Name, record and document of each, by name; ReadError where a bulk file has other texts."""
        found = [(record, text) for way, text, record in documents(self.rows, self.bulk) if way == "read"]
        for record, text in sorted(found, key=lambda pair: str(pair[0]["document"]["path"])):
            name = str(record["document"]["path"])
            yield name, record, Document(name, text)

    def described(self) -> dict[str, Any]:
        """What a manifest says of it: how much there is, and a hash of the gold."""
        return described_as(self.name, {name: record for name, record, _ in self.documents()})


AnySource = Source | BulkSource | VerdictSource


def described_as(name: str, known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A manifest's words for records by file name."""
    lines = [json.dumps(known[each], sort_keys=True, ensure_ascii=False) for each in sorted(known)]
    return {
        "name": name,
        "documents": len(known),
        "items": sum(len(record["obligations"]) for record in known.values()),
        "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
    }


def sources_of(corpus: Path, more: Sequence[Path] = ()) -> list[AnySource]:
    """The sources of a checkout's ``corpus`` folder and ``more`` gold, files or folders; ConfigError where none is."""
    found: list[AnySource] = [
        *_shared(corpus),
        *_own(corpus),
        *_bulk(corpus),
        *(_more(path) for path in more),
    ]
    if not found:
        raise ConfigError(
            f"{corpus} 下没有标准答案；请用 --gold 指定 JSON Lines 文件", f"no gold under {corpus}: name some by --gold"
        )
    return found


def _more(path: Path) -> Source:
    """A gold file, or the one in a folder that ``duban gold`` has written."""
    file = path / GOLD if path.is_dir() else path
    return Source(file.resolve().parent.name if file.name == GOLD else file.stem, file)


def _shared(corpus: Path) -> Iterator[Source]:
    shared = corpus.resolve().parents[1] / "shared" / "corpus"
    for name in _SHARED:
        if (path := shared / name / "gold.jsonl").is_file():
            yield Source(f"shared.{name}", path)


def _own(corpus: Path) -> Iterator[Source]:
    """Our own invented notices: the half that may be read; the other stays unseen, to measure on."""
    if not (corpus / "README.md").is_file():
        return
    for name, rows in reading(corpus).items():
        yield Source(name, corpus / "gold" / f"{name}.jsonl", rows.get("read"))


def _bulk(corpus: Path) -> Iterator[AnySource]:
    own, bulk = corpus / "gold" / "bulk", corpus.resolve().parents[1] / "shared" / "corpus" / "bulk"
    if (rows := own / "spans.jsonl").is_file() and bulk.is_dir():
        yield BulkSource("bulk", rows, bulk)
    if (rows := own / "verdicts.jsonl").is_file() and bulk.is_dir():
        yield VerdictSource("verdicts", rows, bulk)
