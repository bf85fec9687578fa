"""Numbers as Chinese documents write them, read exactly: Arabic, Chinese, financial, mixed, full-width, digit strings.

Nothing here knows a document: a caller hands over the words of one number and gets a :class:`~decimal.Decimal`, or
``None`` where the words are no number or could mean two (``七八`` is seven *or* eight).
"""

from __future__ import annotations

from pipeline.resolve.numerals.fractions import parse_fraction
from pipeline.resolve.numerals.numbers import parse_number
from pipeline.resolve.numerals.signs import ARABIC, CHINESE, DIGITS, HAN, LONGEST, NUMBER, plain_digits

__all__ = ["ARABIC", "CHINESE", "DIGITS", "HAN", "LONGEST", "NUMBER", "parse_fraction", "parse_number", "plain_digits"]
