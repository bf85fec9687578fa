"""Lunar dates and the solar terms, by lunar-python, which is loaded when the first lunar date is asked for."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

#: A lunar year reaches from 冬至 to 冬至; lunar-python names the terms of its far end in letters.
_NEXT = {"冬至": "DONG_ZHI", "大雪": "DA_XUE", "小寒": "XIAO_HAN", "大寒": "DA_HAN", "立春": "LI_CHUN"}


@lru_cache(maxsize=2048)
def lunar_day(year: int, month: int, day: int) -> date | None:
    """The civil date of a day of a lunar year: ``lunar_day(2024, 1, 15) == date(2024, 2, 24)``.

    ``None`` if there is none.
    """
    from lunar_python import Lunar

    try:
        solar = Lunar.fromYmd(year, month, day).getSolar()
        return date(solar.getYear(), solar.getMonth(), solar.getDay())
    except Exception:  # lunar-python raises bare Exception for days that a month doesn't have
        return None


def last_lunar_day(year: int, month: int) -> date | None:
    """The last day of a lunar month (the 29th or the 30th); 除夕 is that of the twelfth."""
    return lunar_day(year, month, 30) or lunar_day(year, month, 29)


@lru_cache(maxsize=1024)
def term(year: int, name: str) -> date | None:
    """The day of a solar term in a civil year: ``term(2024, '清明') == date(2024, 4, 4)``; ``None`` for no term."""
    from lunar_python import Lunar

    try:
        table = Lunar.fromYmd(year, 3, 1).getJieQiTable()
        solar = next(day for key in (name, _NEXT.get(name, "")) if (day := table.get(key)) and day.getYear() == year)
        found = date(solar.getYear(), solar.getMonth(), solar.getDay())
    except Exception:
        return None
    return found


def new_year_eve(year: int) -> date | None:
    """The day before the lunar new year that falls in the civil ``year``."""
    first = lunar_day(year, 1, 1)
    return first - timedelta(days=1) if first else None
