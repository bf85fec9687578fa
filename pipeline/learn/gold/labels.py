"""A record as labelled spans, and labelled spans as a record: what annotation tools understand of the contract.

A tool sees the obligations under their kinds and, inside them, ``bearer`` and ``deadline``. What it can't show
(section, instrument, penalties …) travels along as the record itself and comes back with every obligation whose span
still stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipeline.codec import to_dict
from pipeline.evaluate.score import overlap
from pipeline.model import Record

KINDS = ("obligation", "prohibition", "sanction", "permission")
PARTS = ("bearer", "deadline")
_SAME = 0.5  # how much of a moved span must be shared for its fields to come along
_NEW: Mapping[str, Any] = {
    "action": None, "deadline": None, "report_to": None, "deliverable": None, "instrument": 0, "section": [],
    "condition": None, "legal_basis": [], "penalties": [], "reported_by": None,
}  # fmt: skip


class Label(NamedTuple):
    """A half-open span of the text and what it is."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with its labels; ``record`` is the contract's JSON that it went out with."""

    text: str
    labels: tuple[Label, ...]
    record: Mapping[str, Any]


def labelled(record: Record) -> Labelled:
    """A record as labels."""
    return Labelled(record.document.text, tuple(_labels(record)), to_dict(record))


def _labels(record: Record) -> Iterator[Label]:
    for item in record.obligations:
        yield Label(*item.span, item.kind)
        for bearer in item.bearers:
            if bearer.span is not None and item.span.holds(bearer.span):
                yield Label(*bearer.span, "bearer")
        deadline = item.deadline
        if deadline is not None and deadline.span is not None and item.span.holds(deadline.span):
            yield Label(*deadline.span, "deadline")


def to_record(one: Labelled) -> dict[str, Any]:
    """The contract's JSON of a labelled document, confidence taken off: what a person says is not likely but so."""
    before = list(one.record.get("obligations", ()))
    items = sorted(label for label in one.labels if label.name in KINDS)
    parts = sorted(label for label in one.labels if label.name in PARTS)
    return {
        **{key: value for key, value in one.record.items() if key not in ("obligations", "versions")},
        "document": one.record.get("document") or {"path": ""},
        "instruments": one.record.get("instruments") or [{"number": None, "title": None}],
        "obligations": [_item(one.text, label, before, _inside(parts, label)) for label in items],
    }


def _inside(parts: Sequence[Label], item: Label) -> list[Label]:
    return [part for part in parts if item.start <= part.start and part.end <= item.end]


def _item(text: str, label: Label, before: Sequence[Mapping[str, Any]], parts: Sequence[Label]) -> dict[str, Any]:
    span = [label.start, label.end]
    old = max(before, key=lambda each: overlap(each["span"], span), default=None)
    known = _sure(old) if old is not None and overlap(old["span"], span) >= _SAME else {}
    item = {**_NEW, **known, "span": span, "quote": text[label.start : label.end], "kind": label.name}
    named = [text[part.start : part.end] for part in parts if part.name == "bearer"]
    item["bearers"] = _bearers(known.get("bearers", []), named, span)
    times = [part for part in parts if part.name == "deadline"]
    item["deadline"] = _deadline(known.get("deadline"), text, times, span)
    return item


def _bearers(known: Sequence[Mapping[str, Any]], named: Sequence[str], span: Sequence[int]) -> list[dict[str, Any]]:
    """The labelled names; those of a heading or context stay where no name is labelled."""
    outside = [dict(each) for each in known if not _stands_in(each.get("span"), span)]
    old = {each["text"]: dict(each) for each in known}
    labels = [old.get(name, {"text": name, "role": "responsible", "source": "explicit"}) for name in named]
    return labels or outside


def _deadline(
    known: Mapping[str, Any] | None, text: str, times: Sequence[Label], span: Sequence[int]
) -> dict[str, Any] | None:
    """The labelled time: as it was where its words are the same, else its words alone, for a person to resolve."""
    if not times:
        return dict(known) if known and not _stands_in(known.get("span"), span) else None
    words = text[times[0].start : times[0].end]
    if known and known["text"] == words:
        return dict(known)
    return {"text": words, "kind": "unspecified", "span": [times[0].start, times[0].end]}


def _stands_in(part: Sequence[int] | None, whole: Sequence[int]) -> bool:
    return part is not None and whole[0] <= part[0] and part[1] <= whole[1]


def _sure(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item without confidence and id."""
    plain = {key: value for key, value in item.items() if key not in ("confidence", "id")}
    for slot in ("bearers", "penalties"):
        plain[slot] = [{k: v for k, v in each.items() if k != "confidence"} for each in plain[slot]]
    if plain["deadline"]:
        plain["deadline"] = {k: v for k, v in plain["deadline"].items() if k != "confidence"}
    return plain
