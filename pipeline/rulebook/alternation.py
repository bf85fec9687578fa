"""Patterns of many words, put into the form in which ``re`` is quick.

``re`` tries the branches of an alternation one by one, so a list of a thousand words costs a thousand comparisons at
every character. Grouped by their first characters the same branches cost a few. What is grouped matches what was
written, branch before branch: only branches that begin with different characters, and so exclude each other, change
places.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.rulebook.shape import shape_of

_FEW = 48  # first characters that are tried in a row; more are sorted out in two steps
_SHEAF = 64
Rests = dict[str, list[str]]  # what branches say after their first character, by it
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:P<\w+>|<?[=!]|[:>]))?|[)|]|[^\\\[()|]", re.DOTALL)
_OPAQUE = re.compile(r"\(\?(?:[aiLmsux-]|\(|P=|#)|\\\d")  # flags, conditions, references by number, comments
_SPECIAL = frozenset(".^$*+?{}[]\\()|")


def grouped(pattern: str) -> str:
    """The pattern with its alternations grouped by first characters, at every depth.

    >>> grouped("市政府|县|市(?!场)")
    '市(?:政府|(?!场))|县'
    """
    if _OPAQUE.search(pattern):
        return pattern
    pieces = _PIECE.findall(pattern)
    branches, used = _branches(pieces, 0)
    return "|".join(_regrouped(branches)) if used == len(pieces) else pattern


def starting(pattern: str) -> str:
    """The pattern behind a look-ahead at the characters with which a match begins: a search skips to these."""
    first = shape_of(pattern, ()).first
    return f"(?=[{re.escape(first)}])(?:{pattern})" if first else pattern


def _branches(pieces: Sequence[str], at: int) -> tuple[list[str], int]:
    """The branches from ``at`` to the end of the group, and where that is."""
    branches = [""]
    while at < len(pieces) and pieces[at] != ")":
        piece = pieces[at]
        at += 1
        if piece == "|":
            branches.append("")
        elif piece[0] == "(":
            inner, at = _branches(pieces, at)
            branches[-1] += f"{piece}{'|'.join(_regrouped(inner))})"
            at += 1
        else:
            branches[-1] += piece
    return branches, at


def _regrouped(branches: Sequence[str]) -> list[str]:
    """Runs of branches that begin with a plain character, each run grouped; the others stay where they are."""
    result: list[str] = []
    run: list[str] = []
    for branch in branches:
        if _begins_plainly(branch):
            run.append(branch)
            continue
        result += [*_sheaves(run), branch]
        run = []
    return result + _sheaves(run)


def _begins_plainly(branch: str) -> bool:
    plain = branch[:1] not in _SPECIAL and branch[1:2] not in ("?", "*", "+", "{") if branch else False
    return plain and re.search(r"\((?!\?)|\(\?P<", branch) is None  # groups keep their numbers


def _sheaves(run: Sequence[str]) -> list[str]:
    """The branches by their first characters; of those that are told by two plain ones, both are looked at first."""
    rests: Rests = defaultdict(list)
    for branch in run:
        rests[branch[0]].append(branch[1:])
    if len(rests) <= _FEW:
        return [first + _either(some) for first, some in rests.items()]
    free = {first: some for first, some in rests.items() if not all(map(_begins_plainly, some))}
    bound = {first: some for first, some in rests.items() if first not in free}
    parts = [_ahead(part) + _tried(part) for part in _parted(free)]
    steps = [_ahead(part, _seconds(part)) + _tried(part) for part in _parted(bound)]
    if steps:
        parts.append(f"{_ahead(bound, _seconds(bound))}(?:{'|'.join(steps)})")
    return [f"{_ahead(rests)}(?:{'|'.join(parts)})"]


def _parted(rests: Rests) -> Iterator[Rests]:
    firsts = list(rests)
    for at in range(0, len(firsts), _SHEAF):
        yield {first: rests[first] for first in firsts[at : at + _SHEAF]}


def _tried(rests: Rests) -> str:
    return f"(?:{'|'.join(first + _either(some) for first, some in rests.items())})"


def _seconds(rests: Rests) -> set[str]:
    return {rest[0] for some in rests.values() for rest in some}


def _either(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _ahead(*chars: Iterable[str]) -> str:
    classes = [re.escape("".join(sorted(some))) for some in chars]
    return f"(?={''.join(f'[{members}]' for members in classes)})"
