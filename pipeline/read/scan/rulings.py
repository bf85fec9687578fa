"""The lines that a scanned table is drawn with: long level and upright strokes of the picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pipeline.read.layout.rulings import Rule

_LEVEL, _UPRIGHT = 36.0, 20.0  # points: longer than any stroke of a character
_THICK = 5.0
_GAP = 4.0
_MEETS, _APART = 3.0, 8.0  # points
_MOST = 1_000  # strokes; a photograph or a map has more, and no table


def find_rules(picture: Any, angle: float, points: float) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """``(level, upright)`` lines in points, on the page set straight by ``angle`` (radians) around its middle."""
    import cv2

    gray = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    height, width = gray.shape
    if angle:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(angle), 1.0)
        gray = cv2.warpAffine(gray, matrix, (width, height), borderValue=255)
    ink = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    level = tuple(Rule((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in _strokes(ink, points, level=True))
    upright = tuple(Rule((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in _strokes(ink, points, level=False))
    return framing(level, upright)


def framing(level: Sequence[Rule], upright: Sequence[Rule]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The strokes that make a table: each reaches from one that crosses it to another.

    Strokes of characters that stand side by side look like level lines too, but they end inside their cell.
    """
    level = tuple(rule for rule in level if _reaches(rule, upright))
    upright = tuple(rule for rule in upright if _reaches(rule, level))
    return tuple(rule for rule in level if _reaches(rule, upright)), upright


def _reaches(rule: Rule, others: Sequence[Rule]) -> bool:
    """Whether two of the others, well apart, meet it."""
    places = [
        other.at
        for other in others
        if rule.start - _MEETS <= other.at <= rule.end + _MEETS
        and other.start - _MEETS <= rule.at <= other.end + _MEETS
    ]
    return bool(places) and max(places) - min(places) > _APART


def _strokes(ink: Any, points: float, *, level: bool) -> list[tuple[float, float, float, float]]:
    """The boxes of long thin strokes, in points: what survives when anything shorter is rubbed out."""
    import cv2

    long = max(int((_LEVEL if level else _UPRIGHT) / points), 3)
    gap = max(int(_GAP / points), 1)
    closing = cv2.getStructuringElement(cv2.MORPH_RECT, (gap, 1) if level else (1, gap))
    opening = cv2.getStructuringElement(cv2.MORPH_RECT, (long, 1) if level else (1, long))
    kept = cv2.morphologyEx(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, closing), cv2.MORPH_OPEN, opening)
    kept = cv2.dilate(kept, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
    count, _, stats, _ = cv2.connectedComponentsWithStats(kept)
    if count > _MOST:
        return []
    boxes = [(x * points, y * points, (x + w) * points, (y + h) * points) for x, y, w, h, _ in stats[1:].tolist()]
    return [box for box in boxes if (box[3] - box[1] if level else box[2] - box[0]) <= _THICK]
