"""The level and upright lines that a PDF page draws: borders of tables, as lines or as thin filled rectangles."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float
from typing import Any

from pipeline.read.layout.rulings import Rule

_THIN = 2.5  # points
_SHORT = 6.0
_MOST_OBJECTS = 6_000
_MOST_SEGMENTS = 400

_Segment = tuple[float, float, float, float]


def read_rules(page: Any) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """``(level, upright)`` lines, in points from the page's upper left corner."""
    import pypdfium2.raw as raw

    left, _, _, top = page.get_bbox()
    level: list[Rule] = []
    upright: list[Rule] = []
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        shape = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(shape) != raw.FPDF_PAGEOBJ_PATH:
            continue
        for x0, y0, x1, y1 in _segments(raw, shape):
            wide, high = abs(x1 - x0), abs(y1 - y0)
            if high <= _THIN and wide >= _SHORT:
                level.append(Rule(top - (y0 + y1) / 2, min(x0, x1) - left, max(x0, x1) - left))
            elif wide <= _THIN and high >= _SHORT:
                upright.append(Rule((x0 + x1) / 2 - left, top - max(y0, y1), top - min(y0, y1)))
    return tuple(level), tuple(upright)


def _segments(raw: Any, shape: Any) -> Iterator[_Segment]:
    """A thin shape as one segment; any other as the segments of its outline."""
    edges = [c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(shape, *(byref(edge) for edge in edges)):
        return
    x0, y0, x1, y1 = (edge.value for edge in edges)
    if x1 - x0 <= _THIN or y1 - y0 <= _THIN:
        yield x0, y0, x1, y1
    else:
        yield from _outline(raw, shape)


def _outline(raw: Any, shape: Any) -> Iterator[_Segment]:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(shape, byref(matrix)):
        return
    start = last = (0.0, 0.0)
    x, y = c_float(), c_float()
    for index in range(min(raw.FPDFPath_CountSegments(shape), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(shape, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield (*last, *here)
        if raw.FPDFPathSegment_GetClose(segment):
            yield (*here, *start)
        last = here
