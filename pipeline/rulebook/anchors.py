"""Where the literal anchors of many rules stand in a text, in one scan.

A rule's pattern is only tried around its anchors: this is what makes a rulebook cheap. Rules with the same anchors and
window share their regions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.rulebook.records import MentionRule, Window

Group = tuple[frozenset[str], Window]
REGION_LIMIT = 2000  # characters: keeps even a pattern that backtracks linear in the length of the text


class AnchorScan:
    """Finds the anchors of ``rules``; ``members`` are the rules of each group, by position in ``rules``."""

    def __init__(self, rules: Sequence[MentionRule]) -> None:
        members: dict[Group, list[int]] = defaultdict(list)
        for index, rule in enumerate(rules):
            members[frozenset(rule.anchors), rule.window].append(index)
        self.members = tuple(tuple(indexes) for indexes in members.values())
        takers: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for number, (anchors, window) in enumerate(members):
            for anchor in sorted(anchors):
                takers[anchor].append((number, window.back, len(anchor) + window.ahead))
        self._by_char = _by_first_char(takers.items())
        self._scan = re.compile(_scan_pattern(takers)).finditer if takers else None

    def regions(self, text: str, start: int, end: int) -> dict[int, list[int]]:
        """Group number → its merged regions within ``[start, end)``, a flat list ``[lo, hi, lo, hi …]``."""
        found: dict[int, list[int]] = {}
        if self._scan is None:
            return found
        by_char = self._by_char
        for hit in self._scan(text, start, end):
            at = hit.start()
            for anchor, takers in by_char[hit.group()]:
                if anchor and not text.startswith(anchor, at, end):
                    continue
                for number, back, ahead in takers:
                    flat = found.get(number)
                    if flat is None:
                        found[number] = [max(start, at - back), min(end, at + ahead)]
                    elif at - back <= flat[-1] and at - flat[-2] < REGION_LIMIT:
                        flat[-1] = max(flat[-1], min(end, at + ahead))
                    else:
                        flat += (max(start, at - back), min(end, at + ahead))
        return found


def _by_first_char(
    takers: Iterable[tuple[str, list[tuple[int, int, int]]]],
) -> dict[str, tuple[tuple[str, tuple[tuple[int, int, int], ...]], ...]]:
    table: dict[str, list[tuple[str, tuple[tuple[int, int, int], ...]]]] = defaultdict(list)
    for anchor, entries in takers:
        # A single character has been seen by the scan already: the empty string says that nothing is left to compare.
        table[anchor[0]].append((anchor if len(anchor) > 1 else "", tuple(entries)))
    return {char: tuple(entries) for char, entries in table.items()}


def _scan_pattern(anchors: Iterable[str]) -> str:
    """One character class (the fast path of ``re``), then look-aheads for what must follow a longer anchor's head."""
    rests: dict[str, list[str]] = defaultdict(list)
    for anchor in anchors:
        rests[anchor[0]].append(anchor[1:])
    klass = "[" + "".join(map(re.escape, sorted(rests))) + "]"
    alone = sorted(char for char, rest in rests.items() if "" in rest)
    longer = [
        f"(?<={re.escape(char)})(?={'|'.join(map(re.escape, sorted(rest)))})"
        for char, rest in sorted(rests.items())
        if "" not in rest
    ]
    if not longer:
        return klass
    heads = [f"(?<=[{''.join(map(re.escape, alone))}])"] if alone else []
    return f"{klass}(?:{'|'.join(heads + longer)})"
