"""The characters of a text object (GB/T 33190-2016, 11.3) with their boxes, by the advances that the file gives."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from math import atan2, pi

from pipeline.read.layout.runs import Glyph
from pipeline.read.layout.turning import EIGHTHS, Turned
from pipeline.read.ofd.geometry import POINTS, Box, number
from pipeline.read.ofd.objects import Drawn
from pipeline.read.xml import Element, local

_ASCENT, _DESCENT = 0.86, 0.14  # of the size, above and below the baseline


def glyphs(drawn: Drawn, page: Box) -> Iterator[Turned]:
    """Every character with its box in points from the page's corner, and its turn in eighths of a quarter."""
    element, transform = drawn.element, drawn.transform
    turn = round(atan2(-transform.b, transform.a) / (pi / 2) * EIGHTHS) % (4 * EIGHTHS)
    size, stretch = number(element.get("Size"), 0.0), number(element.get("HScale"), 1.0) or 1.0
    x = y = 0.0
    for code in element:
        if local(code) != "TextCode":
            continue
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        for char, left, base, width in _spread(code, x, y, size, stretch):
            box = transform.box(left, base - _ASCENT * size, left + width, base + _DESCENT * size)
            yield Glyph(char, *_on_page(box, page)), turn


def _on_page(box: Box, page: Box) -> Box:
    left, top = page[:2]
    return (box[0] - left) * POINTS, (box[1] - top) * POINTS, (box[2] - left) * POINTS, (box[3] - top) * POINTS


def _spread(
    code: Element, x: float, y: float, size: float, stretch: float
) -> Iterator[tuple[str, float, float, float]]:
    """Each character with its left edge, baseline and width."""
    text = _clean(code.text)
    across, down = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
    upright = bool(down) and code.get("DeltaX") is None  # written from top to bottom
    for place, char in enumerate(text):
        wide = unicodedata.east_asian_width(char) in "WF"
        natural = size * stretch * (1.0 if wide else 0.5)
        step = across[place] if place < len(across) else 0.0 if upright else natural
        yield char, x, y, step if 0 < step <= (natural if wide else size * stretch) else natural
        x += step
        y += down[place] if place < len(down) else 0.0


def _clean(text: str | None) -> str:
    return "".join(
        char if char != "\t" else " " for char in text or "" if char == "\t" or unicodedata.category(char) != "Cc"
    )


def _steps(text: str | None, most: int) -> list[float]:
    """The advances; ``g 3 5.5`` says one three times. No more than there are characters."""
    words = iter((text or "").split())
    steps: list[float] = []
    for word in words:
        count = 1
        if word == "g":
            count, word = int(number(next(words, None), 0)), next(words, "")
        steps += [number(word, 0.0)] * max(0, min(count, most - len(steps)))
        if len(steps) >= most:
            break
    return steps
