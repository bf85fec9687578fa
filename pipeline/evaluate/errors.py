"""The errors of a score in words: what was missed, what was invented, which slot is wrong and how."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.evaluate.keys import Key
from pipeline.evaluate.score import DocumentScore, Pair


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: its sort (``missed``, ``extra``, a slot or a set), where, and gold and prediction in words."""

    sort: str
    document: str
    quote: str
    gold: str
    predicted: str


def mistakes(documents: Iterable[DocumentScore]) -> list[Mistake]:
    """Every error of every document, in their order."""
    return [m for d in documents for m in (*_of_pairs(d), *_of_sets(d))]


def of_each_sort(found: Iterable[Mistake], limit: int) -> list[Mistake]:
    """At most ``limit`` of each sort, sorts in order of the alphabet."""
    sorts: dict[str, list[Mistake]] = {}
    for mistake in found:
        sorts.setdefault(mistake.sort, []).append(mistake)
    return [m for sort in sorted(sorts) for m in sorts[sort][:limit]]


def _of_pairs(document: DocumentScore) -> Iterable[Mistake]:
    for pair in document.pairs:
        quote = str((pair.gold or pair.predicted or {})["quote"])
        if pair.predicted is None:
            yield Mistake("missed", document.name, quote, _kind(pair), "")
        elif pair.gold is None:
            yield Mistake("extra", document.name, quote, "", _kind(pair))
        for slot, (g, p) in pair.slots.items():
            if g != p:
                yield Mistake(slot, document.name, quote, in_words(g), in_words(p))


def _of_sets(document: DocumentScore) -> Iterable[Mistake]:
    for measure, (gold, predicted) in document.sets.items():
        for key in sorted(gold - predicted, key=repr):
            yield Mistake(measure, document.name, "", in_words(key), "")
        for key in sorted(predicted - gold, key=repr):
            yield Mistake(measure, document.name, "", "", in_words(key))


def _kind(pair: Pair) -> str:
    return str((pair.gold or pair.predicted or {})["kind"])


def in_words(key: Key) -> str:
    """A compared key as one readable string.

    >>> in_words((None, "2025-03-31", None))
    '2025-03-31'
    """
    if key is None or key is False:
        return ""
    if isinstance(key, frozenset):
        return "; ".join(sorted(in_words(k) for k in key))
    if isinstance(key, tuple):
        return " ".join(filter(None, (in_words(k) for k in key)))
    return str(key)
