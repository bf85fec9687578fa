"""Runs: characters that stand side by side on one line. Coordinates are points from the page's upper left corner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

GAP = "\u3000"
_WORD_GAP = 0.2  # of the size: a space between Latin words
_WIDE_GAP = 0.8  # a gap that a reader sees between Han characters
_BREAK = 1.5  # a gap that parts cells or columns
_SAME_LINE = 0.4
_WHITE = " \t\r\n\u00a0\u3000\u200b\ufeff\u00ad"


class Glyph(NamedTuple):
    """One character and its box."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Run:
    """``edges`` holds each character's left edge and the last one's right edge, so one more than characters."""

    text: str
    edges: tuple[float, ...]
    top: float
    bottom: float
    confidence: float | None = None

    @property
    def left(self) -> float:
        """The first character's left edge."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """The last character's right edge."""
        return self.edges[-1]

    @property
    def size(self) -> float:
        """The height of its characters."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2

    def part(self, start: int, end: int) -> Run:
        """Some of its characters."""
        return Run(self.text[start:end], self.edges[start : end + 1], self.top, self.bottom, self.confidence)


def read_runs(glyphs: Iterable[Glyph]) -> Iterator[Run]:
    """Glyphs in the order of the file as runs; spaces are judged by their width, what was drawn twice by its place."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char in _WHITE or glyph.right <= glyph.left:
            continue
        if run and _drawn_twice(run[-1], glyph):
            continue
        if run and not _goes_on(run[-1], glyph):
            yield _run(run)
            run = []
        run.append(glyph)
    if run:
        yield _run(run)


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.bottom - last.top, glyph.bottom - glyph.top)
    apart = abs((last.top + last.bottom) - (glyph.top + glyph.bottom)) / 2
    return apart <= _SAME_LINE * size and -0.5 * size <= glyph.left - last.right <= _BREAK * size


def _drawn_twice(last: Glyph, glyph: Glyph) -> bool:
    """Bold by drawing the same character again a hair aside."""
    near = 0.3 * (last.right - last.left)
    return last.char == glyph.char and abs(last.left - glyph.left) < near and abs(last.top - glyph.top) < near


def _run(glyphs: list[Glyph]) -> Run:
    text: list[str] = []
    edges: list[float] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and (
            gap := gap_sign(last.char, glyph.char, glyph.left - last.right, glyph.bottom - glyph.top)
        ):
            text.append(gap)
            edges.append(last.right)
        text.append(glyph.char)
        edges.append(glyph.left)
        last = glyph
    edges.append(glyphs[-1].right)
    return Run("".join(text), tuple(edges), min(g.top for g in glyphs), max(g.bottom for g in glyphs))


def gap_sign(before: str, after: str, gap: float, size: float) -> str:
    """What a gap between two characters means: nothing, a space between Latin words, or a wide gap.

    The narrow spaces that typesetting puts between Han and digits mean nothing.
    """
    if gap > _WIDE_GAP * size:
        return GAP
    return " " if gap > _WORD_GAP * size and is_latin(before) and is_latin(after) else ""


def is_latin(char: str) -> bool:
    """Whether the character belongs to words that spaces part."""
    return char.isascii() and (char.isalnum() or char in ",.;:!?)\"'")


def split_at(run: Run, places: Iterable[float]) -> Iterator[Run]:
    """The run cut where a vertical line of a table crosses it."""
    start = 0
    for place in places:
        cut = next(
            (i for i in range(start, len(run.text)) if (run.edges[i] + run.edges[i + 1]) / 2 > place), len(run.text)
        )
        if start < cut < len(run.text):
            yield _trimmed(run, start, cut)
            start = cut
    yield _trimmed(run, start, len(run.text))


def _trimmed(run: Run, start: int, end: int) -> Run:
    """A part without the gaps at its ends."""
    while start < end - 1 and run.text[start] in _WHITE:
        start += 1
    while start < end - 1 and run.text[end - 1] in _WHITE:
        end -= 1
    return run.part(start, end)
