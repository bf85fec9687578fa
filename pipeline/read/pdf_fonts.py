"""Text in a font that neither the PDF nor this machine has: pdfium leaves out pieces of it that have no extent."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float
from typing import Any

_MOST_OBJECTS = 100_000
_DEEPEST = 4  # forms within forms


def give_extent(page: Any) -> None:
    """Make what has no extent a hair wide, before the page's text is read; nothing is drawn or saved anew.

    A piece of one character (``云`` set by itself, as typesetting programs do) has no extent where no font knows its
    shape, as on a server without Chinese fonts, and would be lost without a word.
    """
    import pypdfium2.raw as raw

    edges = [c_float() for _ in range(4)]
    left, _, right, _ = edges
    for piece in _texts(raw, page):
        if not raw.FPDFPageObj_GetBounds(piece, *map(byref, edges)) or right.value > left.value:
            continue
        if not raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(piece)):
            # what is drawn as an outline is as wide as the pen; the extent is reckoned anew when it is moved
            raw.FPDFTextObj_SetTextRenderMode(piece, raw.FPDF_TEXTRENDERMODE_STROKE)
            raw.FPDFPageObj_Transform(piece, 1, 0, 0, 1, 0, 0)


def _texts(raw: Any, page: Any) -> Iterator[Any]:
    """Every piece of text of a page, those in forms, too."""
    of_page = (raw.FPDFPage_CountObjects(page.raw), raw.FPDFPage_GetObject, page.raw, 0)
    queue, seen = [of_page], 0
    while queue and seen < _MOST_OBJECTS:
        count, get, owner, depth = queue.pop()
        for index in range(min(count, _MOST_OBJECTS - seen)):
            shape = get(owner, index)
            kind = raw.FPDFPageObj_GetType(shape)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                yield shape
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                queue.append((raw.FPDFFormObj_CountObjects(shape), raw.FPDFFormObj_GetObject, shape, depth + 1))
        seen += count
