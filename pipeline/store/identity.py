"""Names that stay: documents' from their bytes, obligations' from where they stand; matching across readings."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from pipeline.model import Document, Obligation, Span

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_FIRST = 10
_TOUCH = 0.5
_RENAMED = 0.8


def document_sha(document: Document) -> str:
    """The SHA-256 of the document's bytes, or of its stored text where intake gave none."""
    return document.sha256 or hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()


def document_uid(sha256: str, length: int = _FIRST) -> str:
    """A short name out of the hash, in letters and digits that can't be misread (no i, l, o, u).

    >>> document_uid("ff" * 32)
    'zzzzzzzzzz'
    """
    number = int(sha256, 16) >> (256 - 5 * length)
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in range(length - 1, -1, -1))


def mint(document: str, item: Obligation, taken: Collection[str]) -> str:
    """A new obligation's name: its document and where its evidence begins, such as ``k3f9x2mq7h-1204``.

    A letter tells apart several that begin at the same place.
    """
    base = f"{document}-{item.span.start}"
    if base not in taken:
        return base
    number = next(number for number in range(1, len(taken) + 2) if base + _letters(number) not in taken)
    return base + _letters(number)


def match(before: Sequence[tuple[str, Obligation]], after: Sequence[Obligation]) -> dict[int, str]:
    """Which obligations of an earlier reading are which of a later one: index in ``after`` → id.

    Matched by evidence, never by order: shared words first, then the same kind, bearers and deadline. Best pairs first,
    each at most once; ties are settled by position, so the answer depends on nothing else.
    """
    pairs = sorted(
        (-score, before[old][1].span.start, index, before[old][0])
        for old, index in _touching([item.span for _, item in before], [item.span for item in after])
        if (score := likeness(before[old][1], after[index])) > 0
    )
    chosen: dict[int, str] = {}
    used: set[str] = set()
    for _, _, index, uid in pairs:
        if index not in chosen and uid not in used:
            chosen[index] = uid
            used.add(uid)
    return chosen


def likeness(old: Obligation, new: Obligation) -> float:
    """How surely two readings are of one obligation: 0 when not, up to 5."""
    shared = min(old.span.end, new.span.end) - max(old.span.start, new.span.start)
    if shared <= 0:
        return 0.0
    overlap = shared / max(1, min(_length(old.span), _length(new.span)))
    union = shared / (_length(old.span) + _length(new.span) - shared)
    if overlap < _TOUCH or (old.kind != new.kind and union < _RENAMED):
        return 0.0
    same = (old.kind == new.kind) + 0.5 * (_bearers(old) == _bearers(new)) + 0.5 * (old.deadline == new.deadline)
    return overlap + union + same


def _touching(olds: Sequence[Span], news: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Index pairs of spans that share a character, without comparing all with all."""
    order = sorted(range(len(olds)), key=lambda old: olds[old].start)
    starts = [olds[old].start for old in order]
    longest = max((_length(span) for span in olds), default=0)
    for index, new in enumerate(news):
        for old in order[bisect_left(starts, new.start - longest) : bisect_left(starts, new.end)]:
            if olds[old].end > new.start:
                yield old, index


def _bearers(item: Obligation) -> frozenset[str]:
    return frozenset(bearer.text for bearer in item.bearers)


def _length(span: Span) -> int:
    return span.end - span.start


def _letters(number: int) -> str:
    """1 → b, 2 → c, … 25 → z, 26 → bb: the first one carries no letter."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 25)
        letters = chr(ord("b") + rest) + letters
    return letters
