"""One scan of a text for the anchors of several finders.

A block of a document is read by half a dozen finders, one after the other: the first that asks has the text scanned for
all of them, and the others are given what is theirs. A finder that asks about a part of that text (a clause) learns at
once where it has nothing to look for. Only the last text is remembered, and by identity: nothing can go stale.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.rulebook.anchors import AnchorScan
from pipeline.rulebook.patterns import Patterns
from pipeline.rulebook.records import MentionRule

Regions = dict[int, list[int]]


class Sweep:
    """Scans for ``parts``, the rules of one finder each; rules keep the numbers that they have in their part."""

    def __init__(self, parts: Sequence[Sequence[MentionRule]], patterns: Patterns | None = None) -> None:
        self._scan = AnchorScan([rule for rules in parts for rule in rules], patterns)
        self._homes = [(part, number) for part, rules in enumerate(parts) for number in range(len(rules))]
        self._count = len(parts)
        self._nothing: list[Regions] = [{} for _ in parts]
        self._last: tuple[str, list[Regions]] = ("", self._nothing)

    def regions(self, part: int, text: str) -> Regions:
        """Where the rules of ``part`` are to be tried in the whole ``text``."""
        known, found = self._last
        if known is not text:
            found = self._read(text)
            self._last = text, found
        return found[part]

    def rules_out(self, part: int, text: str, start: int, end: int) -> bool:
        """Whether it is known already that ``text[start:end]`` holds nothing for ``part``."""
        known, found = self._last
        if known is not text:
            return False
        for flat in found[part].values():
            for first, last in zip(flat[2::4], flat[3::4], strict=True):
                if first < end and last >= start:
                    return False
        return True

    def _read(self, text: str) -> list[Regions]:
        regions = self._scan.regions(text, 0, len(text))
        if not regions:
            return self._nothing
        found: list[Regions] = [{} for _ in range(self._count)]
        for number, flat in regions.items():
            part, own = self._homes[number]
            found[part][own] = flat
        return found
