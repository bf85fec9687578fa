"""A cleaned copy of a slice of the stored text, for matching, with the way back to the stored offsets.

Line breaks and single spaces inside Chinese text come from PDFs and typists, half-width punctuation and full-width
digits from
keyboards: they mean nothing. A :class:`View` drops or maps them once for a block, so that no rule has to know of
them, and
maps every match back, so that every quote is still a slice of what was stored.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import field

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.record import record
from pipeline.structure.lines import BLANK

_WIDE = (
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
    "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ％．"
)
_NARROW = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz%."
_PUNCTUATION = {";": "；", "!": "！", "?": "？", "(": "（", ")": "）", "﹝": "〔", "﹞": "〕", "∶": "：", "﹕": "："}
_TABLE = {**dict(zip(_WIDE, _NARROW, strict=True)), **_PUNCTUATION}
_NEEDS_TABLE = compiled(r"[０-９Ａ-Ｚａ-ｚ％．;!?()﹝﹞∶﹕]")
# each begins with its sign, to which re skips
_COMMA = compiled(r",(?:(?<!\d,)|(?!\d))")
# 元旦,春节期间 and 每周二,周五: a typist's comma in a list
_LISTED = compiled(
    r"(?<=元旦|春节|清明|五一|端午|中秋|国庆|周[一二三四五六日])，(?=春节|清明|五一|端午|中秋|国庆|周[一二三四五六日])"
)
_COLON = compiled(r":(?:(?<!\d:)|(?!\s?\d))")
_STOP = compiled(r"\.(?<=[\u4e00-\u9fff）”]\.)(?=[\s\u4e00-\u9fff“”《]|$|[0-9]{1,4}(?:[年月日时]|小时|个))")
_BLANK = rf"[{BLANK}\n]"
# white space, together with the number of a page that stands on a line of its own
_SPACE = compiled(rf"{_BLANK}+(?:(?<=\n)[-—–·]?[ ]?\d{{1,3}}[ ]?[-—–·]?\n{_BLANK}*)?")
_LATIN = compiled(r"[A-Za-z]")
GAP = "\u3000"  # what a tab or a wide space inside a line becomes: it may separate names


@record
class View:
    """``text`` is the cleaned copy; :meth:`raw` gives the stored span of a slice of it.

    >>> view = clean("于2024 年3月31\\n日前,报送", 0, 17)
    >>> view.text, view.raw(1, 11)
    ('于2024年3月31日前，报送', Span(start=1, end=13))
    """

    text: str
    start: int
    offsets: Sequence[int] | None = field(hash=False)

    def raw(self, start: int, end: int) -> Span:
        """The stored slice of ``text[start:end]``; the slice must not be empty."""
        if self.offsets is None:
            return Span(self.start + start, self.start + end)
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def at(self, offset: int) -> int:
        """The first place in the view that stands at or after a stored offset."""
        if self.offsets is None:
            return min(max(offset - self.start, 0), len(self.text))
        return bisect_left(self.offsets, offset)


def clean(text: str, start: int, end: int) -> View:
    """The view of ``text[start:end]``: widths mapped one to one, meaningless white space dropped."""
    piece = same_width(text[start:end])
    if _SPACE.search(piece) is None:
        return View(piece, start, None)
    out: list[str] = []
    offsets = array("I")  # four bytes a character, where a tuple of numbers takes forty
    last = 0
    for gap in _SPACE.finditer(piece):
        out.append(piece[last : gap.start()])
        offsets.extend(range(start + last, start + gap.start()))
        if kept := _kept(piece, gap):
            out.append(kept)
            offsets.append(start + gap.start())
        last = gap.end()
    out.append(piece[last:])
    offsets.extend(range(start + last, end))
    return View("".join(out), start, offsets)


def _kept(piece: str, gap: re.Match[str]) -> str:
    """What stays of white space: nothing, one space between Latin words, or the mark of a wide gap."""
    inner = gap.group()
    if gap.start() == 0 or gap.end() == len(piece) or any(mark in inner for mark in "\n\r\f"):
        return ""
    if _LATIN.match(piece[gap.start() - 1]) and _LATIN.match(piece[gap.end()]):
        return " "
    return GAP if inner not in (" ", "\xa0", "\u200b", "\ufeff") else ""


def same_width(piece: str) -> str:
    """The same text, character for character, in the widths that Chinese print uses; ``1,000`` and ``17:30`` stay."""
    piece = _NEEDS_TABLE.sub(_widened, piece)  # str.translate costs a hundred nanoseconds for each character
    if "," in piece:
        piece = _COMMA.sub("，", piece)
        piece = _LISTED.sub("、", piece)
    if ":" in piece:
        piece = _COLON.sub("：", piece)
    if '"' in piece:
        piece = _paired(piece)
    return _STOP.sub("。", piece) if "." in piece else piece


def _widened(found: re.Match[str]) -> str:
    return _TABLE[found[0]]


def _paired(piece: str) -> str:
    """Straight quotation marks as they open and close by turns: ``"五一"`` is ``“五一”``; an odd one stays."""
    parts = piece.split('"')
    if len(parts) % 2 == 0:
        return piece
    return "".join(part + mark for part, mark in zip(parts, ["“", "”"] * (len(parts) // 2) + [""], strict=True))
