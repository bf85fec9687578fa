"""From the stored text back into the original: which paragraphs, cells and boxes a slice of evidence covers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from pipeline.model import Place, Span


class Box(NamedTuple):
    """A rectangle on a page, in points from its upper left corner; ``page`` counts from 1."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


def places_of(places: Sequence[Place], span: Span) -> tuple[Place, ...]:
    """The places that a slice of the text touches, in order; ``places`` as a Document has them."""
    first = bisect_left(places, span.start, key=attrgetter("end"))
    found = []
    for place in places[first:]:
        if place.start >= span.end:
            break
        if place.end > span.start:
            found.append(place)
    return tuple(found)


def boxes_of(places: Sequence[Place], span: Span) -> tuple[Box, ...]:
    """Where the slice stands on its pages, a box a line, cut to its own characters where these are known."""
    return tuple(box for place in places_of(places, span) if (box := _box(place, span)) is not None)


def confidence_of(places: Sequence[Place], span: Span) -> float | None:
    """How surely the words of the slice were recognized: that of its worst line; None where nothing was."""
    known = [place.confidence for place in places_of(places, span) if place.confidence is not None]
    return min(known, default=None)


def where(place: Place, lang: str = "zh") -> str:
    """A place in words, as a person would look for it.

    >>> where(Place(0, 4, "cell", 1, row=3, column=2))
    '表1第3行第2列'
    """
    return _english(place) if lang.startswith("en") else _chinese(place)


def _box(place: Place, span: Span) -> Box | None:
    if place.box is None or place.page is None:
        return None
    left, top, right, bottom = place.box
    if len(place.edges) == place.end - place.start + 1:
        left = place.edges[max(span.start, place.start) - place.start]
        right = place.edges[min(span.end, place.end) - place.start]
    return Box(place.page, left, top, right, bottom)


_PARTS = {
    "paragraph": ("第{}段", "paragraph {}"),
    "box": ("文本框第{}段", "text box, paragraph {}"),
    "note": ("脚注{}", "note {}"),
    "header": ("页眉", "header"),
    "line": ("第{}行", "line {}"),
    "scan": ("第{}行", "line {}"),
}


def _chinese(place: Place) -> str:
    page = f"第{place.page}页" if place.page else ""
    if place.part == "cell":
        table = f"工作表“{place.sheet}”" if place.sheet else f"表{place.index}"
        return f"{page}{table}第{place.row}行第{place.column}列"
    return page + _PARTS.get(place.part, ("", ""))[0].format(place.index)


def _english(place: Place) -> str:
    page = f"page {place.page}, " if place.page else ""
    if place.part == "cell":
        table = f'sheet "{place.sheet}"' if place.sheet else f"table {place.index}"
        return f"{page}{table}, row {place.row}, column {place.column}"
    return (page + _PARTS.get(place.part, ("", ""))[1].format(place.index)).removesuffix(", ")
