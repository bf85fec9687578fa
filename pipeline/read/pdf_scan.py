"""Which pages of a PDF are pictures of text, and what recognition makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.read.scan.engine import LONG_SIDE

_FEW = 5  # characters; a page with fewer that shows anything is a scan
_STAMPED = 80  # characters that a scanner or an archive may have put on a picture of a whole page
_COVERED = 0.5  # of the page
_GARBLED = 0.3  # of its characters: fonts that don't say what they draw
_DRAWN = 20  # shapes: text drawn as outlines has many
FINEST = 300 / 72  # pixels a point


def is_scan(page: Any, characters: int, garbled: int) -> bool:
    """Whether the words of a page can only be seen: ``characters`` are those that it holds, ``garbled`` the senseless.

    A page without anything on it is no scan.
    """
    if characters and garbled > _GARBLED * characters:
        return True
    return characters < _STAMPED and is_picture_of_text(characters, *_drawn(page))


def is_picture_of_text(characters: int, covered: float, shapes: int) -> bool:
    """The same by how much of a page pictures cover (0 to 1), and how many shapes it draws."""
    if characters >= _STAMPED:
        return False
    return covered >= _COVERED if characters >= _FEW else covered > 0 or shapes >= _DRAWN


def render(page: Any) -> tuple[Any, float, float]:
    """The page as a picture (height × width × 3 bytes, BGR) for recognition, how many points a pixel is wide, and how
    many of the scanner's pixels (1 at most)."""
    scale = min(LONG_SIDE / max(page.get_size()), FINEST)
    picture = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False, grayscale=False).to_numpy()
    return picture[:, :, :3].copy(), 1 / scale, min(_scanned(page) / scale, 1.0)


def _scanned(page: Any) -> float:
    """How many pixels a point of the page's largest picture has; infinite where the page is drawn."""
    import pypdfium2.raw as raw

    largest, pixels = 0.0, float("inf")
    for shape in _objects(page, (raw.FPDF_PAGEOBJ_IMAGE,)):
        left, bottom, right, top = shape.get_bounds()
        area = abs(right - left) * abs(top - bottom)
        wide, high = shape.get_px_size()
        if area > largest and wide and high:
            largest, pixels = area, (wide * high / area) ** 0.5
    return pixels


def _drawn(page: Any) -> tuple[float, int]:
    """How much of the page pictures cover (a scanner may cut it into strips), and how many shapes it draws."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    covered, shapes = 0.0, 0
    for shape in _objects(page, (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING)):
        if shape.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = shape.get_bounds()
            covered += abs(right - left) * abs(top - bottom) / max(width * height, 1)
        else:
            shapes += 1
    return covered, shapes


def _objects(page: Any, kinds: Iterable[int]) -> Iterator[Any]:
    for number, shape in enumerate(page.get_objects(filter=kinds, max_depth=4)):
        if number > 500:
            return
        yield shape
