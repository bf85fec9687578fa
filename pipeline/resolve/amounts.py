"""An amount as it is understood: bounds, unit, currency; and how one or two named figures make one."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Literal

from pipeline.record import record, replace
from pipeline.resolve.numerals.exact import tidy

AmountKind = Literal["money", "percent", "permille", "times", "length", "number"]
Side = Literal[
    "at_most",
    "more_than",
    "at_least",
    "less_than",
    "about",
    "or_more",
    "or_less",
    "over",
    "under",
    "open",
    "roughly",
    "",
]

EXACT = Context(prec=256)
_SCALES = "十百千万亿"
_LARGE = "万亿"
_MONTHS = {"month": 1, "year": 12}


@record
class Amount:
    """What an amount says. ``min`` and ``max`` are exact; ``None`` is an open end.

    ``unit`` is an ISO 4217 code, ``percent``, ``permille``, ``times``, ``day``, ``month``, ``year`` or ``""`` for a
    plain number. ``above`` and ``below`` are true where the bound itself does not count (超过, 不足);
    ``approximate`` where the words say about (近, 左右, 多, 数十).
    """

    kind: AmountKind
    min: Decimal | None
    max: Decimal | None
    unit: str
    above: bool = False
    below: bool = False
    approximate: bool = False

    @property
    def value(self) -> Decimal | None:
        """The one figure of an amount that is no range."""
        return self.min if self.min == self.max else None

    @property
    def currency(self) -> str | None:
        """The ISO 4217 code of a sum of money."""
        return self.unit if self.kind == "money" else None


@record
class Figure:
    """One figure as written: its words, bounds (alike if exact), own unit if it has one, and the words around it."""

    words: str
    low: Decimal
    high: Decimal | None
    kind: AmountKind | None = None
    unit: str = ""
    before: Side = ""
    after: Side = ""


def single(figure: Figure) -> Amount | None:
    """The amount of one figure: 三万元以下, 不少于一千元, 近七百万元."""
    low, high = figure.low, figure.high
    kind, unit = figure.kind or "number", figure.unit
    rough = low != high or "about" in (figure.before, figure.after) or figure.after == "roughly"
    sides = {figure.before, figure.after} - {"", "about", "roughly"}
    if sides == {"at_most", "or_more"} or sides == {"at_least", "or_less"} or len(sides) > 2:
        return None
    if sides & {"at_most", "or_less"}:
        return Amount(kind, None, low if high is None else high, unit, approximate=rough)
    if "less_than" in sides:
        return Amount(kind, None, low if high is None else high, unit, below=True, approximate=rough)
    if "more_than" in sides:
        return Amount(kind, low, None, unit, above=True, approximate=rough)
    if sides & {"at_least", "or_more"}:
        return Amount(kind, low, None, unit, approximate=rough)
    return Amount(kind, low, high, unit, approximate=rough)


def between(first: Figure, second: Figure) -> Amount | None:
    """The amount of two figures: 五万—十万元 (the scale shared), 二千以上一万以下, 三万元以上不满五万元."""
    if first.kind is None:
        first = _share(first, second)
    aligned = _align(first, second)
    if aligned is None:
        return None
    first, second = aligned
    low, high = first.low, second.low if second.high is None else second.high
    if _is_upper(first) and _is_lower(second):
        first, second = second, first
        low, high = first.low, second.low if second.high is None else second.high
    if low > high or (_is_upper(first) and not _is_lower(second)) or _is_lower(second):
        return None
    return Amount(
        second.kind or "number", low, high, second.unit,
        above=first.before == "more_than", below=second.before == "less_than",
        approximate="about" in (first.before, second.before) or second.after == "roughly",
    )  # fmt: skip


def _is_upper(figure: Figure) -> bool:
    return figure.after == "or_less" or figure.before in ("at_most", "less_than")


def _is_lower(figure: Figure) -> bool:
    return figure.after == "or_more" or figure.before in ("at_least", "more_than")


def _share(first: Figure, second: Figure) -> Figure:
    """五—十万元 is 五万 to 十万, but 五千—五万元 is what it says: the scale is shared if the order then still holds."""
    scale = second.words[len(second.words.rstrip(_SCALES)) :]
    large = scale[len(scale.rstrip(_LARGE)) :]
    share = large if any(c in _SCALES for c in first.words) else scale
    shared = Figure(first.words, first.low, first.high, second.kind, second.unit, first.before, first.after)
    if not share or any(c in _LARGE for c in first.words) or second.words == scale:
        return shared
    factor = Decimal(1)
    for char in share:
        factor *= 10 ** {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}[char]
    low = EXACT.multiply(first.low, factor)
    if low >= second.low:
        return shared
    high = None if first.high is None else EXACT.multiply(first.high, factor)
    return Figure(first.words, low, high, second.kind, second.unit, first.before, first.after)


def _align(first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    """Both in one unit: 六个月以上一年以下 is 6 to 12 months; 5元至10港元 is nothing."""
    if first.unit == second.unit:
        return first, second
    if first.unit in _MONTHS and second.unit in _MONTHS:
        return _in_months(first), _in_months(second)
    if (first.unit, second.unit) == ("percent", "times"):  # 百分之五十以上五倍以下 is 0.5 to 5 times
        return _in_times(first), second
    return None


def _in_times(figure: Figure) -> Figure:
    return replace(
        figure, low=_share_of(figure.low), high=figure.high and _share_of(figure.high), kind="times", unit="times"
    )


def _share_of(percent: Decimal) -> Decimal:
    return tidy(EXACT.multiply(percent, Decimal("0.01")).normalize(EXACT))


def _in_months(figure: Figure) -> Figure:
    factor = _MONTHS[figure.unit]
    high = None if figure.high is None else figure.high * factor
    return Figure(figure.words, figure.low * factor, high, figure.kind, "month", figure.before, figure.after)
