"""The worst documents of a score: their texts with what was missed, invented or misread marked, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from pipeline.evaluate.errors import in_words
from pipeline.evaluate.keys import Key
from pipeline.evaluate.score import DocumentScore, Pair

WORST = 8
_AROUND = 60
_SORTS = {
    "missed": ("漏提", "missed"),
    "extra": ("多提", "invented"),
    "slot": ("填错", "misread"),
}
_SLOTS = {
    "kind": ("类别", "kind"), "bearers": ("责任单位", "bearers"), "deadline": ("时限", "deadline"),
    "instrument": ("依据", "instrument"), "penalties": ("处罚", "penalties"), "report_to": ("报送", "report to"),
}  # fmt: skip


def worst(scores: Sequence[DocumentScore], number: int = WORST) -> list[DocumentScore]:
    """The documents with most errors, those without any left out."""
    ranked = sorted(scores, key=lambda one: (-len(list(_wrong(one))), one.name))
    return [one for one in ranked[:number] if any(_wrong(one))]


def section(score: DocumentScore, text: str, lang: str) -> str:
    """One document: its errors in text order, each with the words around it."""
    rows = "".join(_row(sort, pair, text, lang) for sort, pair in sorted(_wrong(score), key=_place))
    count = len(list(_wrong(score)))
    return f"<details><summary>{escape(score.name)} <small>{count}</small></summary><ol>{rows}</ol></details>"


def _wrong(score: DocumentScore) -> Iterator[tuple[str, Pair]]:
    for pair in score.pairs:
        if pair.predicted is None:
            yield "missed", pair
        elif pair.gold is None:
            yield "extra", pair
        elif any(g != p for g, p in pair.slots.values()):
            yield "slot", pair


def _place(found: tuple[str, Pair]) -> int:
    return int((found[1].gold or found[1].predicted or {})["span"][0])


def _row(sort: str, pair: Pair, text: str, lang: str) -> str:
    start, end = (pair.gold or pair.predicted or {})["span"]
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    marked = f"{escape(before)}<mark class='{sort}'>{escape(text[start:end])}</mark>{escape(after)}"
    return f"<li><b class='{sort}'>{_word(_SORTS[sort], lang)}</b>{_sure(pair)} {marked}{_slots(pair.slots, lang)}</li>"


def _sure(pair: Pair) -> str:
    confidence = (pair.predicted or {}).get("confidence")
    return f" <small>{confidence:.0%}</small>" if confidence is not None else ""


def _slots(slots: Mapping[str, tuple[Key, Key]], lang: str) -> str:
    rows = "".join(
        f"<li>{_word(_SLOTS.get(slot, (slot, slot)), lang)}：<ins>{escape(in_words(g)) or '—'}</ins> "
        f"<del>{escape(in_words(p)) or '—'}</del></li>"
        for slot, (g, p) in slots.items()
        if g != p
    )
    return f"<ul>{rows}</ul>" if rows else ""


def _word(both: tuple[str, str], lang: str) -> str:
    return both[1] if lang == "en" else both[0]
