"""Where the literal anchors of many rules stand in a text, in one scan.

A rule's pattern is only tried around its anchors, and only where the characters beside the anchor can belong to a match
(:mod:`pipeline.rulebook.shape`): this is what makes a rulebook cheap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.rulebook.heads import Taker, scan_pattern
from pipeline.rulebook.patterns import Patterns
from pipeline.rulebook.records import MentionRule
from pipeline.rulebook.shape import shape_of

REGION_LIMIT = 2000  # characters: keeps even a pattern that backtracks linear in the length of the text


class Anchor:
    """An anchor and its takers; those that a character before it rules out are remembered by that character."""

    __slots__ = ("_takers", "by_previous", "size", "words")

    def __init__(self, words: str, takers: Sequence[Taker]) -> None:
        self.words = words
        self.size = len(words)
        self._takers = takers
        self.by_previous: dict[str, tuple[Taker, ...]] = {}

    def takers(self, previous: str) -> tuple[Taker, ...]:
        """The takers that this character before the anchor leaves; ``""`` where the slice begins."""
        chosen = tuple(one for one in self._takers if one.before is None or previous in one.before)
        self.by_previous[previous] = chosen
        return chosen


class AnchorScan:
    """Finds the anchors of ``rules``."""

    def __init__(self, rules: Sequence[MentionRule], patterns: Patterns | None = None) -> None:
        takers: dict[str, list[Taker]] = defaultdict(list)
        for number, rule in enumerate(rules):
            shape = rule.shape or shape_of(rule.pattern, rule.anchors)
            for anchor, near in shape.near.items():
                back, ahead = min(rule.window.back, near.back), min(len(anchor) + rule.window.ahead, near.ahead)
                takers[anchor].append(Taker(number, back, ahead, _set(near.before), _set(near.after)))
        self._by_head = _by_head(Anchor(words, entries) for words, entries in takers.items())
        compiled = (patterns or Patterns()).compile
        self._scan = compiled(scan_pattern(takers), str).finditer if takers else None

    def regions(self, text: str, start: int, end: int) -> dict[int, list[int]]:
        """Rule number → where to try it within ``[start, end)``: a flat list ``[lo, hi, first anchor, last, lo …]``."""
        found: dict[int, list[int]] = {}
        if self._scan is None:
            return found
        by_head = self._by_head
        for hit in self._scan(text, start, end):
            at = hit.start()
            previous = text[at - 1] if at > start else ""
            for anchor in by_head.get(text[at : at + 2]) or by_head[text[at]]:
                stop = at + anchor.size
                if stop > end or (anchor.size > 2 and not text.startswith(anchor.words, at)):
                    continue
                following = text[stop : stop + 1] if stop < end else ""
                takers = anchor.by_previous.get(previous)
                for number, back, ahead, _, after in anchor.takers(previous) if takers is None else takers:
                    if after is not None and following not in after:
                        continue
                    low = at - back if at - back > start else start
                    high = at + ahead if at + ahead < end else end
                    if number not in found:
                        found[number] = [low, high, at, at]
                        continue
                    flat = found[number]
                    if low <= flat[-3] and at - flat[-4] < REGION_LIMIT:
                        flat[-1] = at
                        if high > flat[-3]:
                            flat[-3] = high
                    else:
                        flat += (low, high, at, at)
        return found


def _set(chars: str | None) -> frozenset[str] | None:
    return None if chars is None else frozenset(chars)


def _by_head(anchors: Iterable[Anchor]) -> dict[str, list[Anchor]]:
    """The anchors that may stand where these two characters do, or this one and no such two, in their order."""
    by_char: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        by_char[anchor.words[0]].append(anchor)
    return {
        head: [one for one in entries if one.words[:2] in (char, head)]
        for char, entries in by_char.items()
        for head in {char, *(one.words[:2] for one in entries)}
    }
