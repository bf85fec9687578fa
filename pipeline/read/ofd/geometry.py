"""How OFD places what it draws (GB/T 33190-2016, 8.4 and 8.5): numbers, boxes and transforms, in millimetres."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

from pipeline.read.xml import Element

POINTS = 72 / 25.4
Box = tuple[float, float, float, float]


class Affine(NamedTuple):
    """``x' = a·x + c·y + e`` and ``y' = b·x + d·y + f``."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, inner: Affine) -> Affine:
        """The transform that does ``inner`` first."""
        (a, b), (c, d) = self._turned(inner.a, inner.b), self._turned(inner.c, inner.d)
        return Affine(a, b, c, d, *self.at(inner.e, inner.f))

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y, self.b * x + self.d * y

    @property
    def area(self) -> float:
        """How large a square of size 1 becomes."""
        return abs(self.a * self.d - self.b * self.c)

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The upright box around where a box comes to lie."""
        corners = [self.at(x, y) for x in (left, right) for y in (top, bottom)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


def placed(element: Element) -> Affine:
    """From an object's own space to that of its page or group: its CTM, then its boundary's corner."""
    corner = numbers(element.get("Boundary"), 4) or [0.0] * 4
    own = Affine(*(numbers(element.get("CTM"), 6) or Affine()))
    return own._replace(e=own.e + corner[0], f=own.f + corner[1])


def number(text: str | None, default: float) -> float:
    """One number, ``default`` where it is none."""
    found = numbers(text, 1)
    return found[0] if found else default


def numbers(text: str | None, count: int) -> list[float] | None:
    """So many numbers, or None where they are not there or beyond reason."""
    try:
        found = [float(part) for part in (text or "").replace(",", " ").split()[:count]]
    except ValueError:
        return None
    return found if len(found) == count and all(isfinite(each) and abs(each) < 1e6 for each in found) else None
