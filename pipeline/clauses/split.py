"""Sentences and clauses of a block's view: cut at the marks that stand outside brackets and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_MARK = re.compile(r"[，。；！？：（）〔〕“”《》]")
_OPENERS = {"（": "）", "〔": "〕", "“": "”", "《": "》"}
_SENTENCE = "。；！？"
_CLAUSE = "，："
_NESTS = re.compile("[（〔“”《]")


def cut(text: str, start: int, end: int, stops: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, stop)`` of each piece of ``text[start:end]``, none of them empty.

    ``stop`` is the mark after the piece, or ``''``.

    A quotation that holds whole sentences is cut inside too; a bracket never is. An unclosed bracket closes with the
    text.

    >>> list(cut('要排查（含三小场所，全部），并上报。', 0, 18, '，。'))
    [(0, 13, '，'), (14, 17, '。')]
    """
    at = start
    if _NESTS.search(text, start, end) is None:
        for match in _any_of(stops).finditer(text, start, end):
            stop = match.start()
            if stop > at:
                yield at, stop, text[stop]
            at = stop + 1
        if end > at:
            yield at, end, ""
        return
    closers: list[str] = []
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        if mark in "“”" and match.start() == at and (mark == "”" or _speaks(text, match.start(), end)):
            at = match.end()
        elif closers and mark == closers[-1]:
            closers.pop()
        elif mark == "“" and _speaks(text, match.start(), end):
            if match.start() - 1 > at:
                yield at, match.start() - 1, "："
            at = match.end()
        elif mark in _OPENERS and text.find(_OPENERS[mark], match.end(), end) >= 0:
            closers.append(_OPENERS[mark])
        elif mark in stops and not closers:
            if match.start() > at:
                yield at, match.start(), mark
            at = match.end()
    if end > at:
        yield at, end, ""


def _speaks(text: str, at: int, end: int) -> bool:
    """Whether the quotation that opens at ``at`` is somebody's speech: after a colon, whole sentences."""
    close = text.find("”", at, end)
    return text.startswith("：", at - 1) and text[(close if close > 0 else end) - 1] in "。！？；"


@cache
def _any_of(stops: str) -> re.Pattern[str]:
    return re.compile(f"[{stops}]")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The sentences of ``text[start:end]``: ANNOTATION.md, rule 1."""
    return cut(text, start, end, _SENTENCE)


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The comma-separated clauses of a sentence."""
    return cut(text, start, end, _CLAUSE)
