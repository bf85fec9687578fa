"""What a pattern's own form says about where it can match, so that hopeless anchors are passed over at sight.

From the parsed expression: with which characters a match can begin; how far before and after an anchor it can reach;
and which characters can stand directly before and after the anchor inside a match. All are upper bounds: look-arounds
count as nothing, repeats as any number, wide classes as any character. So nothing that matches is ever lost by them,
which a property test proves against plain scans with random patterns.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pipeline.rulebook.must import anchored_places

FAR = 1_000_000  # characters: no bound
_WIDE = 400  # a class with more members than this counts as any character


class Near(NamedTuple):
    """Around one anchor: how far a match reaches (from the anchor's first character), and its neighbours.

    ``before`` and ``after`` list the characters that can be next to the anchor inside a match; ``None``: any, or the
    match may begin or end right here.
    """

    back: int
    ahead: int
    before: str | None
    after: str | None


class Shape(NamedTuple):
    """``first``: with which characters a match begins (``None``: any); ``near``: what holds around each anchor.

    An anchor that no match needs is missing from ``near``.
    """

    first: str | None
    near: dict[str, Near]


class _Reach(NamedTuple):
    """Which characters may have come last: these, any, or none at all since the match begins here."""

    chars: frozenset[str]
    any: bool = False
    edge: bool = False

    def __or__(self, other: object) -> _Reach:
        assert isinstance(other, _Reach)
        if self is other:
            return self
        return _Reach(self.chars | other.chars, self.any or other.any, self.edge or other.edge)

    def shown(self) -> str | None:
        return None if self.any or self.edge else "".join(sorted(self.chars))


_NOTHING = _Reach(frozenset())
_ANY = _Reach(frozenset(), any=True)
_EDGE = _Reach(frozenset(), edge=True)


def shape_of(pattern: str, anchors: Sequence[str]) -> Shape:
    """The shape of a pattern; raises what ``re.compile`` would."""
    parser = importlib.import_module("re._parser")
    tree = parser.parse(pattern)
    if tree.state.flags & 2 or _ignores_case(tree):
        return Shape(None, {anchor: Near(FAR, FAR, None, None) for anchor in anchors})
    places = anchored_places(list(tree), anchors)
    forward = _Walk({anchor[0] for anchor in anchors}, places)
    forward.sequence(list(tree), _EDGE, 0)
    backward = _Walk({anchor[-1] for anchor in anchors}, places, reverse=True)
    backward.sequence(list(tree), _EDGE, 0)
    near = {}
    for anchor in anchors:
        head, tail = anchor[0], anchor[-1]
        if head in forward.seen and tail in backward.seen:
            ahead = len(anchor) + backward.distance[tail]
            before, after = forward.seen[head].shown(), backward.seen[tail].shown()
            near[anchor] = Near(min(FAR, forward.distance[head]), min(FAR, ahead), before, after)
    first = None if forward.first.any else "".join(sorted(forward.first.chars))
    return Shape(first, near)


class _Walk:
    """One pass over the parsed expression, forward or in reverse, from the match's edge inwards."""

    def __init__(self, wanted: Iterable[str], places: frozenset[int] | None, *, reverse: bool = False) -> None:
        self.wanted = frozenset(wanted)
        self.places = places
        self.reverse = reverse
        self.seen: dict[str, _Reach] = {}
        self.distance: dict[str, int] = {}
        self.first = _NOTHING

    def sequence(self, items: Sequence[Any], last: _Reach, at: int) -> _Reach:
        """What may come last after ``items``; ``at`` characters at most lie between the edge and the first of them."""
        for item in reversed(items) if self.reverse else items:
            last = self._item(item, last, at)
            at = min(FAR, at + widest([item], ahead=self.reverse))
        return last

    def _item(self, item: Any, last: _Reach, at: int) -> _Reach:
        name, value = str(item[0]), item[1]
        if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            counts = self.places is None or id(item) in self.places
            return self._character(_charset(name, value), last, at, counts)
        if name == "SUBPATTERN":
            return self.sequence(list(value[3]), last, at)
        if name == "ATOMIC_GROUP":
            return self.sequence(list(value), last, at)
        if name in ("BRANCH", "GROUPREF_EXISTS"):
            result = _NOTHING
            for branch in _branches(name, value):
                result |= self.sequence(list(branch), last, at)
            return result
        if name.endswith("_REPEAT"):
            return self._repeat(value, last, at)
        if name == "GROUPREF":  # repeats words of another place
            return self._character(_ANY, last, FAR, self.places is None) | last
        return last  # zero-width

    def _repeat(self, value: Any, last: _Reach, at: int) -> _Reach:
        least, most, items = int(value[0]), int(value[1]), list(value[2])
        if most == 0:
            return last
        once = self.sequence(items, last, at)
        if most > 1:
            far = min(FAR, at + (most - 1) * widest(items, ahead=self.reverse))
            once |= self.sequence(items, last | once, far)
        return once if least else once | last

    def _character(self, here: _Reach, last: _Reach, at: int, counts: bool) -> _Reach:
        if last.edge:
            self.first |= here
        if not counts:
            return here
        for char in self.wanted if here.any else self.wanted & here.chars:
            self.seen[char] = self.seen.get(char, _NOTHING) | last
            self.distance[char] = max(self.distance.get(char, 0), at)
        return here


def widest(items: Iterable[Any], *, ahead: bool) -> int:
    """The most characters that ``items`` can take up; with ``ahead`` also those that their look-aheads read."""
    total = 0
    for item in items:
        name, value = str(item[0]), item[1]
        if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            total += 1
        elif name == "SUBPATTERN":
            total += widest(value[3], ahead=ahead)
        elif name == "ATOMIC_GROUP":
            total += widest(value, ahead=ahead)
        elif name in ("BRANCH", "GROUPREF_EXISTS"):
            total += max((widest(branch, ahead=ahead) for branch in _branches(name, value)), default=0)
        elif name.endswith("_REPEAT"):
            total += min(FAR, int(value[1]) * widest(value[2], ahead=ahead))
        elif name == "GROUPREF":
            total = FAR
        elif ahead and name in ("ASSERT", "ASSERT_NOT") and value[0] == 1:
            total += widest(value[1], ahead=ahead)
        elif ahead and name == "AT":
            total += 1  # a boundary looks at the next character
    return min(FAR, total)


def _branches(name: str, value: Any) -> list[Any]:
    if name == "BRANCH":
        return list(value[1])
    return [value[1], value[2] if value[2] is not None else []]


def _charset(name: str, value: Any) -> _Reach:
    if name == "LITERAL":
        return _Reach(frozenset(chr(value)))
    if name != "IN":
        return _ANY
    chars: set[str] = set()
    for kind, member in value:
        if str(kind) == "LITERAL":
            chars.add(chr(member))
        elif str(kind) == "RANGE" and member[1] - member[0] < _WIDE:
            chars.update(map(chr, range(member[0], member[1] + 1)))
        else:
            return _ANY
    return _Reach(frozenset(chars)) if len(chars) <= _WIDE else _ANY


def _ignores_case(items: Iterable[Any]) -> bool:
    """Whether any group turns on flags of its own (``(?i:…)``): then characters aren't what they seem."""
    for name, value in items:
        kind = str(name)
        if kind == "SUBPATTERN" and (value[1] or _ignores_case(value[3])):
            return True
        if kind == "ATOMIC_GROUP" and _ignores_case(value):
            return True
        if kind in ("BRANCH", "GROUPREF_EXISTS") and any(map(_ignores_case, _branches(kind, value))):
            return True
        if kind.endswith("_REPEAT") and _ignores_case(value[2]):
            return True
    return False
