"""Whether a pattern's cost grows faster than the text: measured on strings made to hurt it, size against size.

No clock decides by itself, since machines differ: what counts is how much longer an eight times longer string takes. A
pattern that is linear takes some 8 times as long, one that tries every stretch from every place 64 times, one that
tries all ways to cut a stretch never comes back (the sizes begin small, so that it is caught before).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from time import process_time

from pipeline.rulebook.records import Example, MentionRule

_SMALL, _LARGE = 250, 2000
_FIRST_SIZES = (8, 10, 12, 15, 18, 22, 27, 33, 40, 48, 58, 70, 84, 100, 120, 150, 200, 250, 330, 420, 550, 700, 900)
_TOO_LONG = 0.05  # seconds for fewer than 1,000 characters: nothing linear comes near
_FLOOR = 0.002  # seconds for 2,000 characters: below it, growth is noise
_GROWTH = 24.0


def hostile_texts(rule: MentionRule, examples: Iterable[Example]) -> Iterator[str]:
    """Units to repeat: single characters, and beginnings of true matches that never come to their end."""
    units: set[str] = {"1", "一", " ", "、", "十", *(anchor[0] for anchor in rule.anchors[:10])}
    for example in examples:
        for span in example.spans:
            words = span.of(example.text)
            units |= {words[:-1], words[: len(words) // 2], words, *words[:12]}
    yield from sorted(filter(None, units))


def growth_fault(pattern: re.Pattern[str], unit: str) -> float | None:
    """How many times longer the eightfold string takes, if that is too much; else ``None``."""
    for size in _FIRST_SIZES:
        if _seconds(pattern, unit, size) > _TOO_LONG and _best(pattern, unit, size) > _TOO_LONG:
            return float("inf")
    if _seconds(pattern, unit, _LARGE) < _FLOOR:
        return None
    ratio = _ratio(pattern, unit)
    if ratio > _GROWTH:  # a busy machine can look like growth once, hardly three times
        ratio = min(ratio, _ratio(pattern, unit), _ratio(pattern, unit))
    return ratio if ratio > _GROWTH else None


def _ratio(pattern: re.Pattern[str], unit: str) -> float:
    return _best(pattern, unit, _LARGE) / max(_best(pattern, unit, _SMALL), 1e-9)


def _best(pattern: re.Pattern[str], unit: str, size: int) -> float:
    return min(_seconds(pattern, unit, size) for _ in range(3))


def _seconds(pattern: re.Pattern[str], unit: str, size: int) -> float:
    text = (unit * (size // len(unit) + 1))[:size]
    begin = process_time()
    for _ in pattern.finditer(text):
        pass
    return process_time() - begin
