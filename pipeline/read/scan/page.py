"""A picture of a page to a page of text: lines set upright, table rules found, how well it could be read."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from pipeline.model import Place
from pipeline.read.layout.pages import Page
from pipeline.read.layout.runs import Run
from pipeline.read.scan.engine import Recognized, recognize
from pipeline.read.scan.gutter import part_columns
from pipeline.read.scan.mend import mend
from pipeline.read.scan.rulings import find_rules
from pipeline.read.scan.surety import bounded
from pipeline.read.scan.turn import Turn
from pipeline.read.scan.watermark import large_words

LOW = 0.8  # a line less sure than this is to be checked against the paper
_HOPELESS = 0.4  # what is less sure than this is no text: stamps, stains, handwriting
_LONG = 8  # characters of a line whose slope counts
_STEEP = math.radians(15)
_ALIKE = (0.78, 1.28)  # heights of lines this near to the page's own are of one size
_SHORT, _ALIKE_SHORT = 5, (0.6, 1.6)  # characters; the same of such words


@dataclass(frozen=True, slots=True)
class Scan:
    """A recognized page: ``confidence`` is that of its characters on average, ``low`` counts lines to be checked.

    ``lost`` counts what looked like lines and could not be read at all.
    """

    page: Page
    turn: Turn
    confidence: float
    low: int
    lost: int


def read_scan(picture: Any, number: int, points: float, detail: float = 1.0) -> Scan:
    """The page in a picture (height × width × 3 bytes, BGR); ``points`` is how many points a pixel is wide.

    ``detail`` is below 1 where the picture was made larger than it was scanned: how many of the scanner's pixels one
    of its own is wide.
    """
    picture, found, quarters = _set_up(picture)
    kept = [line for line in found if line.confidence >= _HOPELESS]
    height, width = picture.shape[:2]
    angle = slope(kept)
    kept = part_columns(picture, kept, angle)
    turn = Turn(angle, quarters, width * points, height * points)
    runs = bounded(even(run for line in kept if (run := _run(line, points, turn)) is not None), detail / points)
    level, upright = find_rules(picture, turn.angle, points)
    page = Page(number, height * points, tuple(runs), level, upright, large_words(picture, points))
    low = sum((run.confidence or 0) < LOW for run in runs)
    return Scan(page, turn, _mean(runs), low, len(found) - len(kept))


def _set_up(picture: Any) -> tuple[Any, list[Recognized], int]:
    """The picture with its writing the right way up, its lines, and by how many quarters it was turned (left)."""
    import numpy

    found, overturned = recognize(picture)
    quarters = 1 if _sideways(found) else 0
    if quarters:
        picture = numpy.ascontiguousarray(numpy.rot90(picture))
        found, overturned = recognize(picture)
    if overturned:
        quarters += 2
        picture = numpy.ascontiguousarray(numpy.rot90(picture, 2))
        found, _ = recognize(picture)
    return picture, found, quarters


def _sideways(lines: Sequence[Recognized]) -> bool:
    """Whether most lines run up or down the page: the paper was laid in sideways."""
    long = [line for line in lines if len(line.text) >= _LONG]
    tall = sum(abs(c[2][1] - c[0][1]) > 2 * abs(c[2][0] - c[0][0]) for c in (line.corners for line in long))
    return tall > 0.5 * len(long)


def slope(lines: Iterable[Recognized]) -> float:
    """The angle at which long lines run, in radians: how far the paper lay askew; the longer a line, the surer."""
    angles: list[tuple[float, float]] = []
    for line in lines:
        (x0, y0), (x1, y1) = line.corners[:2]
        if len(line.text) >= _LONG and abs(angle := math.atan2(y1 - y0, x1 - x0)) < _STEEP:
            angles.append((angle, (x1 - x0) ** 2))
    half = sum(weight for _, weight in angles) / 2
    for angle, weight in sorted(angles):
        half -= weight
        if half <= 0:
            return angle
    return 0.0


def even(runs: Iterable[Run]) -> list[Run]:
    """Lines of nearly one height made one height: recognition frames them a little tighter or looser, words of a
    few characters much looser."""
    found = list(runs)
    if not found:
        return []
    usual = median(run.size for run in found for _ in run.text)
    return [_sized(run, usual) if _is_alike(run, usual) else run for run in found]


def _is_alike(run: Run, usual: float) -> bool:
    least, most = _ALIKE if len(run.text) > _SHORT else _ALIKE_SHORT
    return least < run.size / usual < most


def on_paper(places: Sequence[Place], turns: dict[int, Turn]) -> list[Place]:
    """The places with their boxes as they lie on the paper, for pages that lay askew."""
    return [_back(place, turns[place.page]) if place.page in turns else place for place in places]


def _sized(run: Run, size: float) -> Run:
    return Run(run.text, run.edges, run.middle - size / 2, run.middle + size / 2, run.confidence)


def _run(line: Recognized, points: float, turn: Turn) -> Run | None:
    """Its corners on the straight page; the width is shared out among the characters by their kinds."""
    text = mend(line.text)
    if not text:
        return None
    corners = [turn.straight(x * points, y * points) for x, y in line.corners]
    left, right = (corners[0][0] + corners[3][0]) / 2, (corners[1][0] + corners[2][0]) / 2
    top, bottom = (corners[0][1] + corners[1][1]) / 2, (corners[2][1] + corners[3][1]) / 2
    if right <= left or bottom <= top:
        return None
    weights = [2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text]
    unit, edges = (right - left) / sum(weights), [left]
    for weight in weights:
        edges.append(edges[-1] + weight * unit)
    return Run(text, tuple(edges), top, bottom, round(line.confidence, 3))


def _mean(runs: Sequence[Run]) -> float:
    total = sum(len(run.text) for run in runs)
    return sum((run.confidence or 0) * len(run.text) for run in runs) / total if total else 0.0


def _back(place: Place, turn: Turn) -> Place:
    if place.box is None:
        return place
    left, top, right, bottom = place.box
    corners = [turn.original(x, y) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    middle = (top + bottom) / 2
    edges = tuple(round(turn.original(x, middle)[0], 1) for x in place.edges) if turn.quarters == 0 else ()
    box = (round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1))
    return place._replace(box=box, edges=edges)
