"""The pattern that finds the anchors of many rules in one scan, as few places as can be told by a pattern alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

_FEW = 48  # first characters to which the scan can skip by itself
_SHEAF = 32  # heads that are tried in a row


class Taker(NamedTuple):
    """A rule that wants to know of an anchor: how far to look, and which neighbours the anchor must have."""

    rule: int
    back: int
    ahead: int
    before: frozenset[str] | None
    after: frozenset[str] | None


class _Head(NamedTuple):
    """The anchors that begin with one character: what finds them, and what may follow it (``None``: anything)."""

    char: str
    following: frozenset[str] | None
    pattern: str


def scan_pattern(takers: Mapping[str, Sequence[Taker]]) -> str:
    """An alternative for each first character, which ``re`` skips to fast, with what must stand beside it.

    A necessary condition only, so that most hits that come to nothing never leave the matcher: ``前(?<=[日底]前)``.
    Where they are many, they are sorted out in steps, by two characters where every anchor of a step says which.
    """
    anchors: dict[str, list[str]] = defaultdict(list)
    for words in sorted(takers):
        anchors[words[0]].append(words)
    heads = [_head(char, words, takers) for char, words in anchors.items()]
    if len(heads) <= _FEW:
        return "|".join(head.pattern for head in heads)
    free = [head for head in heads if head.following is None]
    bound = [head for head in heads if head.following is not None]
    return _guarded(heads, "|".join([*_sheaves(free), _guarded(bound, "|".join(_sheaves(bound)))]))


def _sheaves(heads: Sequence[_Head]) -> list[str]:
    some = (heads[at : at + _SHEAF] for at in range(0, len(heads), _SHEAF))
    return [_guarded(sheaf, "|".join(head.pattern for head in sheaf)) for sheaf in some]


def _guarded(heads: Sequence[_Head], pattern: str) -> str:
    """The pattern behind a look at the next characters: one of the heads, and what may follow one."""
    chars = frozenset(head.char for head in heads)
    return f"(?={_class(chars)}{_class(_union(head.following for head in heads))})(?:{pattern})"


def _head(char: str, anchors: Sequence[str], takers: Mapping[str, Sequence[Taker]]) -> _Head:
    entries = [one for words in anchors for one in takers[words]]
    before = _union(one.before for one in entries)
    afters = {words: _union(one.after for one in takers[words]) for words in anchors}
    rests = [re.escape(words[1:]) if len(words) > 1 else _class(afters[words]) for words in anchors]
    behind = f"(?<={_class(before)}{re.escape(char)})" if before is not None else ""
    ahead = f"(?={'|'.join(rests)})" if "" not in rests else ""
    following = _union(frozenset(words[1]) if len(words) > 1 else afters[words] for words in anchors)
    return _Head(char, following, re.escape(char) + behind + ahead)


def _union(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    known = list(sets)
    return None if None in known else frozenset().union(*(chars for chars in known if chars is not None))


def _class(chars: frozenset[str] | None) -> str:
    return "" if chars is None else f"[{re.escape(''.join(sorted(chars)))}]" if chars else "(?!)"
