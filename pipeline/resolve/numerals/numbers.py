"""One number in any of its notations, exactly."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pipeline.patterns import compiled
from pipeline.resolve.numerals.exact import DIGIT, EXACT, LARGE, SMALL, times
from pipeline.resolve.numerals.reading import read_tokens
from pipeline.resolve.numerals.signs import LONGEST, LOOSE_SPACE, plain_digits

_HALVES = {"半": Decimal("0.5"), "半百": Decimal(50)}
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_ARABIC = compiled(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+", re.ASCII)
_LETTER_O = compiled(r"(?<=[〇零一二三四五六七八九])[OoΟ]|[OoΟ](?=[〇零一二三四五六七八九])")


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Decimal | None:
    """The exact value of one number in any of its notations, or ``None``.

    >>> parse_number('贰万伍仟'), parse_number('3万5千'), parse_number('0.5万'), parse_number('二〇二四')
    (Decimal('25000'), Decimal('35000'), Decimal('5000'), Decimal('2024'))
    >>> parse_number('七八') is None
    True
    """
    if len(text) > 4 * LONGEST:
        return None
    words = LOOSE_SPACE.sub("", plain_digits(text).strip())
    if len(words) > LONGEST:
        return None
    sign = 1 if words[:1] in ("-", "负") else 0
    value = _unsigned(words[sign:].lstrip())
    if value is None:
        return None
    return -value if sign and value else value


def _unsigned(words: str) -> Decimal | None:
    if _ARABIC.fullmatch(words):
        return Decimal(words.replace(",", ""))
    if words in _HALVES:
        return _HALVES[words]
    if words[-1:] in ("k", "w") and _ARABIC.fullmatch(words[:-1]):
        return times(Decimal(words[:-1].replace(",", "")), 1000 if words[-1] == "k" else 10**4)
    words = _LETTER_O.sub("〇", words)
    for short, full in _TENS.items():
        words = words.replace(short, full)
    whole, point, rest = words.partition("点")
    return _decimal(whole, rest) if point else read_tokens(whole)


def _decimal(whole: str, rest: str) -> Decimal | None:
    """``三点五``, ``一点五亿``, ``四百亿点零五``: digits after the point, and large units for all of it."""
    digits = rest.rstrip("十百千万亿")
    factor = _unit_chain(rest[len(digits) :])
    figures = "".join(c if c.isdigit() and c.isascii() else str(DIGIT.get(c, "x")) for c in digits)
    head = read_tokens(whole)
    if head is None or factor is None or not re.fullmatch(r"[0-9]+", figures) or head != int(head):
        return None
    if factor > 1 and head >= 10**4:
        return None
    return times(EXACT.add(head, Decimal(f"0.{figures}")), factor)


def _unit_chain(units: str) -> int | None:
    factor = 1
    for unit in units:
        factor *= SMALL.get(unit) or LARGE[unit]
    return factor if factor <= 10**16 else None
