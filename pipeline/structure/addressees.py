"""The units that an addressee line (主送机关) or a copy line (抄送) names, each in the document's own wording."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.rulebook import Rulebook
from pipeline.structure.lines import trimmed

_COMMA = compiled(r"[,，;；]|(?<![\n \u3000])[ \u3000]{2,}")
_PAUSE = compiled(r"[、]")
_BARE = compiled(r"(?:直属|所属|有关|下属)?(?:企事业|事业)?(?:单位|部门|机构|企业|学校|科室|街道)")
_PLACES = ("省", "市", "县", "区", "州", "旗", "镇", "乡")
_OPEN, _CLOSE = "（(", "）)"


class AddresseeSplitter:
    """Splits as the contract does: at every comma, and at 、 between names that can each stand alone.

    ``各县、区人民政府`` shares its head and stays whole; ``市政府各部门、各直属机构`` is two.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._fresh = tuple(rulebook.lexicon("header/distributive").terms)
        self._tails = tuple(rulebook.lexicon("header/organ_tails").terms)

    def split(self, text: str, start: int, end: int) -> tuple[Span, ...]:
        """The span of every unit in ``text[start:end]``, in order, without punctuation."""
        units: list[Span] = []
        for first, last in _cut(text, start, end, _COMMA):
            units += self._names(text, first, last)
        return tuple(units)

    def _names(self, text: str, start: int, end: int) -> Iterator[Span]:
        pieces = list(_cut(text, start, end, _PAUSE))
        group = 0
        for index in range(1, len(pieces) + 1):
            if index == len(pieces) or self._apart(text, pieces[group:index], pieces[index]):
                if line := trimmed(text, pieces[group][0], pieces[index - 1][1]):
                    yield line.span
                group = index

    def _apart(self, text: str, before: list[tuple[int, int]], after: tuple[int, int]) -> bool:
        left = text[before[0][0] : before[-1][1]].strip()
        right = text[slice(*after)].strip()
        if right.startswith(self._fresh):
            return True
        if left.startswith(self._fresh):
            return "各" in right  # a 各 governs what follows up to the next: 各镇人民政府、街道办事处
        if "各" in left and _BARE.fullmatch(right):
            return False  # 云岭新区各部门、单位
        if left.endswith(_PLACES):
            return False  # a place alone shares the head that follows: 云岭省、青岭省发展改革委
        if min(len(left), len(right)) < 2:
            return False  # 各委、办、局
        return left.endswith(self._tails) and right.endswith(self._tails) and "各" not in right


def _cut(text: str, start: int, end: int, at: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Slices between the marks, none of which counts inside brackets."""
    depth, first = 0, start
    cuts = {match.start(): match.end() for match in at.finditer(text, start, end)}
    for place in range(start, end):
        char = text[place]
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth <= 0 and place in cuts:
            if place > first:
                yield first, place
            first = cuts[place]
            depth = 0
    if end > first:
        yield first, end
