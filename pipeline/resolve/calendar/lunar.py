"""Lunar dates and the solar term 清明, by lunar-python, which is loaded when the first lunar date is asked for."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache


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


@lru_cache(maxsize=256)
def qingming(year: int) -> date | None:
    """清明 of a civil year: ``qingming(2024) == date(2024, 4, 4)``."""
    from lunar_python import Lunar

    try:
        solar = Lunar.fromYmd(year, 3, 1).getJieQiTable()["清明"]
        found = date(solar.getYear(), solar.getMonth(), solar.getDay())
    except Exception:
        return None
    return found


def new_year_eve(year: int) -> date | None:
    """The day before the lunar new year that falls in the civil ``year``."""
    first = lunar_day(year, 1, 1)
    return first - timedelta(days=1) if first else None
