"""Lines of two narrow columns that recognition joined: parted where an empty strip runs down between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from pipeline.read.scan.engine import Recognized, read_pieces
from pipeline.read.scan.turn import Turn

_LEAST_ROWS = 6
_WIDTH = 0.45  # of the lines' height: punctuation leaves wider gaps, but not one below the other
_SIDE = 4.0  # times the height: what a column shows at least in each row
_MIDDLE = (0.3, 0.7)  # of the width of what is written
_STOPS = tuple("，。；：、！？,.;:!?）)")
_RIM = 3  # pixels around words
_INK = 2  # pixels of a row's height; less is dirt


@dataclass(frozen=True, slots=True)
class _Box:
    """A line on the straight page, in pixels."""

    line: Recognized
    left: float
    top: float
    right: float
    bottom: float


def part_columns(picture: Any, lines: Sequence[Recognized], angle: float) -> list[Recognized]:
    """The lines, those that run across the strip between two columns as two; ``angle`` is how the page lay askew."""
    height, width = picture.shape[:2]
    turn = Turn(angle, 0, width, height)
    boxes = [_straight(line, turn) for line in lines]
    tall = median(box.bottom - box.top for box in boxes) if boxes else 0.0
    if not any(box.right - box.left > 2 * _SIDE * tall for box in boxes):
        return list(lines)
    page = _straightened(picture, angle)
    ink = _ink(page)
    strip = _strip(ink, _rows(boxes), tall)
    if strip is None:
        return list(lines)
    x, top, bottom = strip
    joined = [box for box in boxes if box.left < x - tall < x + tall < box.right and top <= _middle(box) <= bottom]
    halves = _halves(page, ink, joined, x, turn)
    if _is_aligned_punctuation(halves[::2]):
        return list(lines)
    whole = [box for box in boxes if all(box is not other for other in joined)]
    again = (half for half in halves if half.text.strip() and not _is_seen(_straight(half, turn), whole))
    return [box.line for box in whole] + list(again)


def _is_seen(half: _Box, others: Sequence[_Box]) -> bool:
    """Whether another line stands there already: the joined one only reached into the other column."""
    return any(
        other.left < (half.left + half.right) / 2 < other.right and other.top < _middle(half) < other.bottom
        for other in others
    )


def _is_aligned_punctuation(lefts: Sequence[Recognized]) -> bool:
    """Whether the strip is but what punctuation leaves empty, in items that are all built alike."""
    stops = sum(half.text.rstrip().endswith(_STOPS) for half in lefts)
    return stops > 0.5 * len(lefts) and len(lefts) >= _LEAST_ROWS // 2


def _strip(ink: Any, rows: Sequence[Sequence[_Box]], tall: float) -> tuple[float, float, float] | None:
    """Where the strip is, and from where to where it runs down: the one that parts most rows that follow each other."""
    import numpy

    left, right = min(box.left for row in rows for box in row), max(box.right for row in rows for box in row)
    places = numpy.arange(*(int(left + share * (right - left)) for share in _MIDDLE))
    best: tuple[int, float, float, float] = (_LEAST_ROWS - 1, 0.0, 0.0, 0.0)
    count = numpy.zeros(len(places), int)
    begun = numpy.zeros(len(places))
    for row in rows:
        parted, crossed = _parting(ink, row, places, tall)
        begun = numpy.where(count == 0, row[0].top, begun)
        count = numpy.where(crossed, 0, count + parted)
        if int(count.max(initial=0)) > best[0]:
            found = numpy.flatnonzero(count == count.max())
            middle = int(found[len(found) // 2])
            best = (int(count.max()), float(places[middle]), float(begun[middle]), max(box.bottom for box in row))
    return best[1:] if best[0] >= _LEAST_ROWS else None


def _parting(ink: Any, row: Sequence[_Box], places: Any, tall: float) -> tuple[Any, Any]:
    """For each place whether the row has words on both sides of an empty strip there, and whether words cross it."""
    import numpy

    top, bottom = int(min(box.top for box in row)), int(max(box.bottom for box in row))
    written = (ink[max(top, 0) : bottom, :] > 0).sum(axis=0) >= _INK
    half = max(int(_WIDTH * tall / 2), 1)
    sums = numpy.concatenate(([0], numpy.cumsum(written)))
    inside = sums[numpy.minimum(places + half, len(written))] - sums[numpy.maximum(places - half, 0)]
    starts, ends = min(box.left for box in row), max(box.right for box in row)
    both = (places - starts > _SIDE * tall) & (ends - places > _SIDE * tall)
    return both & (inside == 0), inside > 0


def _rows(boxes: Sequence[_Box]) -> list[list[_Box]]:
    """The boxes by height, from the top."""
    rows: list[list[_Box]] = []
    for box in sorted(boxes, key=_middle):
        if rows and _middle(box) - _middle(rows[-1][0]) < 0.5 * (box.bottom - box.top):
            rows[-1].append(box)
        else:
            rows.append([box])
    return rows


def _middle(box: _Box) -> float:
    return (box.top + box.bottom) / 2


def _halves(page: Any, ink: Any, joined: Sequence[_Box], x: float, turn: Turn) -> list[Recognized]:
    """Each half read by itself, with its corners as they lay on the page that came."""
    sides = [(*_edges(ink, left, right, box), box) for box in joined for left, right in ((box.left, x), (x, box.right))]
    pieces = [page[int(box.top) : math.ceil(box.bottom), int(left) : math.ceil(right)] for left, right, box in sides]
    found = zip(sides, read_pieces(pieces), strict=True)
    return [Recognized(text, _corners(left, right, box, turn), sure) for (left, right, box), (text, sure) in found]


def _edges(ink: Any, left: float, right: float, box: _Box) -> tuple[float, float]:
    """Where between two places words begin and end."""
    import numpy

    written = numpy.flatnonzero(
        (ink[int(box.top) : math.ceil(box.bottom), int(left) : int(right)] > 0).sum(axis=0) >= _INK
    )
    if not len(written):
        return left, right
    return max(left, left + written[0] - _RIM), min(right, left + written[-1] + 1 + _RIM)


def _corners(left: float, right: float, box: _Box, turn: Turn) -> Any:
    around = ((left, box.top), (right, box.top), (right, box.bottom), (left, box.bottom))
    return tuple(turn.original(x, y) for x, y in around)


def _straight(line: Recognized, turn: Turn) -> _Box:
    xs, ys = zip(*(turn.straight(x, y) for x, y in line.corners), strict=True)
    return _Box(line, max(min(xs), 0.0), max(min(ys), 0.0), max(xs), max(ys))


def _straightened(picture: Any, angle: float) -> Any:
    import cv2

    if not angle:
        return picture
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(angle), 1.0)
    return cv2.warpAffine(picture, matrix, (width, height), borderValue=(255, 255, 255))


def _ink(page: Any) -> Any:
    import cv2

    gray = cv2.medianBlur(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), 3)
    return cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
