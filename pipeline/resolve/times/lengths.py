"""Lengths of time: 15个工作日, 三个月, 24小时, 一年半; as ISO 8601 and added to a date."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from fractions import Fraction

from pipeline.patterns import compiled
from pipeline.record import record
from pipeline.resolve.numerals import parse_number
from pipeline.resolve.times.point import month_end
from pipeline.resolve.times.text import plain

_NUM = r"[0-9]+(?:\.[0-9]+)?|[零一二两三四五六七八九十百廿]+"
_UNIT = (
    r"个?(?:法定)?工作日|个?自然日|个?日历日|个?小时|个?钟头|刻钟|时|分钟|分|秒钟?|个?星期|个?礼拜|周"
    r"|个?季度|个?月|年|日|天"
)
_PART = compiled(rf"(?:(?P<n>{_NUM})(?P<more>个半|半)?|(?P<half>半)个?)(?P<u>{_UNIT})(?P<tail>半)?(?:零|又|余|多)?")
_DESIGNATORS = {
    "工作日": "D", "自然日": "D", "日历日": "D", "日": "D", "天": "D", "小时": "H",
    "钟头": "H", "时": "H", "分钟": "M", "分": "M", "刻钟": "K",
    "秒": "S", "秒钟": "S", "星期": "W", "礼拜": "W", "周": "W", "季度": "Q", "月": "MO", "年": "Y",
}  # fmt: skip
_ORDER = ("Y", "MO", "W", "D", "H", "M", "S")
_MULTIPLES = {"Q": ("MO", 3), "K": ("M", 15)}
_HALVES = {"Y": ("MO", 6), "MO": ("D", 15), "H": ("M", 30), "M": ("S", 30), "D": ("H", 12)}


@record
class Length:
    """A length by its units, e.g. ``Length((('D', 15),), business=True)`` for 15个工作日."""

    parts: tuple[tuple[str, int], ...]
    business: bool = False

    @property
    def iso(self) -> str:
        """ISO 8601, the unit kept as it was named: ``P15D``, ``PT24H``, ``P1Y6M``."""
        day = "".join(f"{n}{u[0]}" for u, n in self.parts if u in ("Y", "MO", "W", "D"))
        clock = "".join(f"{n}{u}" for u, n in self.parts if u in ("H", "M", "S"))
        return f"P{day}" + (f"T{clock}" if clock else "")

    @property
    def days_only(self) -> int | None:
        """The number of days where the length is nothing but days."""
        return self.parts[0][1] if len(self.parts) == 1 and self.parts[0][0] == "D" else None

    def after(self, day: date) -> date | None:
        """The day on which the length ends, ``day`` itself not counted; ``None`` for hours and for dates out of reach.

        A month that has no such day ends on its last (民法典 art. 202).
        """
        if any(unit in ("H", "M", "S") for unit, _ in self.parts):
            return None
        months = sum(n * (12 if u == "Y" else 1) for u, n in self.parts if u in ("Y", "MO"))
        days = sum(n * (7 if u == "W" else 1) for u, n in self.parts if u in ("W", "D"))
        try:
            return add_months(day, months) + timedelta(days=days)
        except (ValueError, OverflowError):
            return None

    def moved(self, moment: datetime, sign: int) -> datetime | None:
        """``moment`` plus or minus the length, to the second."""
        seconds = sum(n * {"H": 3600, "M": 60, "S": 1}.get(u, 0) for u, n in self.parts)
        months = sum(n * (12 if u == "Y" else 1) for u, n in self.parts if u in ("Y", "MO"))
        days = sum(n * (7 if u == "W" else 1) for u, n in self.parts if u in ("W", "D"))
        try:
            day = add_months(moment.date(), sign * months) + timedelta(days=sign * days)
            return datetime.combine(day, moment.time()) + sign * timedelta(seconds=seconds)
        except (ValueError, OverflowError):
            return None


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the month's last where it has none. Raises ValueError beyond year 9999."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year}")
    return date(year, month + 1, min(day.day, month_end(year, month + 1)))


def read_length(words: str) -> Length | None:
    """The length that ``words`` name from their first to their last character, or ``None``.

    >>> read_length('15个工作日').iso, read_length('一年半').iso, read_length('半小时').iso, read_length('七八天')
    ('P15D', 'P1Y6M', 'PT30M', None)
    """
    words, at = plain(words).replace("仨", "三个").replace("俩", "两个"), 0
    total: dict[str, Fraction] = {}
    business = False
    while at < len(words):
        found = _PART.match(words, at)
        if not found or not _add(total, found):
            return None
        business = business or found["u"].endswith("工作日")
        at = found.end()
    whole = all(value.denominator == 1 for value in total.values())
    parts = tuple((unit, int(total[unit])) for unit in _ORDER if total.get(unit))
    return Length(parts, business) if parts and whole else None


def _add(total: dict[str, Fraction], found: re.Match[str]) -> bool:
    unit = _DESIGNATORS[found["u"].removeprefix("个").removeprefix("法定")]
    number = Fraction(1, 2) if found["half"] else _fraction(found["n"])
    if number is None:
        return False
    if found["more"] or found["tail"]:
        number += Fraction(1, 2)
    if unit in _MULTIPLES:
        unit, number = _MULTIPLES[unit][0], number * _MULTIPLES[unit][1]
    whole, rest = divmod(number, 1)
    if rest == Fraction(1, 2) and unit in _HALVES:
        smaller, size = _HALVES[unit]
        total[smaller] = total.get(smaller, Fraction(0)) + size
        number = Fraction(whole)
    total[unit] = total.get(unit, Fraction(0)) + number
    return total[unit] < (300 if unit == "Y" else 100_000)


def _fraction(words: str) -> Fraction | None:
    value = parse_number(words)
    return Fraction(value) if value is not None else None
