"""How a scanned page lay: turned by quarters, and a little askew."""

from __future__ import annotations

import math
from typing import NamedTuple


class Turn(NamedTuple):
    """A page that was turned left by ``quarters``, then set straight by ``angle`` (radians) around its middle.

    ``width`` and ``height`` are those of the page once it stands upright; all lengths in points.
    """

    angle: float = 0.0
    quarters: int = 0
    width: float = 0.0
    height: float = 0.0

    @property
    def askew(self) -> bool:
        """Whether anything was done to it."""
        return bool(self.angle or self.quarters)

    def straight(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the upright page lies once the page is straight."""
        return self._turned(x, y, -self.angle)

    def original(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the straight page lies on the page as it came.

        >>> Turn(quarters=1, width=842, height=595).original(100, 20)
        (575, 100)
        """
        if self.angle:
            x, y = self._turned(x, y, self.angle)
        if self.quarters == 1:
            return self.height - y, x
        if self.quarters == 2:
            return self.width - x, self.height - y
        if self.quarters == 3:
            return y, self.width - x
        return x, y

    def _turned(self, x: float, y: float, angle: float) -> tuple[float, float]:
        cos, sin = math.cos(angle), math.sin(angle)
        across, down = x - self.width / 2, y - self.height / 2
        return self.width / 2 + cos * across - sin * down, self.height / 2 + sin * across + cos * down
