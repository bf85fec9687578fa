"""Finds the mentions that a set of rules describes.

What a finder finds for one rule is, by definition, ``pattern.finditer`` over the slice, restricted to matches that hold
one of the rule's anchors within its window; anchors and windows only make it fast (a property test compares the two).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from pipeline.model import Mention, Span
from pipeline.record import record
from pipeline.rulebook.anchors import AnchorScan
from pipeline.rulebook.compiled import compile_kept
from pipeline.rulebook.faults import Fault, RulebookError
from pipeline.rulebook.records import MentionRule
from pipeline.rulebook.settle import settle
from pipeline.rulebook.shape import shape_of
from pipeline.rulebook.sweep import Sweep

_Ready = tuple[re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None]


@record
class Found:
    """One rule's match, before overlaps are settled."""

    start: int
    end: int
    rule: MentionRule
    match: re.Match[str]

    @property
    def rank(self) -> tuple[int, int]:
        """Smaller is better."""
        return -self.rule.priority, self.rule.order

    def mention(self) -> Mention:
        """The match as the record that later stages read."""
        match = self.match
        groups = {name: Span(*match.span(name)) for name in match.re.groupindex if match.start(name) >= 0}
        return Mention(self.rule.slot, Span(self.start, self.end), self.rule.id, groups)


class Lost(NamedTuple):
    """A find that gave way to a better one; ``duban rules try`` shows it."""

    loser: Found
    winner: Found


class Finder:
    """Finds the mentions of ``rules`` in a text; build one and use it for many texts.

    As ``part`` of a ``sweep`` it shares its scan for anchors with other finders.
    """

    def __init__(self, rules: Sequence[MentionRule], sweep: Sweep | None = None, part: int = 0) -> None:
        self.rules = tuple(rules)
        self._sweep = sweep
        self._part = part
        self._ready: list[_Ready | None] = [None] * len(self.rules)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """Mentions in ``text[start:end]``, by position, none overlapping; offsets are those of ``text``."""
        if self._sweep is not None and start == 0 and end is None:
            regions = self._sweep.regions(self._part, text)
        else:
            regions = self._regions(text, start, len(text) if end is None else min(end, len(text)))
        if not regions:
            return []
        found = self._tried(text, regions)
        if len(found) > 1:
            found = [found[index] for index in settle(found)[0]]
        return [one.mention() for one in found]

    def rules_out(self, text: str, start: int, end: int) -> bool:
        """Whether the scan of the whole ``text`` has shown that ``text[start:end]`` holds nothing; it scans nothing."""
        return self._sweep is not None and self._sweep.rules_out(self._part, text, start, end)

    def explain(self, text: str, start: int = 0, end: int | None = None) -> tuple[list[Found], list[Lost]]:
        """What stands and what lost to what."""
        found = self.candidates(text, start, end)
        kept, losses = settle(found)
        return [found[index] for index in kept], [Lost(found[loss.loser], found[loss.winner]) for loss in losses]

    def candidates(self, text: str, start: int = 0, end: int | None = None) -> list[Found]:
        """Every rule's matches, overlaps not yet settled."""
        stop = len(text) if end is None else min(end, len(text))
        return self._tried(text, self._regions(text, start, stop))

    def _tried(self, text: str, regions: dict[int, list[int]]) -> list[Found]:
        found: list[Found] = []
        for number, where in regions.items():
            self._try(number, text, where, found)
        return found

    @cached_property
    def _anchors(self) -> AnchorScan:
        return AnchorScan(self.rules)

    def _regions(self, text: str, start: int, stop: int) -> dict[int, list[int]]:
        if self._sweep is not None:
            if start == 0 and stop == len(text):
                return self._sweep.regions(self._part, text)
            if self._sweep.rules_out(self._part, text, start, stop):
                return {}
        return self._anchors.regions(text, start, stop)

    def _try(self, number: int, text: str, regions: Sequence[int], found: list[Found]) -> None:
        """Add what ``pattern.finditer`` finds in each region, and holds an anchor, to ``found``.

        A match is looked for only where one can begin, and none begins after the region's last anchor.
        """
        rule = self.rules[number]
        pattern, begins, needs = self._ready[number] or self._prepare(number)
        done = 0
        for low, high, last in zip(regions[::4], regions[1::4], regions[3::4], strict=True):
            if begins is None:
                if needs is not None and needs.search(text, low, high) is None:
                    continue
                for match in pattern.finditer(text, low if low > done else done, high):
                    begin, done = match.span()
                    if _holds(rule, text[begin:done]):
                        found.append(Found(begin, done, rule, match))
                continue
            for place in begins.finditer(text, low, last + 1):
                begin = place.start()
                if begin >= done and (tried := pattern.match(text, begin, high)) is not None:
                    done = tried.end()
                    if _holds(rule, text[begin:done]):
                        found.append(Found(begin, done, rule, tried))

    def _prepare(self, number: int) -> _Ready:
        """A rule's pattern, what a match of it begins with, and of what it holds one (``None``: anything)."""
        rule = self.rules[number]
        shape = rule.shape or shape_of(rule.pattern, rule.anchors)
        ready = self._ready[number] = compile_pattern(rule), _class(shape.first), _class(shape.needs)
        return ready


def _holds(rule: MentionRule, words: str) -> bool:
    for anchor in rule.anchors:  # noqa: SIM110 (a generator costs more than the search)
        if anchor in words:
            return True
    return False


def _class(chars: str | None) -> re.Pattern[str] | None:
    return re.compile(f"[{re.escape(chars)}]") if chars else None


PATTERN_ERRORS = (re.error, OverflowError, RecursionError)


def compile_pattern(rule: MentionRule) -> re.Pattern[str]:
    """The rule's pattern, compiled; raises :class:`RulebookError` with the rule's name where it can't be."""
    try:
        return compile_kept(rule.pattern, rule.compiled)
    except PATTERN_ERRORS as error:
        raise RulebookError([pattern_fault(rule, error)]) from error


def pattern_fault(rule: MentionRule, error: Exception) -> Fault:
    """What is wrong with a pattern that does not compile."""
    zh, en = f"正则表达式有误：{error}", f"not a valid regular expression: {error}"
    return Fault(rule.file, zh, en, rule=rule.id, key="pattern")
