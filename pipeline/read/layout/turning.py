"""Pages whose writing stands sideways or on its head, and words that stand askew of it, such as watermarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.read.layout.runs import Glyph

EIGHTHS = 8  # turns are told in eighths of a quarter
_FAR = 2.0  # times its size: characters further apart are not of one word
Turned = tuple[Glyph, int]


def upright(glyphs: Sequence[Turned], width: float, height: float) -> list[Glyph]:
    """The characters that stand as most of them do, turned upright; a watermark across the page is left out."""
    most = _usual(glyphs)
    kept = [glyph for glyph, turn in glyphs if turn == most]
    if most == 0:
        return kept
    if most == 2 * EIGHTHS:
        return [Glyph(g.char, width - g.right, height - g.bottom, width - g.left, height - g.top) for g in kept]
    if most == EIGHTHS:
        return [Glyph(g.char, height - g.bottom, g.left, height - g.top, g.right) for g in kept]
    return [Glyph(g.char, g.top, width - g.right, g.bottom, width - g.left) for g in kept]


def askew(glyphs: Sequence[Turned]) -> list[str]:
    """The words that stand otherwise than most of the page: watermarks, stamps, margins; each once."""
    most = _usual(glyphs)
    words: dict[str, None] = {}
    word, last = "", None
    for glyph, turn in glyphs:
        if turn == most:
            continue
        if last is not None and not _near(last, glyph):
            words[word], word = None, ""
        word, last = word + glyph.char, glyph
    return [*words, word] if word else []


def _usual(glyphs: Sequence[Turned]) -> int:
    """The quarter turn of most characters."""
    turns = Counter(turn for _, turn in glyphs if turn % EIGHTHS == 0)
    return max(turns, key=lambda turn: turns[turn], default=0)


def _near(one: Glyph, other: Glyph) -> bool:
    size = max(one.right - one.left, one.bottom - one.top, other.right - other.left, other.bottom - other.top)
    return abs(one.left - other.left) <= _FAR * size and abs(one.top - other.top) <= _FAR * size
