"""Finds the mentions that a set of rules describes.

What a finder finds for one rule is, by definition, ``pattern.finditer`` over the slice, restricted to matches that hold
one of the rule's anchors within its window; anchors and windows only make it fast (a property test compares the two).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Mention, Span
from pipeline.rulebook.anchors import AnchorScan
from pipeline.rulebook.faults import Fault, RulebookError
from pipeline.rulebook.records import MentionRule
from pipeline.rulebook.settle import settle


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Lost:
    """A find that gave way to a better one; ``duban rules try`` shows it."""

    loser: Found
    winner: Found


class Finder:
    """Finds the mentions of ``rules`` in a text; build one and use it for many texts."""

    def __init__(self, rules: Sequence[MentionRule]) -> None:
        self.rules = tuple(rules)
        self._anchors = AnchorScan(self.rules)
        self._compiled: list[re.Pattern[str] | None] = [None] * len(self.rules)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """Mentions in ``text[start:end]``, by position, none overlapping; offsets are those of ``text``."""
        found = self.candidates(text, start, end)
        if len(found) > 1:
            found = [found[index] for index in settle(found)[0]]
        return [one.mention() for one in found]

    def explain(self, text: str, start: int = 0, end: int | None = None) -> tuple[list[Found], list[Lost]]:
        """What stands and what lost to what."""
        found = self.candidates(text, start, end)
        kept, losses = settle(found)
        return [found[index] for index in kept], [Lost(found[loss.loser], found[loss.winner]) for loss in losses]

    def candidates(self, text: str, start: int = 0, end: int | None = None) -> list[Found]:
        """Every rule's matches, overlaps not yet settled."""
        stop = len(text) if end is None else min(end, len(text))
        found: list[Found] = []
        for group, regions in self._anchors.regions(text, start, stop).items():
            for index in self._anchors.members[group]:
                self._try(index, text, regions, found)
        return found

    def _try(self, index: int, text: str, regions: Sequence[int], found: list[Found]) -> None:
        rule = self.rules[index]
        pattern = self._compiled[index] or self._compile(index)
        done = 0
        for at in range(0, len(regions), 2):
            for match in pattern.finditer(text, max(regions[at], done), regions[at + 1]):
                first, last = match.span()
                if any(text.find(anchor, first, last) >= 0 for anchor in rule.anchors):
                    found.append(Found(first, last, rule, match))
                    done = last

    def _compile(self, index: int) -> re.Pattern[str]:
        rule = self.rules[index]
        pattern = compile_pattern(rule)
        self._compiled[index] = pattern
        return pattern


def compile_pattern(rule: MentionRule) -> re.Pattern[str]:
    """The rule's pattern, compiled; raises :class:`RulebookError` with the rule's name where it can't be."""
    try:
        return re.compile(rule.pattern)
    except (re.error, OverflowError, RecursionError) as error:
        zh, en = f"正则表达式有误：{error}", f"not a valid regular expression: {error}"
        raise RulebookError([Fault(rule.file, zh, en, rule=rule.id, key="pattern")]) from error
