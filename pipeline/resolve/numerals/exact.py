"""Exact arithmetic on decimals, and what one figure or unit is worth."""

from __future__ import annotations

from decimal import Context, Decimal

from pipeline.resolve.numerals.signs import LONGEST

EXACT = Context(prec=4 * LONGEST)
ZEROS = "〇零"
DIGIT = {**{c: i for i, c in enumerate("〇一二三四五六七八九")}, "零": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}


def times(value: Decimal, factor: int) -> Decimal:
    """The product, exactly."""
    return tidy(EXACT.multiply(value, Decimal(factor)))


def tidy(value: Decimal) -> Decimal:
    """``12000.0`` is 12000: an integral value carries no exponent."""
    return value.quantize(Decimal(1), context=EXACT) if value == value.to_integral_value() else value


def digit_string(words: str) -> Decimal | None:
    """``二〇二四``; two neighbours (``七八``) and ``三五`` are a guess between two numbers, so none."""
    figures = [DIGIT[c] for c in words]
    if len(figures) > 1 and "两" in words:
        return None
    guess = len(figures) == 2 and figures[0] and (figures[1] - figures[0] == 1 or figures == [3, 5])
    return None if guess else Decimal("".join(map(str, figures)))
