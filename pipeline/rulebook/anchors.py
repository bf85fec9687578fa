"""Where the literal anchors of many rules stand in a text, in one scan.

A rule's pattern is only tried around its anchors, and only where the characters beside the anchor can belong to a match
(:mod:`pipeline.rulebook.shape`): this is what makes a rulebook cheap.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.rulebook.alternation import grouped
from pipeline.rulebook.patterns import Patterns
from pipeline.rulebook.records import MentionRule
from pipeline.rulebook.shape import shape_of

_FEW = 48  # first characters to which the scan can skip by itself
REGION_LIMIT = 2000  # characters: keeps even a pattern that backtracks linear in the length of the text


class Taker(NamedTuple):
    """A rule that wants to know of an anchor: how far to look, and which neighbours the anchor must have."""

    rule: int
    back: int
    ahead: int
    before: frozenset[str] | None
    after: frozenset[str] | None


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
        self._by_char = _by_first_char(Anchor(words, entries) for words, entries in takers.items())
        compiled = (patterns or Patterns()).compile
        self._scan = compiled(_scan_pattern(takers), str).finditer if takers else None

    def regions(self, text: str, start: int, end: int) -> dict[int, list[int]]:
        """Rule number → where to try it within ``[start, end)``: a flat list ``[lo, hi, first anchor, last, lo …]``."""
        found: dict[int, list[int]] = {}
        if self._scan is None:
            return found
        by_char = self._by_char
        for hit in self._scan(text, start, end):
            at = hit.start()
            previous = text[at - 1] if at > start else ""
            for anchor in by_char[text[at]]:
                stop = at + anchor.size
                if anchor.size > 1 and not text.startswith(anchor.words, at, end):
                    continue
                following = text[stop : stop + 1] if stop < end else ""
                takers = anchor.by_previous.get(previous)
                for number, back, ahead, _, after in anchor.takers(previous) if takers is None else takers:
                    if after is not None and following not in after:
                        continue
                    low = at - back if at - back > start else start
                    high = at + ahead if at + ahead < end else end
                    flat = found.get(number)
                    if flat is None:
                        found[number] = [low, high, at, at]
                    elif low <= flat[-3] and at - flat[-4] < REGION_LIMIT:
                        flat[-1] = at
                        if high > flat[-3]:
                            flat[-3] = high
                    else:
                        flat += (low, high, at, at)
        return found


def _scan_pattern(takers: Mapping[str, Sequence[Taker]]) -> str:
    """An alternative for each first character, which ``re`` skips to fast, with what must stand beside it.

    A necessary condition only, so that most hits that come to nothing never leave the matcher: ``前(?<=[日底]前)``.
    """
    anchors: dict[str, list[str]] = defaultdict(list)
    for words in sorted(takers):
        anchors[words[0]].append(words)
    heads = "|".join(_head_pattern(head, words, takers) for head, words in anchors.items())
    return heads if len(anchors) <= _FEW else f"(?={_class(frozenset(anchors))})(?:{grouped(heads)})"


def _head_pattern(head: str, anchors: Sequence[str], takers: Mapping[str, Sequence[Taker]]) -> str:
    entries = [one for words in anchors for one in takers[words]]
    before = _union(one.before for one in entries)
    rests = [
        re.escape(words[1:]) if len(words) > 1 else _class(_union(one.after for one in takers[words]))
        for words in anchors
    ]
    behind = f"(?<={_class(before)}{re.escape(head)})" if before is not None else ""
    ahead = f"(?={'|'.join(rests)})" if "" not in rests else ""
    return re.escape(head) + behind + ahead


def _union(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    known = list(sets)
    return None if None in known else frozenset().union(*(chars for chars in known if chars is not None))


def _class(chars: frozenset[str] | None) -> str:
    return "" if chars is None else f"[{re.escape(''.join(sorted(chars)))}]" if chars else "(?!)"


def _set(chars: str | None) -> frozenset[str] | None:
    return None if chars is None else frozenset(chars)


def _by_first_char(anchors: Iterable[Anchor]) -> dict[str, tuple[Anchor, ...]]:
    table: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        table[anchor.words[0]].append(anchor)
    return {char: tuple(entries) for char, entries in table.items()}
