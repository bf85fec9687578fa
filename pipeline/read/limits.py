"""How much a file may cost before it is refused; the settings of the same names set them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, pages, rows, nesting, seconds and memory that one file may take.

    ``max_unpacked`` bounds what comes out of a compressed file in all, ``max_ratio`` how many times its packed size;
    ``max_nesting`` bounds files within files, ``max_files`` how many one archive holds; ``max_pixels`` a picture;
    ``max_seconds`` and ``max_memory`` (bytes) one file in its own process, where pages have to be recognized
    ``max_seconds`` each page and ``max_ocr_memory``; ``max_text`` characters; ``ocr`` is whether to recognize at all;
    ``rules`` is the folder that says where web pages keep their text (empty: the one that came with Duban).
    """

    max_bytes: int = 50_000_000
    max_unpacked: int = 400_000_000
    max_ratio: int = 200
    max_files: int = 2_000
    max_nesting: int = 4
    max_pages: int = 2_000
    max_rows: int = 50_000
    max_pixels: int = 40_000_000
    max_seconds: int = 60
    max_memory: int = 1_000_000_000
    max_ocr_memory: int = 1_500_000_000
    max_text: int = 20_000_000
    ocr: bool = True
    rules: str = ""


def limits_of(settings: Any) -> Limits:
    """The limits that a settings object asks for."""
    given = {each.name: getattr(settings, each.name) for each in fields(Limits) if hasattr(settings, each.name)}
    return Limits(**{**given, "rules": str(given.get("rules") or "")})
