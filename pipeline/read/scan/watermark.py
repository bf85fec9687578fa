"""Words written large across a scanned page, under or over its text: a watermark may bear the mark of secrecy.

Lines of text cut it to pieces, so they are wiped off first: what is thinner than the strokes of large letters goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.read.scan.engine import recognize

_STROKE = 3.4  # points: body text and titles draw thinner strokes, a watermark wider ones
_SIDE = 800  # pixels; letters of an inch can be read in less
_LEAST = 0.003  # of the page: less ink is no large word
_EXTENT = 16.0  # points: a large letter has a stroke as long; what is left of lines of text are dots
_FAINT = 15  # of 255: what is nearer to the paper's own grey is paper
_SURE = 0.6
_TURNS = (-45.0, 45.0)  # where the words can't be found as the page lies


def large_words(picture: Any, points: float) -> tuple[str, ...]:
    """The words in large letters, whatever way they run; ``picture`` and ``points`` as :func:`read_scan` has them."""
    import cv2

    gray, inked, extent = _without_text(picture, points)
    if gray is None or extent < _EXTENT:
        return ()
    for angle in (0.0, *(_TURNS if inked >= _LEAST else ())):
        turned = cv2.cvtColor(_turned(gray, angle) if angle else gray, cv2.COLOR_GRAY2BGR)
        words = tuple(_sure(turned))
        if any(len(word) > 1 for word in words):
            return words
    return ()


def _sure(picture: Any) -> Iterator[str]:
    yield from (line.text for line in recognize(picture)[0] if line.confidence >= _SURE)


def _without_text(picture: Any, points: float) -> tuple[Any, float, float]:
    """The page in grey without thin strokes, its contrast stretched; how much of it is ink, and how far the largest
    piece of that reaches in points. None where there is no ink."""
    import cv2
    import numpy

    gray = cv2.medianBlur(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), 3)
    width = max(round(_STROKE / points), 3)
    wiped = cv2.morphologyEx(gray, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width)))
    scale = min(_SIDE / max(wiped.shape), 1.0)
    small = cv2.resize(wiped, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(float)
    paper = float(numpy.percentile(small, 90))
    darkest = float(small.min())
    if paper - darkest <= _FAINT:
        return None, 0.0, 0.0
    stretched = (small - darkest) / (paper - _FAINT / 3 - darkest) * 255
    ink = small < paper - _FAINT
    return stretched.clip(0, 255).astype("uint8"), float(ink.mean()), _extent(ink) * points / scale


def _extent(ink: Any) -> int:
    """How wide or high the largest piece of connected ink is, in pixels."""
    import cv2

    _, _, pieces, _ = cv2.connectedComponentsWithStats(ink.astype("uint8"), connectivity=8)
    return int(pieces[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(initial=0))


def _turned(gray: Any, angle: float) -> Any:
    import cv2

    height, width = gray.shape
    side = int((height**2 + width**2) ** 0.5)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    matrix[:, 2] += (side - width) / 2, (side - height) / 2
    return cv2.warpAffine(gray, matrix, (side, side), borderValue=255)
