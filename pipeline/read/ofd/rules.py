"""The level and upright lines that an OFD page draws (GB/T 33190-2016, 9.1: PathObject)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.read.layout.rulings import Rule
from pipeline.read.ofd.geometry import POINTS, numbers
from pipeline.read.xml import Element, local

_THIN = 0.8  # millimetres
_SHORT = 2.0
_MOST = 4_000

_Point = tuple[float, float]


def read_rules(root: Element, left: float, top: float) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """``(level, upright)`` lines of a page in points from its upper left corner."""
    level: list[Rule] = []
    upright: list[Rule] = []
    for (x0, y0), (x1, y1) in _segments(root):
        if len(level) + len(upright) > _MOST:
            break
        wide, high = abs(x1 - x0), abs(y1 - y0)
        if high <= _THIN and wide >= _SHORT:
            level.append(_rule((y0 + y1) / 2 - top, min(x0, x1) - left, max(x0, x1) - left))
        elif wide <= _THIN and high >= _SHORT:
            upright.append(_rule((x0 + x1) / 2 - left, min(y0, y1) - top, max(y0, y1) - top))
    return tuple(level), tuple(upright)


def _rule(at: float, start: float, end: float) -> Rule:
    return Rule(at * POINTS, start * POINTS, end * POINTS)


def _segments(root: Element) -> Iterator[tuple[_Point, _Point]]:
    for shape in root.iter():
        if local(shape) != "PathObject":
            continue
        box = numbers(shape.get("Boundary"), 4)
        data = next((child.text for child in shape if local(child) == "AbbreviatedData"), None)
        if box is None or not data:
            continue
        matrix = numbers(shape.get("CTM"), 6) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
        yield from _path(data, matrix, box[0], box[1])


def _path(data: str, matrix: list[float], left: float, top: float) -> Iterator[tuple[_Point, _Point]]:
    """The straight parts of a path: S and M begin one, L draws on, C closes."""
    a, b, c, d, e, f = matrix
    tokens = data.split()[: 4 * _MOST]
    start: _Point | None = None
    last: _Point | None = None
    place = 0
    while place < len(tokens):
        sign = tokens[place]
        place += 1
        if sign == "C" and last is not None and start is not None:
            yield last, start
        if sign not in ("M", "S", "L"):
            continue
        point = numbers(" ".join(tokens[place : place + 2]), 2)
        if point is None:
            return
        place += 2
        x, y = point
        here = (a * x + c * y + e + left, b * x + d * y + f + top)
        if sign == "L" and last is not None:
            yield last, here
        elif sign != "L":
            start = here
        last = here
