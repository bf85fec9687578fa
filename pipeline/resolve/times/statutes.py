"""Statutes whose days are working days (行政许可法 art. 82), where the sentence of a period names one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.record import record, replace
from pipeline.resolve.times.lengths import Length

REACH = 120  # characters back to the name of the statute, within one sentence
_STOPS = "。；;！？\n"


@record
class Statute:
    """Which numbers of days a statute means as working days: up to ``most``, or those in ``only``."""

    name: str
    most: int = 0
    only: frozenset[int] = frozenset()

    def read(self, length: Length) -> Length:
        """The length as the statute means it; months, hours and other numbers of days stay as they are."""
        days = length.days_only
        counts = days is not None and (days <= self.most or days in self.only)
        return replace(length, business=True) if counts else length


class Statutes:
    """The statutes of ``rules/calendar/statutes.yaml``, to be found before a period."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._named = {str(row["name"]): _statute(row) for row in rows}
        names = "|".join(map(re.escape, self._named)) or "(?!)"
        self._pattern = re.compile(rf"《(?:中华人民共和国)?(?P<name>{names})》")

    def before(self, text: str, start: int) -> Statute | None:
        """The last one that the sentence names before ``start``: 依照《行政处罚法》，应当在七日内送达."""
        if text.rfind("》", max(0, start - REACH), start) < 0:
            return None
        head = text[max(0, start - REACH) : start]
        head = head[max(head.rfind(stop) for stop in _STOPS) + 1 :]
        found = [match["name"] for match in self._pattern.finditer(head)]
        return self._named[found[-1]] if found else None


def _statute(row: Mapping[str, Any]) -> Statute:
    name, days = str(row["name"]), str(row["days"])
    if days == "all":
        return Statute(name, most=10**6)
    if days.startswith("至"):
        return Statute(name, most=int(days[1:]))
    return Statute(name, only=frozenset(map(int, days.split())))
