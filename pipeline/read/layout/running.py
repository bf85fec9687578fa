"""What a page repeats and a reader skips: running headers and footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.read.layout.lines import Line
from pipeline.read.secrecy import is_mark

_ZONE = 0.12  # of the page's height, at its top and at its bottom
_NEAR = 8.0  # points: the same line of another page stands no further off
_NUMBER = re.compile(
    r"[-—–－一·\s]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6})(?:\s*页)?(?:[\s,，/／]*(?:共\s*)?\d{1,4}\s*页?)?[-—–－一·\s]*"
)
_TABLE = re.compile("[表单]$|台账$")  # a table's title and header come again on each of its pages
_DIGITS = re.compile(r"\d+")
_SENTENCE = re.compile("[，。；！？、]|^.{40}")


def drop_running(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> tuple[list[list[Line]], list[str]]:
    """The pages' lines without what repeats at their edges, and that; marks of secrecy and tables' heads stay once."""
    repeated = _repeated(pages, heights)
    seen: set[str] = set()
    kept: list[list[Line]] = []
    dropped: dict[str, None] = {}
    for lines, height in zip(pages, heights, strict=True):
        page: list[Line] = []
        for line in lines:
            if line.runs and _at_edge(line, height):
                text = line.text
                first = (is_mark(text) or line.cells or _TABLE.search(text)) and text not in seen
                seen.add(text)
                if not first and (_NUMBER.fullmatch(text) or _key(line, height) in repeated):
                    dropped[text] = None
                    continue
            page.append(line)
        kept.append(page)
    return kept, list(dropped)


def _at_edge(line: Line, height: float) -> bool:
    return line.bottom < _ZONE * height or line.top > (1 - _ZONE) * height


def _key(line: Line, height: float) -> tuple[str, int]:
    """Words without their digits, and roughly where; sentences as they stand, for items of a list differ in digits."""
    words = line.text
    return words if _SENTENCE.search(words) else _DIGITS.sub("#", words), round(line.top / _NEAR)


def _repeated(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[tuple[str, int]]:
    if len(pages) < 2:
        return set()
    counts: Counter[tuple[str, int]] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        found = {_key(line, height) for line in lines if line.runs and _at_edge(line, height)}
        counts.update(found | {(text, place + 1) for text, place in found})
    least = 2 if len(pages) < 5 else max(3, len(pages) // 3)
    return {key for key, count in counts.items() if count >= least}
