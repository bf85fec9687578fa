"""Sentences and clauses of a block's view: cut at the marks that stand outside brackets and quotations."""

from __future__ import annotations

import re
from functools import cache

from pipeline.patterns import compiled

#: Start and end of a piece, and the mark after it.
Piece = tuple[int, int, str]
_MARK = compiled(r"[，。；！？：（）〔〕“”《》]")
_OPENERS = {"（": "）", "〔": "〕", "“": "”", "《": "》"}
_SENTENCE = "。；！？"
_CLAUSE = "，："
# 造成损毁的｜照价赔偿, 逾期不改的｜将依法处罚: a case without a comma before what it costs
_GRAVER = ("造成", "情节", "逾期", "拒不", "拒绝", "屡", "再次", "连续", "构成", "导致", "引发")
_TIER = compiled(
    r"[^，。；的]{1,20}的"
    r"(?=(?:将|由[^，。；的]{2,12}|一律|要|应当?|依法|从严|严肃|坚决|从重)?(?:给予|予以|处以?[0-9一二三四五六七八九十]|处罚|追究|取消|扣|照价|责令|约谈|通报|移[送交]|吊销|没收|严肃|依法|从重|罚|赔偿))"
)
_NESTS = compiled("[（〔“”《]")


def cut(text: str, start: int, end: int, stops: str) -> list[Piece]:
    """``(start, end, stop)`` of each piece of ``text[start:end]``, none of them empty.

    ``stop`` is the mark after the piece, or ``''``.

    A quotation that holds whole sentences is cut inside too; a bracket never is. An unclosed bracket closes with the
    text.

    >>> cut('要排查（含三小场所，全部），并上报。', 0, 18, '，。')
    [(0, 13, '，'), (14, 17, '。')]
    """
    if _NESTS.search(text, start, end) is not None:
        return _nested(text, start, end, stops)
    return [(*piece.span(1), piece[2]) for piece in _parted(stops).finditer(text, start, end)]


def _nested(text: str, start: int, end: int, stops: str) -> list[Piece]:
    pieces: list[Piece] = []
    at, closers = start, list[str]()
    for match in _MARK.finditer(text, start, end):
        mark, place = match[0], match.start()
        if mark in "“”" and place == at and (mark == "”" or _speaks(text, place, end)):
            at = place + 1
        elif closers and mark == closers[-1]:
            closers.pop()
        elif mark == "“" and _speaks(text, place, end):
            if place - 1 > at:
                pieces.append((at, place - 1, "："))
            at = place + 1
        elif mark in _OPENERS and text.find(_OPENERS[mark], place + 1, end) >= 0:
            closers.append(_OPENERS[mark])
        elif mark in stops and not closers:
            if place > at:
                pieces.append((at, place, mark))
            at = place + 1
    return [*pieces, (at, end, "")] if end > at else pieces


def _speaks(text: str, at: int, end: int) -> bool:
    """Whether the quotation that opens at ``at`` is somebody's speech: after a colon, whole sentences."""
    close = text.find("”", at, end)
    return text.startswith("：", at - 1) and text[(close if close > 0 else end) - 1] in "。！？；"


@cache
def _parted(stops: str) -> re.Pattern[str]:
    return re.compile(f"([^{stops}]+)([{stops}]?)")


def sentences(text: str, start: int, end: int) -> list[Piece]:
    """The sentences of ``text[start:end]``: ANNOTATION.md, rule 1."""
    return cut(text, start, end, _SENTENCE)


def clauses(text: str, start: int, end: int) -> list[Piece]:
    """The comma-separated clauses of a sentence; a case comes apart from what it costs, with or without a comma.

    >>> clauses('扣发绩效，造成损毁的照价赔偿', 0, 14)
    [(0, 4, '，'), (5, 10, '，'), (10, 14, '')]
    """
    pieces = cut(text, start, end, _CLAUSE)
    if text.find("的", start, end) < 0:
        return pieces
    return [part for piece in pieces for part in _case_and_cost(text, piece)]


def _case_and_cost(text: str, piece: Piece) -> list[Piece]:
    case = _TIER.match(text, piece[0], piece[1]) if text.startswith(_GRAVER, piece[0]) else None
    return [piece] if case is None else [(piece[0], case.end(), "，"), (case.end(), *piece[1:])]
