"""Days, lengths and moments as users write them in questions: ``7d``, ``2周``, ``2024-03-31T08:00``, ``last``."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from pipeline.errors import ConfigError
from pipeline.store.queries_history import before_last_load
from pipeline.store.stamps import stamp

# In the place of a moment: just before the last load.
LAST = "last"
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)|(\d{2})(\d{2}))$")
_LENGTH = re.compile(r"(\d{1,5})\s*(d|w|m|天|日|周|个?月)?", re.IGNORECASE)
_DAYS = {"d": 1, "天": 1, "日": 1, "w": 7, "周": 7, "m": 30, "月": 30, "个月": 30}


def day_of(text: str | None, name: str) -> date | None:
    """A day as users write it: ``2024-03-31``, ``2024/3/31``, ``2024年3月31日``, ``20240331``.

    >>> day_of("2024年3月31日", "--as-of")
    datetime.date(2024, 3, 31)
    """
    if text is None:
        return None
    found = _DAY.fullmatch(text.strip())
    try:
        if found:
            year, month, day = (int(part) for part in found.groups() if part)
            return date(year, month, day)
    except ValueError:
        pass
    raise ConfigError(f"{name} 不是日期：{text}（例如 2024-03-31）", f"{name} is no date: {text} (such as 2024-03-31)")


def days_of(text: str, name: str) -> timedelta:
    """A length: ``7d``, ``7天``, ``2w``; a bare number counts days. Raises ConfigError, saying for which ``name``.

    >>> days_of("2周", "--due-within").days
    14
    """
    found = _LENGTH.fullmatch(text.strip())
    if not found:
        raise ConfigError(f"{name} 不是天数：{text}（例如 7d）", f"{name} is no length: {text} (such as 7d)")
    return timedelta(days=int(found.group(1)) * _DAYS[(found.group(2) or "d").lower()])


def day_in(day: date, length: str, name: str) -> date:
    """The day so long after another; the last there is where the calendar ends before."""
    return day + min(days_of(length, name), date.max - day)


def moment_of(text: str, name: str) -> str:
    """A moment as the ledger keeps it; a day means its end, local time where no zone is given. Raises ConfigError."""
    try:
        moment = datetime.fromisoformat(text.strip())
        if len(text.strip()) <= len("2024-03-31"):
            moment += timedelta(days=1) - timedelta(microseconds=1)
        return stamp(moment.astimezone())
    except (ValueError, OverflowError):
        raise ConfigError(
            f"{name} 不是时间：{text}（例如 2024-03-31T08:00）", f"{name} is no time: {text} (such as 2024-03-31T08:00)"
        ) from None


def since(text: str, name: str, connection: Connection) -> str:
    """The moment after which something is new: as users write it, or ``last``, just before the last load."""
    return before_last_load(connection) if text.strip() == LAST else moment_of(text, name)
