"""A page drawn from its words and where they stand (SVG): what is shown of formats that nothing here can draw."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from pipeline.model import Place
from pipeline.web.picture import Box

# A4 in points; a page whose words reach further is larger.
_WIDE, _HIGH = 595.0, 842.0
_MARGIN = 40.0
# Of the height of a line, from its top down to the baseline.
_BASELINE = 0.86


def sketch(text: str, places: Sequence[Place], boxes: Sequence[Box]) -> str:
    """The page as SVG, the boxes tinted; every character at its own place.

    >>> line = Place(0, 2, "line", page=1, box=(90.0, 80.0, 122.0, 96.0), edges=(90.0, 106.0, 122.0))
    >>> sketch("台账", [line], [])[-62:]
    '<text x="90.0 106.0" y="93.8" font-size="16.0">台账</text></svg>'
    """
    lines = [place for place in places if place.box]
    wide = max([_WIDE, *(place.box[2] + _MARGIN for place in lines if place.box)])
    high = max([_HIGH, *(place.box[3] + _MARGIN for place in lines if place.box)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" width="{wide:.0f}"'
        f' height="{high:.0f}" font-family="serif"><rect width="100%" height="100%" fill="#fff"/>'
        + "".join(_tint(box) for box in boxes)
        + "".join(_line(text, place, place.box) for place in lines if place.box)
        + "</svg>"
    )


def _line(text: str, place: Place, box: Box) -> str:
    left, top, _, bottom = box
    words = "".join(char if char.isprintable() else " " for char in text[place.start : place.end])
    at = " ".join(f"{edge:.1f}" for edge in place.edges[: len(words)]) or f"{left:.1f}"
    size = bottom - top
    return f'<text x="{at}" y="{top + _BASELINE * size:.1f}" font-size="{size:.1f}">{escape(words)}</text>'


def _tint(box: Box) -> str:
    left, top, right, bottom = box
    return (
        f'<rect x="{left - 1:.1f}" y="{top - 1:.1f}" width="{right - left + 2:.1f}" height="{bottom - top + 2:.1f}"'
        ' fill="#ffe27a"/>'
    )
