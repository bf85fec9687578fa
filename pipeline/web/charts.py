"""Charts as numbers: the templates draw them as SVG, a link a bar, and write the same down as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, figure, where it leads, what part of it is late, and its share of the longest (0–100)."""

    name: str
    value: int
    url: str
    part: int
    share: float
    part_share: float


def bars(rows: Iterable[tuple[str, int, str, int]]) -> list[Bar]:
    """Bars of names, figures, addresses and late parts.

    >>> bars([("临江区", 4, "/ledger", 1)])[0].part_share
    25.0
    """
    listed = list(rows)
    most = max((value for _, value, _, _ in listed), default=0) or 1
    return [
        Bar(name, value, url, part, round(100 * value / most, 1), round(100 * part / most, 1))
        for name, value, url, part in listed
    ]
