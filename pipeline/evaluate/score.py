"""Extraction against gold, by the contract's definition: precision, recall and F1 of every measure.

Items of one document are paired by the overlap of their spans, best first; what a pair agrees on counts for its slot.
Permissions are neither asked for nor punished. Records are the contract's JSON as plain values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.evaluate.keys import SLOTS, Item, Key, document_sets

ENOUGH = 0.5  # Dice overlap in characters from which two spans are the same obligation
UNSCORED_ON_CARD = "report_to"
EMPTY: Mapping[str, Any] = {"obligations": [], "instruments": []}


class Count(NamedTuple):
    """Right, invented and missed."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def plus(self, other: Count) -> Count:
        """Both together."""
        return Count(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 1 where nothing was predicted."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 where there is none."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both.

        >>> Count(8, 2, 2).f1
        0.8000000000000002
        """
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold item and the predicted one that stands for it; one of them is ``None`` where there is no partner."""

    gold: Item | None
    predicted: Item | None
    slots: Mapping[str, tuple[Key, Key]] = field(default_factory=dict)

    @property
    def right_card(self) -> bool:
        """Whether every slot but the recipient agrees."""
        return bool(self.slots) and all(g == p for n, (g, p) in self.slots.items() if n != UNSCORED_ON_CARD)


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """One document: its pairs, and its numbers, deadlines and penalties as gold and predicted sets."""

    name: str
    pairs: tuple[Pair, ...]
    sets: Mapping[str, tuple[set[Key], set[Key]]]

    def counts(self) -> dict[str, Count]:
        """Counts of every measure of this document."""
        found = count_pairs(self.pairs)
        for measure, (gold, predicted) in self.sets.items():
            found[measure] = Count(len(gold & predicted), len(predicted - gold), len(gold - predicted))
        return found


def score(gold: Mapping[str, Item], predicted: Mapping[str, Item]) -> list[DocumentScore]:
    """Every gold document, by name, against the record of the same name; a missing one counts as all missed."""
    return [score_document(name, record, predicted.get(name)) for name, record in sorted(gold.items())]


def score_document(name: str, gold: Item, predicted: Item | None) -> DocumentScore:
    """The pairs and sets of one document."""
    wanted, allowed = _scored(gold), [o for o in gold["obligations"] if o["kind"] == "permission"]
    offered = _scored(predicted or EMPTY)
    matched = align(wanted, offered)
    partner = dict(matched)
    rest = [j for j in range(len(offered)) if j not in set(partner.values())]
    ignored = {rest[k] for _, k in align(allowed, [offered[j] for j in rest])}
    pairs = [_pair(gold, wanted[i], predicted or EMPTY, offered[j]) for i, j in matched]
    pairs += [Pair(wanted[i], None) for i in range(len(wanted)) if i not in partner]
    pairs += [Pair(None, offered[j]) for j in rest if j not in ignored]
    ours, theirs = document_sets(gold), document_sets(predicted or EMPTY)
    return DocumentScore(name, tuple(pairs), {m: (ours[m], theirs[m]) for m in ours})


def align(gold: Sequence[Item], predicted: Sequence[Item]) -> list[tuple[int, int]]:
    """Index pairs that overlap enough, the best overlap first, each item used once."""
    candidates = sorted(
        ((overlap(g["span"], p["span"]), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)),
        reverse=True,
    )
    left, right, chosen = set(range(len(gold))), set(range(len(predicted))), []
    for amount, i, j in candidates:
        if amount < ENOUGH:
            break
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            chosen.append((i, j))
    return chosen


def overlap(a: Sequence[int], b: Sequence[int]) -> float:
    """Dice overlap of two spans, 0 to 1.

    >>> overlap((0, 10), (5, 15))
    0.5
    """
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return 2 * shared / ((a[1] - a[0]) + (b[1] - b[0])) if shared > 0 else 0.0


def count_pairs(pairs: Iterable[Pair]) -> dict[str, Count]:
    """Counts of detection, of every slot and of the card over any selection of pairs."""
    right: Counter[str] = Counter()
    invented: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for pair in pairs:
        whole = {"detection": pair.gold is not None and pair.predicted is not None, "card": pair.right_card}
        for measure, good in whole.items():
            right[measure] += good
            invented[measure] += not good and pair.predicted is not None
            missed[measure] += not good and pair.gold is not None
        for slot, (g, p) in pair.slots.items():
            right[slot] += g == p and g is not None
            invented[slot] += g != p and p is not None
            missed[slot] += g != p and g is not None
    names = ("detection", *SLOTS, "card")
    return {n: Count(right[n], invented[n], missed[n]) for n in names}


def total(documents: Iterable[DocumentScore]) -> dict[str, Count]:
    """Counts of every measure over all documents."""
    summed: dict[str, Count] = {}
    for document in documents:
        for measure, count in document.counts().items():
            summed[measure] = summed.get(measure, Count()).plus(count)
    return summed


def grouped(documents: Iterable[DocumentScore], group: Callable[[Pair], str]) -> dict[str, dict[str, Count]]:
    """Counts of the pairs of every group, e.g. by :func:`kind_of` or :func:`source_of`."""
    groups: dict[str, list[Pair]] = {}
    for document in documents:
        for pair in document.pairs:
            groups.setdefault(group(pair), []).append(pair)
    return {name: count_pairs(pairs) for name, pairs in sorted(groups.items())}


def kind_of(pair: Pair) -> str:
    """The item's kind: gold's, else the predicted one's."""
    return str((pair.gold or pair.predicted or {})["kind"])


def source_of(pair: Pair) -> str:
    """Where the item's bearer was to be found: explicit, context, heading, addressee, or ``none``."""
    bearers = (pair.gold or pair.predicted or {}).get("bearers") or []
    return str(bearers[0].get("source") or "explicit") if bearers else "none"


def _scored(record: Item) -> list[Item]:
    return [o for o in record.get("obligations", []) if o["kind"] != "permission"]


def _pair(gold: Item, wanted: Item, predicted: Item, offered: Item) -> Pair:
    return Pair(wanted, offered, {n: (key(gold, wanted), key(predicted, offered)) for n, key in SLOTS.items()})
