"""Reads the words of one point in time, piece by piece, from left to right.

``PointReader(words).read('2024年3月底', on)`` is ``Point(year=2024, month=3, at_end=True)``; words that it doesn't
know, or that contradict one another, make it ``None``: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from pipeline.resolve.times import pieces as p
from pipeline.resolve.times import take_dates, take_festivals, take_spans, take_weeks
from pipeline.resolve.times.clock import CLOCK
from pipeline.resolve.times.draft import Draft
from pipeline.resolve.times.point import Point
from pipeline.resolve.times.words import TimeWords

Take = Callable[[Draft, re.Match[str]], bool]


class PointReader:
    """Reads points; one reader serves every text, since it keeps nothing of what it read."""

    def __init__(self, words: TimeWords, isolated: bool = False) -> None:
        self.words, self._isolated = words, isolated
        self._pieces: tuple[tuple[re.Pattern[str], Take], ...] = (
            (p.ISO_TIME, take_dates.take_iso_time),
            (p.ISO, take_dates.take_iso),
            (CLOCK, take_dates.take_clock),
            (words.relative, take_dates.take_relative),
            (p.PLAN, take_spans.take_plan),
            (p.CENTURY, take_spans.take_century),
            (p.DECADE, take_spans.take_decade),
            (p.SHORT, take_dates.take_short),
            (words.festival, take_festivals.take_festival),
            (p.BARE_YEAR, take_dates.take_bare_year),
            (p.YEAR, take_dates.take_year),
            (p.HALF, take_spans.take_half),
            (p.QUARTER_LIST, take_spans.take_quarters),
            (p.QUARTER, take_spans.take_quarter),
            (p.NTH_WORKDAY, take_weeks.take_nth_workday),
            (p.NTH_WEEKDAY, take_weeks.take_nth_weekday),
            (p.RUN, take_spans.take_run),
            (p.LUNAR, take_dates.take_lunar),
            (p.MONTH, take_dates.take_month),
            (p.DEKAD, take_spans.take_dekad),
            (p.NTH_WEEK, take_weeks.take_nth_week),
            (p.HALF_WEEK, take_weeks.take_half_week),
            (p.NAMED_DAY, take_dates.take_skip),
            (p.WEEKS, take_weeks.take_weeks),
            (p.WEEKDAY, take_weeks.take_weekday),
            (p.EDGE, take_spans.take_edge),
            (p.LUNAR_DAY, take_dates.take_lunar_day),
            (p.DAY, take_dates.take_day),
            (p.REST, take_festivals.take_rest),
            (words.part, take_dates.take_part),
            (p.BARE_DAY, take_dates.take_bare_day),
            (p.SKIP, take_dates.take_skip),
        )

    def read(self, words: str, on: date | None) -> Point | None:
        """The point that ``words`` (in ``text.plain`` spelling) name, or ``None``."""
        if common := p.COMMON.fullmatch(words):
            return _common(common)
        draft = Draft(self.words, on, self._isolated)
        at = 0
        while at < len(words):
            end = self._step(draft, words, at)
            if end <= at:
                return None
            at = end
        return draft.point() if draft.touched else None

    def _step(self, draft: Draft, words: str, at: int) -> int:
        """The end of the first piece that stands here and fits, or ``at``.

        The order of the pieces settles ambiguity.
        """
        for pattern, take in self._pieces:
            found = pattern.match(words, at)
            if found and found.end() > at and take(draft, found):
                draft.touched = draft.touched or take is not take_dates.take_skip
                return found.end()
        return at


def _common(found: re.Match[str]) -> Point | None:
    """The commonest spelling, read in one step: 2024年3月31日, 3月底."""
    year, month, day = (int(found[name]) if found[name] else None for name in ("y", "m", "d"))
    if not 1 <= (month or 0) <= 12 or not 1 <= (day or 1) <= 31 or not 1000 <= (year or 1000) <= 2999:
        return None
    return Point(year, None, month, None if day else month, day, day, at_end=bool(found["e"]))
