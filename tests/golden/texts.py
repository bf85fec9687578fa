"""The notices that properties are tried on: our own, and those of ../shared that have gold and may be read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pipeline.codec import to_dict
from pipeline.evaluate.run import extractor_of
from pipeline.model import Document
from tests.shared import SHARED

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


@cache
def notices() -> dict[str, str]:
    folders = [SAMPLES, *(SHARED / "corpus" / name / "texts" for name in ("seed", "dev", "digest"))]
    paths = [p for folder in folders for p in sorted(folder.glob("*.txt"))]
    return {p.name: p.read_text(encoding="utf-8-sig").replace("\r\n", "\n") for p in paths}


@cache
def _extractor() -> Any:
    return extractor_of(None)


def record(name: str, text: str) -> dict[str, Any]:
    return to_dict(_extractor().extract(Document(path=name, text=text)))


@cache
def plain_record(name: str) -> dict[str, Any]:
    return record(name, notices()[name])
