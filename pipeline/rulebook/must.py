"""Which places of a pattern every match goes through with an anchor: only these need to be looked for.

In ``(?P<date>…前年…|…)(?:之前|前)`` every match ends with the anchor 前; the one inside the date is of no account.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

_MOST = 200  # strings of a chunk: beyond that it is not looked into


def anchored_places(items: Sequence[Any], anchors: Sequence[str]) -> frozenset[int] | None:
    """The ``id`` of every item that belongs to such a place; ``None`` where no place is sure to hold an anchor."""
    flat = list(_flat(items))
    chunk = _last_chunk(flat, anchors)
    if chunk is not None:
        return frozenset(id(leaf) for item in chunk for leaf in _leaves(item))
    for name, value in reversed(flat):
        kind = str(name)
        inside: list[frozenset[int] | None] = []
        if kind == "BRANCH":
            inside = [anchored_places(list(branch), anchors) for branch in value[1]]
        elif kind.endswith("_REPEAT") and value[0] > 0:
            inside = [anchored_places(list(value[2]), anchors)]
        if inside and None not in inside:
            return frozenset().union(*(places for places in inside if places))
    return None


def _flat(items: Iterable[Any]) -> Iterable[Any]:
    """The items with the contents of plain groups in place of the groups."""
    for item in items:
        kind = str(item[0])
        if kind == "SUBPATTERN":
            yield from _flat(item[1][3])
        elif kind == "ATOMIC_GROUP":
            yield from _flat(item[1])
        else:
            yield item


def _last_chunk(flat: Sequence[Any], anchors: Sequence[str]) -> Sequence[Any] | None:
    """The last, shortest run of items all of whose strings hold an anchor."""
    for end in range(len(flat), 0, -1):
        texts: set[str] | None = {""}
        for begin in range(end - 1, -1, -1):
            texts = _joined(_strings(flat[begin]), texts)
            if texts is None:
                break
            if all(any(anchor in text for anchor in anchors) for text in texts):
                return flat[begin:end]
    return None


def _joined(heads: set[str] | None, tails: set[str] | None) -> set[str] | None:
    if heads is None or tails is None or len(heads) * len(tails) > _MOST:
        return None
    return {head + tail for head in heads for tail in tails}


def _strings(item: Any) -> set[str] | None:
    """All strings that an item can stand for, ``None`` if there are too many to list."""
    name, value = str(item[0]), item[1]
    if name == "LITERAL":
        return {chr(value)}
    if name == "IN":
        return _members(value)
    if name == "BRANCH":
        parts = [_sequence(branch) for branch in value[1]]
        whole = [part for part in parts if part is not None]
        return set().union(*whole) if len(whole) == len(parts) and sum(map(len, whole)) <= _MOST else None
    if name == "SUBPATTERN":
        return _sequence(value[3])
    if name == "ATOMIC_GROUP":
        return _sequence(value)
    if name.endswith("_REPEAT"):
        return _repeated(value)
    return {""} if name in ("ASSERT", "ASSERT_NOT", "AT") else None


def _members(value: Iterable[Any]) -> set[str] | None:
    members = list(value)
    if len(members) > _MOST or any(str(kind) != "LITERAL" for kind, _ in members):
        return None
    return {chr(member) for _, member in members}


def _sequence(items: Iterable[Any]) -> set[str] | None:
    texts: set[str] | None = {""}
    for item in items:
        texts = _joined(texts, _strings(item))
    return texts


def _repeated(value: Any) -> set[str] | None:
    least, most = int(value[0]), int(value[1])
    once = _sequence(value[2]) if most <= 3 else None
    if once is None:
        return None
    texts: set[str] | None = {""}
    result: set[str] = set() if least else {""}
    for count in range(1, most + 1):
        texts = _joined(texts, once)
        if texts is None:
            return None
        if count >= least:
            result |= texts
    return result


def _leaves(item: Any) -> Iterable[Any]:
    """The item and all items inside it."""
    yield item
    name, value = str(item[0]), item[1]
    if name == "SUBPATTERN":
        inner: list[Any] = list(value[3])
    elif name == "ATOMIC_GROUP":
        inner = list(value)
    elif name == "BRANCH":
        inner = [each for branch in value[1] for each in branch]
    elif name.endswith("_REPEAT"):
        inner = list(value[2])
    else:
        inner = []
    for each in inner:
        yield from _leaves(each)
