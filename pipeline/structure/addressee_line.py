"""The line of a document's top that names whom it goes to (主送机关)."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.structure.lines import Line
from pipeline.structure.titling import COLONS
from pipeline.structure.words import HeaderWords

MOST_LINES = 8
_AFTER_TITLE = compiled(r"(?<=[报知见案法函告情态要号])[ \u3000]+(?=[\u4e00-\u9fff])")
_FULL_STOP = compiled(r"[。！？!?]")


def addressee_line(words_of: HeaderWords, text: str, lines: list[Line], *, alone: bool) -> Span | None:
    """The addressee line that begins with ``lines[0]``: up to its colon, perhaps over several lines."""
    first = lines[0]
    if alone and not (
        first.words.startswith(("各", "全")) or (first.start < 4 and re.search("[、，,各]", first.words))
    ):
        return None
    end = first.start
    for line in lines[:MOST_LINES]:
        colon = _colon(line.words)
        stop = line.start + colon if colon >= 0 else line.end
        if _FULL_STOP.search(text[line.start : stop]):
            return None
        end = stop
        if colon >= 0:
            break
        if not line.words.endswith(("、", "，", ",", "和", "及")) and len(line.words) < 25:
            return None
    else:
        return None
    start = _behind_title(text, first.start, end)
    words = "".join(text[start:end].split())
    return Span(start, end) if words_of.is_addressee(words) else None


def _behind_title(text: str, start: int, end: int) -> int:
    """Where the addressees begin in a text that has lost its line breaks: behind the blank after number and title."""
    blanks = [match.end() for match in _AFTER_TITLE.finditer(text, start, end)]
    return blanks[-1] if blanks else start


def _colon(words: str) -> int:
    """Where the first colon stands outside brackets, or −1."""
    depth = 0
    for place, char in enumerate(words):
        depth += (char in "（(") - (char in "）)")
        if char in COLONS and depth <= 0:
            return place
    return -1
