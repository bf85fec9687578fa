"""Fractions: 三分之二, 百分之五, 一又二分之一, 3/5."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from pipeline.patterns import compiled
from pipeline.resolve.numerals.numbers import parse_number
from pipeline.resolve.numerals.signs import LONGEST, LOOSE_SPACE, plain_digits

_SLASH = compiled(r"(?:(?P<whole>\d{1,9}) +)?(?P<above>\d{1,9})[/／](?P<below>\d{1,9})", re.ASCII)
_FRACTION = compiled(r"(?P<sign>[-负]?)(?:(?P<whole>[^又]+)又)?(?P<below>[^分]+)分之(?P<above>[^分]+)")


def parse_fraction(text: str) -> Fraction | None:
    """``三分之二`` → 2/3, ``百分之五`` → 1/20, ``一又二分之一`` → 3/2; ``None`` where there is no 分之 or no number.

    >>> parse_fraction('三分之二')
    Fraction(2, 3)
    """
    words = plain_digits(text[: 3 * LONGEST]).strip()
    if slash := _SLASH.fullmatch(words):
        return _slashed(slash)
    found = _FRACTION.fullmatch(LOOSE_SPACE.sub("", words))
    if not found:
        return None
    below, above = _denominator(found["below"]), parse_number(found["above"])
    whole = parse_number(found["whole"]) if found["whole"] else Decimal(0)
    if not below or above is None or whole is None:
        return None
    value = Fraction(whole) + Fraction(above) / Fraction(below)
    return -value if found["sign"] else value


def _slashed(found: re.Match[str]) -> Fraction | None:
    """``3/5`` and ``1 3/5``."""
    whole, above, below = (int(found[name] or 0) for name in ("whole", "above", "below"))
    return whole + Fraction(above, below) if below else None


def _denominator(words: str) -> Decimal | None:
    """百分之, 千分之 and 万分之 need no 一 before them."""
    return parse_number(words if words[:1] not in ("百", "千", "万", "亿") else "一" + words)
