"""Where times stand in a text: deadlines, periods, recurrences, and plain dates."""

from __future__ import annotations

from pipeline.model import Mention
from pipeline.rulebook import Rulebook

SLOTS = ("deadline", "time")


class TimeFinder:
    """Finds time mentions by the rules of ``rules/deadline`` and ``rules/time``; what they mean is for the resolver."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._finder = rulebook.finder(*SLOTS)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """Mentions in ``text[start:end]`` by position, none overlapping; ``kind`` is ``deadline`` or ``time``.

        In 应于3月31日前报送 it is the slice 3月31日前, of the rule ``deadline.by_date``.
        """
        return self._finder.find(text, start, end)
