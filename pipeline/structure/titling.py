"""Which lines of a document's top are its title, and which the name of the body that issues it."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.structure.lines import Line, close_up
from pipeline.structure.words import HeaderWords

_TITLE_LINES = 5  # where nothing else says that there is a header, its title stands this near to the top
SENTENCE = compiled(r"[。；;！？!?]")
COLONS = "：:∶"


class Titles:
    """Tells titles and letterheads by their words."""

    def __init__(self, words: HeaderWords) -> None:
        self._words = words

    def is_title(self, words: str) -> bool:
        """Whether the words are a whole title: 关于开展隐患排查的通知 is one."""
        return 4 < len(words) < 150 and self._words.ends_title("".join(words.split())) and not SENTENCE.search(words)

    def is_title_part(self, words: str) -> bool:
        """Whether the words may be a line of a title that is broken over lines."""
        return len(words) > 3 and not SENTENCE.search(words)

    def is_letterhead(self, words: str) -> bool:
        """Whether the words are a body's name or its 发文机关标志, ``青禾县应急管理局文件``."""
        return self._words.is_organ(words.removesuffix("文件")) or (words.endswith("文件") and len(words) < 60)

    def title(self, text: str, lines: list[Line], sure: bool) -> Span | None:
        """The title among ``lines``; ``sure`` where something else says that this is the top of a document."""
        for first in range(len(lines) if sure else min(len(lines), _TITLE_LINES)):
            if self.is_letterhead(lines[first].words) and first + 1 < len(lines):
                continue
            if span := self._title_from(text, lines[first:]):
                return span
        if (
            sure
            and len(lines) == 1
            and len(lines[0].words) < 60
            and "《" not in lines[0].words
            and not self.is_letterhead(lines[0].words)
        ):
            return lines[0].span
        return None

    def _title_from(self, text: str, lines: list[Line]) -> Span | None:
        """The lines from the first on that together read as a title; a 文种 of the fifteen ends it, others may not."""
        found: Span | None = None
        for last, line in enumerate(lines[:6]):
            words = close_up(text[lines[0].start : line.end])
            if len(words) > 160 or SENTENCE.search(words) or any(mark in words for mark in COLONS):
                break
            if line.words.startswith("【") and line.words.endswith("】"):
                break
            if last and text[lines[last - 1].end : line.start].strip():
                break  # something else stands between
            plain = "".join(words.split())
            if not self._words.ends_title(plain) or words.count("《") != words.count("》"):
                continue
            following = lines[last + 1].words if last + 1 < len(lines) else ""
            if following.startswith("的"):
                continue
            bracket = re.fullmatch(r"[（(][\u4e00-\u9fff]{2,8}[)）]", following)
            found = Span(lines[0].start, lines[last + 1].end if bracket else line.end)
            if self._words.type_of(plain) or bracket:
                break
        return found
