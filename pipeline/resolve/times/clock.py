"""Times of day: 下午16时, 17:30, 晚上八点半, 24时."""

from __future__ import annotations

import re

from pipeline.patterns import compiled
from pipeline.resolve.times.text import count
from pipeline.resolve.times.words import DayPart

_NUMBER = r"[0-9]{1,2}|[零一二两三四五六七八九十]{1,3}"
#: A clock time in the spelling of :func:`pipeline.resolve.times.text.plain`.
CLOCK = compiled(
    rf"(?P<h>[0-9]{{1,2}}):(?P<m>[0-5][0-9])(?::[0-5][0-9])?(?P<pm>[ap]m)?时?"
    rf"|(?P<hour>{_NUMBER})(?:时|点钟?)"
    rf"(?:(?P<half>半)|(?P<quarter>[一三两]刻)|整|(?P<minute>{_NUMBER})分?(?:(?:{_NUMBER})秒)?)?"
)
_QUARTERS = {"一刻": 15, "两刻": 30, "三刻": 45}


def read_clock(found: re.Match[str], part: DayPart | None) -> str | None:
    """``16:00`` for ``下午4时``; ``24:00`` for the end of the day; ``None`` where no such time exists.

    >>> read_clock(CLOCK.match('4点半'), DayPart(shift=True, midnight=False))
    '16:30'
    """
    hour = count(found["h"] or found["hour"])
    minute = _minute(found)
    if hour is None or minute is None or hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    if found["pm"] == "pm" and hour < 12:
        hour += 12
    if part and part.midnight and hour == 12:
        hour = 24
    elif part and part.shift and hour < 12 and not (part.midnight and hour < 5):
        hour += 12
    return f"{hour:02d}:{minute:02d}"


def _minute(found: re.Match[str]) -> int | None:
    if found["m"]:
        return int(found["m"])
    if found["half"]:
        return 30
    if found["quarter"]:
        return _QUARTERS[found["quarter"]]
    return count(found["minute"]) if found["minute"] else 0
