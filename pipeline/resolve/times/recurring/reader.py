"""Reads the words of a recurrence, piece by piece, from left to right."""

from __future__ import annotations

from pipeline.patterns import compiled
from pipeline.resolve.times.clock import CLOCK, read_clock
from pipeline.resolve.times.recurring.heads import HEAD, begin
from pipeline.resolve.times.recurring.pieces import PASS
from pipeline.resolve.times.recurring.rule import Recurrence
from pipeline.resolve.times.recurring.takes import STEPS
from pipeline.resolve.times.words import TimeWords

_WORKDAYS = compiled(r"^于?工作日每[日天]")  # 工作日每日 is 每个工作日
_ON_THESE = compiled(
    r"^(?:周|星期)([一二三四五六](?:至|到|-)(?:周|星期)?[二三四五六日天])的?每[日天]"
)  # 周一至周五每日
_DAYTIME = compiled(r"^每(?=[早晚])")  # 每晚8时 is 每日晚8时


class RecurrenceReader:
    """Reads recurrences; one reader serves every text."""

    def __init__(self, words: TimeWords) -> None:
        self._words = words

    def read(self, words: str) -> Recurrence | None:
        """The recurrence that ``words`` (in ``text.plain`` spelling) begin with, e.g. 每月5日前; ``None`` if none."""
        words = _WORKDAYS.sub("每工作日", _DAYTIME.sub("每日", _ON_THESE.sub(r"每周\1", words)))
        head = HEAD.match(words)
        found = begin(head) if head else None
        if head is None or found is None:
            return None
        at = head.end()
        while at < len(words):
            end = self._step(found, words, at)
            if end <= at:
                break
            at = end
        return found

    def _step(self, rule: Recurrence, words: str, at: int) -> int:
        for pattern, take in STEPS.get(rule.freq, ()):
            found = pattern.match(words, at)
            if found and found.end() > at and take(rule, found):
                return found.end()
        return self._clock(rule, words, at)

    def _clock(self, rule: Recurrence, words: str, at: int) -> int:
        """Where a time of day ends; what recurs within the day (每2小时) has none."""
        if rule.freq in ("HOURLY", "MINUTELY"):
            return at
        part = self._words.part.match(words, at)
        found = CLOCK.match(words, part.end() if part else at)
        if found is None:
            skip = part or PASS.match(words, at)
            return skip.end() if skip else at
        clock = read_clock(found, self._words.parts[part[0]] if part else None)
        if clock and not clock.startswith("24"):
            rule.at(clock)
        return found.end() if clock else at
