"""What a change of rules or code gains and loses, item by item, over a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.evaluate.keys import SLOTS, Item
from pipeline.evaluate.records import Records
from pipeline.evaluate.score import EMPTY, align

Change = Literal["gained", "lost", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that only the new record has, that only the old one has, or whose ``slots`` differ."""

    change: Change
    document: str
    kind: str
    quote: str
    slots: tuple[str, ...] = ()


def compare(old: Records, new: Records) -> list[Difference]:
    """Every difference, by document and place; documents of one side only count as all lost or all gained."""
    return [d for name in sorted(old.keys() | new.keys()) for d in _document(name, old.get(name), new.get(name))]


def tally(differences: list[Difference]) -> dict[str, int]:
    """How many were gained, lost, changed, and per slot (``changed.deadline``)."""
    counts: Counter[str] = Counter({"gained": 0, "lost": 0, "changed": 0})
    for difference in differences:
        counts[difference.change] += 1
        counts.update(f"changed.{slot}" for slot in difference.slots)
    return dict(counts)


def _document(name: str, old: Item | None, new: Item | None) -> Iterator[Difference]:
    before, after = (old or EMPTY)["obligations"], (new or EMPTY)["obligations"]
    found: list[tuple[int, Difference]] = []
    matched = align(before, after)
    for i, j in matched:
        slots = tuple(s for s, key in SLOTS.items() if key(old or EMPTY, before[i]) != key(new or EMPTY, after[j]))
        if slots:
            found.append((after[j]["span"][0], _difference("changed", name, after[j], slots)))
    kept, kept_new = {i for i, _ in matched}, {j for _, j in matched}
    found += [(o["span"][0], _difference("lost", name, o)) for i, o in enumerate(before) if i not in kept]
    found += [(o["span"][0], _difference("gained", name, o)) for j, o in enumerate(after) if j not in kept_new]
    found.sort(key=lambda pair: pair[0])
    return (difference for _, difference in found)


def _difference(change: Change, name: str, item: Item, slots: tuple[str, ...] = ()) -> Difference:
    return Difference(change, name, item["kind"], item["quote"], slots)
