"""One Chinese or mixed number, read token by token: 三千五百万, 3万5千, 一亿零二百."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.patterns import compiled
from pipeline.resolve.numerals.exact import DIGIT, EXACT, LARGE, SMALL, ZEROS, digit_string, tidy

_TOKEN = compiled(
    r"(?P<arabic>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)|(?P<run>[〇零一二三四五六七八九两]+)|(?P<unit>[十百千万亿兆])",
    re.ASCII,
)


def read_tokens(words: str) -> Decimal | None:
    """An integer in Chinese or mixed notation (Arabic parts may carry decimals before a unit: ``3.5万``)."""
    if words and all(c in DIGIT for c in words):
        return digit_string(words)
    reading = _Reading()
    at = 0
    while at < len(words):
        token = _TOKEN.match(words, at)
        if token is None or not reading.take(token):
            return None
        at = token.end()
    return reading.value()


class _Reading:
    """Reads the tokens of one number from left to right; every step may refuse."""

    def __init__(self) -> None:
        self.groups: list[tuple[Decimal, int]] = []  # finished by a large unit: value, that unit
        self.section = Decimal(0)  # what stands before the next large unit
        self.pending: Decimal | None = None  # a figure that waits for its unit
        self.literal = False  # the figure was written out in full (after 零, or several digits)
        self.last = 0  # the last unit read, 0 at the start of the number
        self.floor = 10**4  # the next small unit must be smaller than this
        self.zero = False
        self.broken = False  # a decimal already said what the smaller units would: 1.2万5千 is no number

    def take(self, token: re.Match[str]) -> bool:
        if unit := token["unit"]:
            return self._small(SMALL[unit]) if unit in SMALL else self._large(LARGE[unit])
        if self.pending is not None or self.broken:
            return False
        if arabic := token["arabic"]:
            self.pending, self.literal = Decimal(arabic.replace(",", "")), self.zero or len(arabic) > 1
            return True
        return self._run(token["run"], token.end() == len(token.string))

    def _run(self, run: str, final: bool) -> bool:
        bare = run.lstrip(ZEROS)
        self.zero = self.zero or bare != run
        if not bare:
            return not (self.last and final)
        if len(bare) > 1 and (self.last or "两" in bare):
            return False
        if bare == "两" and final and self.last:
            return False  # 二十两 weighs
        value = digit_string(bare)
        if value is None:
            return False
        self.pending, self.literal = value, self.zero or len(bare) > 1
        return True

    def _small(self, unit: int) -> bool:
        figure = self.pending
        if figure is None:
            if self.section or (self.groups and not self.zero and unit != 10):
                return bool(self.zero) and self._add(Decimal(1), unit)
            figure = Decimal(1)
        return self._add(figure, unit)

    def _add(self, figure: Decimal, unit: int) -> bool:
        if unit >= self.floor or figure * unit >= self.floor * (10 if not self.section else 1) * 10**4:
            return False
        self.section = EXACT.add(self.section, EXACT.multiply(figure, Decimal(unit)))
        self.broken = self.broken or figure != int(figure)
        self.floor, self.last, self.pending, self.literal, self.zero = unit, unit, None, False, False
        return True

    def _large(self, unit: int) -> bool:
        named, section = self.pending is not None, self._closed(final=False)
        if section is None:
            return False
        self.broken = self.broken or section != int(section)
        while self.groups and (self.groups[-1][1] < unit or (self.groups[-1][1] == unit and not section)):
            section, named = EXACT.add(section, self.groups.pop()[0]), True
        if not (section or named) or (self.groups and self.groups[-1][1] <= unit):
            return False
        self.groups.append((EXACT.multiply(section, Decimal(unit)), unit))
        self.section, self.pending, self.floor = Decimal(0), None, 10**4
        self.last, self.literal, self.zero = unit, False, False
        return True

    def _closed(self, final: bool) -> Decimal | None:
        """The section with its last figure: 五 in 一百五 is fifty, in 一百零五 five, in 一百五万 nobody knows."""
        figure, first = self.pending, not self.section
        if figure is None:
            return self.section
        short = self.last > 10 and not self.literal and figure < 10
        if short and (final or not first):
            if not final or figure != int(figure):
                return None
            figure = EXACT.multiply(figure, Decimal(self.last // 10))
        elif figure >= (self.last if final and self.last else 10**12 if first else self.floor):
            return None
        return EXACT.add(self.section, figure)

    def value(self) -> Decimal | None:
        if self.pending is None and not self.section and not self.groups:
            return None
        total = self._closed(final=True)
        if total is None or (self.last in LARGE.values() and not self.groups):
            return None
        for value, _ in self.groups:
            total = EXACT.add(total, value)
        return tidy(total)
