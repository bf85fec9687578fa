"""The tokens of an amount, read from left to right into its figures: qualifiers, numbers, units, coins."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.resolve.amounts import EXACT, AmountKind, Figure, Side
from pipeline.resolve.approximate import parse_bounds
from pipeline.resolve.numerals import parse_number, plain_digits

#: 5万元（不含）以上 says what 超过5万元 says.
_EXCLUSIVE: dict[Side, Side] = {"over": "more_than", "under": "less_than", "open": "open"}
_PARTED = compiled(r"(?<=[0-9０-９])[ \u00a0\u2009\u202f\u3000](?=[0-9０-９]{3})")  # 5 000 of a sum is one number
_LENGTHS = {"日": "day", "天": "day", "月": "month", "年": "year"}
_RATIOS: dict[str, AmountKind] = {"倍": "times", "‰": "permille"}
_BELOW: dict[int, tuple[AmountKind, int]] = {100: ("percent", 1), 1000: ("permille", 1), 10**4: ("permille", 10)}


class FigureReader:
    """Tokens from left to right into figures; every step may refuse."""

    def __init__(self, sides: dict[str, Side], codes: dict[str, str]) -> None:
        self.sides, self.codes = sides, codes
        self.figures: list[Figure] = []
        self.before: Side = ""
        self.code = ""
        self.below: Decimal | None = None
        self.joined = True  # another figure may follow
        self.awaited = False  # another figure must follow
        self.negative = False

    def take(self, sort: str, words: str) -> bool:
        """Whether the token of that sort (a group of the resolver's pattern) fits here."""
        steps: dict[str, Callable[[str], bool]] = {
            "before": self._before, "after": self._after, "code": self._code, "num": self._num, "yuan": self._yuan,
            "coin": self._coin, "dime": self._dime, "cent": self._cent,
            "minus": self._minus, "ratio": self._ratio, "length": self._length, "half": self._half,
            "below": self._below, "base": self._base, "to": self._to,
        }  # fmt: skip
        return steps[sort](words)

    def finish(self) -> list[Figure] | None:
        """All figures, unless something was begun and not ended."""
        if self.before or self.below or self.code or self.awaited:
            return None
        if len(self.figures) == 2 and self.figures[1].kind is None and self.figures[0].kind in ("percent", "permille"):
            self.figures[1] = replace(self.figures[1], kind=self.figures[0].kind, unit=self.figures[0].unit)
        if self.figures and self.figures[-1].kind is None:
            self._last(kind="number")
        return _closed(self.figures)

    def _last(self, **change: object) -> bool:
        self.figures[-1] = replace(self.figures[-1], **change)  # type: ignore[arg-type]
        return True

    def _before(self, words: str) -> bool:
        if self.before or self.below:
            return False
        self.before, self.joined, self.awaited = self.sides[words], len(self.figures) < 2, True
        return self.joined

    def _code(self, words: str) -> bool:
        code = self.codes[words]
        last = self.figures[-1] if self.figures else None
        if last and not self.joined and last.kind in (None, "money"):
            if last.unit not in ("", "CNY", code):
                return False
            return self._last(kind="money", unit=code)
        if self.code:
            return False
        self.code = code
        return True

    def _num(self, words: str) -> bool:
        words = _PARTED.sub("", words.replace("、", ""))
        bounds = parse_bounds(words)
        if bounds is None or not self.joined or len(self.figures) == 2:
            return False
        plain = re.sub(r"[\s个]", "", plain_digits(words)).replace("w", "万")
        figure = Figure(plain, *bounds, before=self.before)
        if self.negative:
            figure, self.negative = replace(figure, low=-bounds[0], high=-bounds[0]), False
        if self.below is not None:
            figure = _of_hundred(figure, self.below)
        elif self.code:
            figure = replace(figure, kind="money", unit=self.code)
        self.figures.append(figure)
        self.before, self.code, self.below = "", "", None
        self.joined = self.awaited = False
        return True

    def _yuan(self, words: str) -> bool:
        if self.joined or self.figures[-1].kind not in (None, "money"):
            return False
        return self._last(kind="money", unit=self.figures[-1].unit or "CNY")

    def _coin(self, words: str) -> bool:
        value = parse_number(words.strip("又角毛分美"))
        if self.joined or self.figures[-1].kind != "money" or value is None:
            return False
        return self._more(value, 100 if words.endswith("分") else 10)

    def _dime(self, words: str) -> bool:
        """三块五 is 3.5."""
        return self._part(words, 10)

    def _cent(self, words: str) -> bool:
        """五块六毛八 is 5.68, 2块58 is 2.58."""
        return self._part(words, 100)

    def _part(self, words: str, below: int) -> bool:
        value = parse_number(words)
        return value is not None and not self.joined and self.figures[-1].kind == "money" and self._more(value, below)

    def _more(self, value: Decimal, below: int) -> bool:
        last = self.figures[-1]
        if (scaled := EXACT.multiply(last.low, Decimal(below // 10))) != scaled.to_integral_value():
            return False  # 1.3元5角: 1. heads an item, or nobody knows
        part = EXACT.divide(value, Decimal(below))
        high = None if last.high is None else EXACT.add(last.high, part)
        return self._last(low=EXACT.add(last.low, part), high=high)

    def _minus(self, words: str) -> bool:
        if self.figures:
            return self._to(words)
        self.negative = True
        return True

    def _ratio(self, words: str) -> bool:
        if words in ("对折", "對折"):
            return self._num("50") and self._last(kind="percent", unit="percent")
        if self.joined or self.figures[-1].kind is not None:
            return False
        kind = _RATIOS.get(words, "percent")
        return self._last(kind=kind, unit=kind) and self._tenths(words)

    def _tenths(self, words: str) -> bool:
        """七成六 is 76 per cent; 八点五折 and 85折 both are 85."""
        last = self.figures[-1]
        if words[0] not in "成折" or last.high is None:
            return True
        factor = 1 if words[0] == "折" and last.low > 10 else 10
        rest = parse_number(words[-1]) if words[0] == "成" and len(words) > 1 else None
        low, high = (EXACT.add(EXACT.multiply(v, Decimal(factor)), rest or Decimal(0)) for v in (last.low, last.high))
        return self._last(low=low, high=high)

    def _length(self, words: str) -> bool:
        if self.joined or self.figures[-1].kind is not None:
            return False
        return self._last(kind="length", unit=_LENGTHS[words[-1]])

    def _half(self, words: str) -> bool:
        return self._num("6") and self._last(kind="length", unit="month")

    def _below(self, words: str) -> bool:
        self.below = parse_number("一" + re.sub(r"\s|分|之", "", plain_digits(words)))
        return self.below is not None and self.joined

    def _after(self, words: str) -> bool:
        if self.joined or not self.figures or self.figures[-1].after not in ("", "roughly"):
            return False
        side = self.sides.get(words, "roughly")
        if side in _EXCLUSIVE:
            self.joined = len(self.figures) < 2
            return not self.figures[-1].before and self._last(before=_EXCLUSIVE[side])
        self.joined = side != "roughly" and len(self.figures) < 2
        return self._last(after=side)

    def _base(self, words: str) -> bool:
        """不超过货值金额的30%: what the bound is of stands between the qualifier and the figure."""
        return bool(self.before)

    def _to(self, words: str) -> bool:
        self.joined = self.awaited = len(self.figures) == 1
        return self.awaited


def _of_hundred(figure: Figure, below: Decimal) -> Figure:
    """百分之 is per cent, 千分之 per mille, 万分之 a tenth of that; longer ones are per cent."""
    kind, divisor = _BELOW.get(int(below), ("percent", int(below) // 100))
    low = EXACT.divide(figure.low, Decimal(divisor))
    high = None if figure.high is None else EXACT.divide(figure.high, Decimal(divisor))
    return replace(figure, low=low, high=high, kind=kind, unit=kind)


def _closed(figures: list[Figure]) -> list[Figure] | None:
    """10万（不含）—50万（不含）: the first is left below, the second above; alone nobody knows."""
    if any(figure.before == "open" for figure in figures) and len(figures) == 1:
        return None
    sides: tuple[Side, ...] = ("more_than", "less_than")
    return [replace(f, before=side) if f.before == "open" else f for f, side in zip(figures, sides, strict=False)]
