"""What one line says of money, ratios and multiples: the finder and the resolver by themselves, without a document.

``duban parse money`` prints what these functions give.

>>> from pipeline.parse.money import MoneyParser, money_row
>>> from pipeline.resources import rules_folder
>>> from pipeline.rulebook import load_rulebook
>>> ((words, span, amount),) = MoneyParser(load_rulebook(rules_folder())).parse("处五千元以上五万元以下罚款")
>>> words, amount.min, amount.max, amount.currency
('五千元以上五万元以下', Decimal('5000'), Decimal('50000'), 'CNY')
>>> money_row(words, span, amount)["max"]
50000
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from pipeline.find.money import find_money
from pipeline.model import Span
from pipeline.resolve.amounts import Amount
from pipeline.resolve.money import LONGEST, MoneyResolver
from pipeline.rulebook import Rulebook

_MARGIN = " \t\r\n　。，,;；"
# Only sums are written alone in this way: 30w, 肆佰叁拾万, 五百万左右.
_SUM = re.compile(r"[万亿萬億wWｗＷ]|[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟]{2}")

Found = tuple[str, Span, Amount]


class MoneyParser:
    """Finds and resolves every sum and ratio of a line; a line that is nothing but one sum needs no unit."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._resolver = MoneyResolver(rulebook)

    def parse(self, line: str) -> list[Found]:
        """``(words, span, amount)`` in text order; words that only look like an amount are left out.

        ``罚款不超过3万元`` gives one: at most 30000 CNY. ``肆佰叁拾万`` alone is 4300000 CNY.
        """
        found = [(m.span, self._resolver.resolve(line, m)) for m in find_money(self._rulebook, line)]
        if found:
            return [(span.of(line), span, amount) for span, amount in found if amount is not None]
        return self._bare(line)

    def _bare(self, line: str) -> list[Found]:
        words = line.strip(_MARGIN)
        if not words or len(words) > LONGEST or not _SUM.search(words):
            return []
        amount = self._resolver.read(words, assume="CNY")
        start = line.index(words)
        return [(words, Span(start, start + len(words)), amount)] if amount and amount.kind == "money" else []


def money_row(words: str, span: Span, amount: Amount) -> dict[str, Any]:
    """A parsed amount as plain values: text, span, kind, min, max, value, unit, currency and how the bounds are meant.

    Figures are whole numbers where they are whole; ``min_open`` and ``max_open`` say that the bound itself is left out.
    """
    return {
        "text": words,
        "span": list(span),
        "kind": amount.kind,
        "min": plain_number(amount.min),
        "max": plain_number(amount.max),
        "value": plain_number(amount.value),
        "unit": amount.unit or None,
        "currency": amount.currency,
        "min_open": amount.above,
        "max_open": amount.below,
        "approximate": amount.approximate,
    }


def plain_number(value: Decimal | None) -> int | float | str | None:
    """A decimal as JSON can hold it exactly: a whole number, a float that prints the same digits, else the digits.

    >>> plain_number(Decimal('30000')), plain_number(Decimal('0.5'))
    (30000, 0.5)
    """
    if value is None:
        return None
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else f"{value:f}"
