"""A regular expression as a small tree, for those who ask what it can match.

Built from what ``re`` itself parses. Look-arounds and other things without width are kept only for what they read
ahead; what can't be understood here (a back-reference) is any text of any length.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

FAR = 1_000_000  # characters: no bound
_WIDE = 400  # a class with more members than this counts as any character
_IGNORECASE = 2

Kind = Literal["character", "sequence", "choice", "repeat", "nothing", "anything"]


@dataclass(eq=False, slots=True)
class Node:
    """A part of an expression.

    ``chars``: what a character can be (``None``: anything). ``width``: the most characters that a match of the part
    takes up; ``reach``: the same with those that its look-aheads read.
    """

    kind: Kind
    width: int
    reach: int
    chars: frozenset[str] | None = None
    parts: list[Node] = field(default_factory=list)
    least: int = 1
    most: int = 1


def parse_expression(pattern: str) -> Any:
    """What ``re`` makes of a pattern before it compiles it; raises what ``re.compile`` does."""
    return importlib.import_module("re._parser").parse(pattern)


def read_expression(tree: Any) -> Node | None:
    """The tree of a parsed pattern; ``None`` where letters stand for their other case too."""
    if tree.state.flags & _IGNORECASE:
        return None
    try:
        return _sequence(tree)
    except _OtherCaseError:
        return None


class _OtherCaseError(Exception):
    pass


def _sequence(items: Iterable[Any]) -> Node:
    parts = [_node(str(name), value) for name, value in items]
    width, reach = sum(part.width for part in parts), sum(part.reach for part in parts)
    return Node("sequence", min(FAR, width), min(FAR, reach), parts=parts)


def _node(name: str, value: Any) -> Node:
    if name == "LITERAL":
        return Node("character", 1, 1, frozenset(chr(value)))
    if name == "IN":
        return Node("character", 1, 1, _members(value))
    if name in ("NOT_LITERAL", "ANY"):
        return Node("character", 1, 1)
    if name == "SUBPATTERN":
        if value[1]:
            raise _OtherCaseError
        return _sequence(value[3])
    if name == "ATOMIC_GROUP":
        return _sequence(value)
    if name == "BRANCH":
        return _choice(value[1])
    if name == "GROUPREF_EXISTS":
        return _choice([value[1], value[2] or []])
    if name.endswith("_REPEAT"):
        return _repeat(int(value[0]), int(value[1]), value[2])
    if name in ("ASSERT", "ASSERT_NOT"):
        return Node("nothing", 0, _sequence(value[1]).reach if value[0] == 1 else 0)
    if name in ("AT", "FAILURE"):
        return Node("nothing", 0, 1)  # a boundary looks at the next character
    return Node("anything", FAR, FAR)


def _choice(branches: Iterable[Any]) -> Node:
    parts = [_sequence(branch) for branch in branches]
    return Node("choice", max(part.width for part in parts), max(part.reach for part in parts), parts=parts)


def _repeat(least: int, most: int, items: Any) -> Node:
    once = _sequence(items)
    width, reach = min(FAR, most * once.width), min(FAR, most * once.reach)
    return Node("repeat", width, reach, parts=[once], least=least, most=most)


def _members(items: Iterable[Any]) -> frozenset[str] | None:
    chars: set[str] = set()
    for name, value in items:
        kind = str(name)
        if kind == "LITERAL":
            chars.add(chr(value))
        elif kind == "RANGE" and value[1] - value[0] < _WIDE:
            chars.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(chars) if len(chars) <= _WIDE else None
