"""The gold that may be trained on: that of ``../shared``, where it lies, and the half of our own that may be read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.evaluate.floors import reading
from pipeline.evaluate.records import Records, load_records

_SHARED = ("seed", "dev", "digest")


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

    def described(self) -> dict[str, Any]:
        """What a manifest says of it: how much there is, and a hash of the gold."""
        known = self.records()
        lines = [json.dumps(known[name], sort_keys=True, ensure_ascii=False) for name in sorted(known)]
        return {
            "name": self.name,
            "documents": len(known),
            "items": sum(len(record["obligations"]) for record in known.values()),
            "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
        }


def sources_of(corpus: Path, more: Sequence[Path] = ()) -> list[Source]:
    """The sources of a checkout's ``corpus`` folder and ``more`` gold files; ConfigError where there is none."""
    found = [*_shared(corpus), *_own(corpus), *(Source(path.stem, path) for path in more)]
    if not found:
        raise ConfigError(
            f"{corpus} 下没有标准答案；请用 --gold 指定 JSON Lines 文件", f"no gold under {corpus}: name some by --gold"
        )
    return found


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
