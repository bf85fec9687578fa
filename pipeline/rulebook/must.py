"""What every match of a pattern goes through: the places with an anchor, only these need to be looked for.

In ``(?P<date>…前年…|…)(?:之前|前)`` every match ends with the anchor 前; the one inside the date is of no account.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.rulebook.expression import Node

_MOST = 200  # strings of a run: beyond that it is not looked into
_REPEATS = 3

Strings = frozenset[str] | None
_EMPTY: Strings = frozenset([""])


def anchored_places(node: Node, anchors: Sequence[str]) -> frozenset[Node] | None:
    """Every part that belongs to such a place; ``None`` where no place is sure to hold an anchor."""
    flat = list(_flat(node))
    run = _last_run(flat, anchors)
    if run is not None:
        return frozenset(part for each in run for part in _inside(each))
    for part in reversed(flat):
        places = _in_parts(part, anchors)
        if places:
            return places
    return None


def needed(node: Node, known: frozenset[str]) -> frozenset[str] | None:
    """Characters of which every match holds one, the rarest such set without any of the ``known`` ones; else ``None``.

    Figures are rare in a text: ``[0-9]+(?:家|户)`` needs one of ``0123456789``, where 家 and 户 are known to be there.
    """
    if node.kind == "character":
        return node.chars if node.chars and not node.chars & known else None
    if node.kind == "choice":
        parts = [needed(part, known) for part in node.parts]
        return frozenset().union(*(chars for chars in parts if chars)) if None not in parts else None
    if node.kind == "sequence" or (node.kind == "repeat" and node.least > 0):
        parts = [needed(part, known) for part in node.parts]
        return min((chars for chars in parts if chars), key=_frequency, default=None)
    return None


def _frequency(chars: frozenset[str]) -> float:
    return sum(0.1 if char.isdigit() else 1 for char in chars)


def _in_parts(part: Node, anchors: Sequence[str]) -> frozenset[Node] | None:
    """The places within a choice all of whose branches have one, or within something repeated at least once."""
    if part.kind == "choice" or (part.kind == "repeat" and part.least > 0):
        inside = [anchored_places(each, anchors) for each in part.parts]
        if None not in inside:
            return frozenset().union(*(places for places in inside if places))
    return None


def _flat(node: Node) -> Iterable[Node]:
    """The parts in a row, groups opened."""
    if node.kind != "sequence":
        yield node
        return
    for part in node.parts:
        yield from _flat(part)


def _last_run(flat: Sequence[Node], anchors: Sequence[str]) -> Sequence[Node] | None:
    """The last, shortest run of parts all of whose strings hold an anchor."""
    known = [_strings(part) for part in flat]
    for end in range(len(flat), 0, -1):
        texts = _EMPTY
        for begin in range(end - 1, -1, -1):
            texts = _joined(known[begin], texts)
            if texts is None:
                break
            if all(any(anchor in text for anchor in anchors) for text in texts):
                return flat[begin:end]
    return None


def _joined(heads: Strings, tails: Strings) -> Strings:
    if heads is None or tails is None or len(heads) * len(tails) > _MOST:
        return None
    return frozenset(head + tail for head in heads for tail in tails)


def _strings(node: Node) -> Strings:
    """All strings that a part can stand for, ``None`` if there are too many to list."""
    if node.kind == "nothing":
        return _EMPTY
    if node.kind == "character":
        return node.chars if node.chars is not None and len(node.chars) <= _MOST else None
    if node.kind == "sequence":
        texts = _EMPTY
        for part in node.parts:
            texts = _joined(texts, _strings(part))
            if texts is None:
                break
        return texts
    if node.kind == "choice":
        return _any_of(map(_strings, node.parts))
    return _repeated(node) if node.kind == "repeat" and node.most <= _REPEATS else None


def _any_of(parts: Iterable[Strings]) -> Strings:
    texts: set[str] = set()
    for part in parts:
        if part is None or len(texts) + len(part) > _MOST:
            return None
        texts |= part
    return frozenset(texts)


def _repeated(node: Node) -> Strings:
    texts, once = _EMPTY, _strings(node.parts[0])
    counts: list[Strings] = []
    for count in range(node.most + 1):
        if count >= node.least:
            counts.append(texts)
        texts = _joined(texts, once)
        if texts is None and count < node.most:
            return None
    return _any_of(counts)


def _inside(node: Node) -> Iterable[Node]:
    yield node
    for part in node.parts:
        yield from _inside(part)
