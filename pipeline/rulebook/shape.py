"""What a pattern's own form says about where it can match, so that hopeless anchors are passed over at sight.

From the parsed expression: with which characters a match can begin; how far before and after an anchor it can reach;
and which characters can stand directly before and after the anchor inside a match. All are upper bounds: look-arounds
count as nothing, repeats as any number, wide classes as any character. So nothing that matches is ever lost by them,
which a property test proves against plain scans with random patterns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.rulebook.expression import FAR, Node, parse_expression, read_expression
from pipeline.rulebook.must import anchored_places, needed


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
    """``first``: with which characters a match begins, ``needs``: of which it holds one (``None``: any).

    ``near``: what holds around each anchor.

    An anchor that no match needs is missing from ``near``.
    """

    first: str | None
    near: dict[str, Near]
    needs: str | None = None


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
    return tree_shape(read_expression(parse_expression(pattern)), anchors)


def tree_shape(tree: Node | None, anchors: Sequence[str]) -> Shape:
    """The shape of an expression; one that could not be read says nothing."""
    if tree is None:
        return Shape(None, {anchor: Near(FAR, FAR, None, None) for anchor in anchors})
    places = anchored_places(tree, anchors)
    forward = _Walk({anchor[0] for anchor in anchors}, places)
    forward.visit(tree, _EDGE, 0)
    backward = _Walk({anchor[-1] for anchor in anchors}, places, reverse=True)
    backward.visit(tree, _EDGE, 0)
    near = {}
    for anchor in anchors:
        head, tail = anchor[0], anchor[-1]
        if head in forward.seen and tail in backward.seen:
            ahead = len(anchor) + backward.distance[tail]
            before, after = forward.seen[head].shown(), backward.seen[tail].shown()
            near[anchor] = Near(min(FAR, forward.distance[head]), min(FAR, ahead), before, after)
    first = None if forward.first.any else "".join(sorted(forward.first.chars))
    needs = needed(tree, frozenset("".join(anchors)))
    return Shape(first, near, "".join(sorted(needs)) if needs else None)


class _Walk:
    """One pass over an expression, forward or in reverse, from the match's edge inwards."""

    def __init__(self, wanted: Iterable[str], places: frozenset[Node] | None, *, reverse: bool = False) -> None:
        self.wanted = frozenset(wanted)
        self.places = places
        self.reverse = reverse
        self.seen: dict[str, _Reach] = {}
        self.distance: dict[str, int] = {}
        self.first = _NOTHING

    def visit(self, node: Node, last: _Reach, at: int) -> _Reach:
        """What may come last after ``node``; at most ``at`` characters lie between the edge and its beginning."""
        if node.kind == "character":
            return self._character(node, last, at)
        if node.kind == "sequence":
            return self._sequence(node, last, at)
        if node.kind == "choice":
            result = _NOTHING
            for part in node.parts:
                result |= self.visit(part, last, at)
            return result
        if node.kind == "repeat":
            return self._repeat(node, last, at)
        if node.kind == "anything":
            return self._character(node, last, FAR) | last
        return last

    def _sequence(self, node: Node, last: _Reach, at: int) -> _Reach:
        for part in reversed(node.parts) if self.reverse else node.parts:
            last = self.visit(part, last, at)
            at = min(FAR, at + (part.reach if self.reverse else part.width))
        return last

    def _repeat(self, node: Node, last: _Reach, at: int) -> _Reach:
        if node.most == 0:
            return last
        once = self.visit(node.parts[0], last, at)
        if node.most > 1:
            far = (node.most - 1) * (node.parts[0].reach if self.reverse else node.parts[0].width)
            once |= self.visit(node.parts[0], last | once, min(FAR, at + far))
        return once if node.least else once | last

    def _character(self, node: Node, last: _Reach, at: int) -> _Reach:
        here = _ANY if node.chars is None else _Reach(node.chars)
        if last.edge:
            self.first |= here
        if self.places is None or node in self.places:
            for char in self.wanted if node.chars is None else self.wanted & node.chars:
                self.seen[char] = self.seen.get(char, _NOTHING) | last
                self.distance[char] = max(self.distance.get(char, 0), at)
        return here
