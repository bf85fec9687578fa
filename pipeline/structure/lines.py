"""The lines of a text with their offsets, white space at both ends left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.read.table_words import is_header

# no line break among them; \f and \v stand in texts of PDFs and Word files, en and em spaces before paragraphs
BLANK = " \t\u3000\xa0\r\u200b\ufeff\f\v\u2002\u2003"
_CELLS = compiled(r"[\t|]")


class Line(NamedTuple):
    """One line that is not empty; ``words`` is ``text[start:end]``."""

    start: int
    end: int
    words: str

    @property
    def span(self) -> Span:
        """Where the words stand."""
        return Span(self.start, self.end)


def read_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines of ``text[start:end]`` that hold anything, in order.

    >>> [line.words for line in read_lines('通知\\n\\n　各单位：')]
    ['通知', '各单位：']
    """
    at = start
    for piece in text[start : len(text) if end is None else end].split("\n"):
        if words := piece.strip(BLANK):
            first = at + piece.index(words[0])
            yield Line(first, first + len(words), words)
        at += len(piece) + 1


def trimmed(text: str, start: int, end: int) -> Line | None:
    """The slice without white space at its ends, or ``None`` where nothing is left."""
    raw = text[start:end]
    words = raw.strip(BLANK + "\n")
    if not words:
        return None
    first = start + raw.index(words[0])
    return Line(first, first + len(words), words)


def is_row(words: str) -> bool:
    """Whether a line is a row of a table and not of a letterhead: three filled cells, or the names of two columns.

    >>> is_row("1\\t开展排查\\t市应急局"), is_row("重点任务\\t责任单位"), is_row("云岭市林业局\\t文件")
    (True, True, False)
    """
    filled = [cell.strip() for cell in _CELLS.split(words) if cell.strip()]
    return len(filled) > 2 or (len(filled) == 2 and is_header(filled))


def close_up(words: str) -> str:
    """``工 作 提 示`` → ``工作提示``: letter-spaced words lose their spaces, others keep them; lines are joined.

    >>> close_up('工 作 提 示'), close_up('临江区民政局  临江区财政局关于\\n低保的通知')
    ('工作提示', '临江区民政局  临江区财政局关于低保的通知')
    """
    joined = "".join(part.strip(BLANK) for part in words.split("\n"))
    chars = joined.split()
    if len(chars) > 1 and sum(map(len, chars)) <= len(chars) * 1.2:
        return "".join(chars)
    return joined
