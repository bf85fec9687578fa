"""Recognizers-Text's Chinese date-time cases, put into our terms.

Its ends of whole units are the day after (2019-01-01 for 2018年12月), those of a range between units the first day of
the
last one (1997-01-01 for 1995-1997年, as for 2018年以前): both name the same unit as our last day does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

SORTS = ("date", "daterange", "duration", "set")
#: What no official document of today writes: reign years, and seasons and half weeks that no calendar fixes.
NOT_OFFICIAL = re.compile(r"神龙|康熙|雍正|民国|夏天|半周|\d{1,2}/\d{1,2}/\d{4}|\d{2}-\d{1,2}-\d{1,2}$")
SETS = {"P1D": "FREQ=DAILY", "P1W": "FREQ=WEEKLY", "P1Y": "FREQ=YEARLY", "P1M": "FREQ=MONTHLY"}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PART = re.compile(r"(\d+(?:\.\d+)?)([YMWDHS])")


def results(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The results of a case that we answer for."""
    for result in case["results"]:
        if result["type"].split(".")[1] in SORTS and not NOT_OFFICIAL.search(result["text"]):
            yield result


def same(result: dict[str, Any], row: dict[str, Any]) -> bool:
    """Whether our row says what the result says, in one of its readings."""
    sort = result["type"].split(".")[1]
    return any(_SAME[sort](value, row) for value in result["values"])


def _date(value: dict[str, Any], row: dict[str, Any]) -> bool:
    return (row["due"] or "")[:10] == value["value"]


def _daterange(value: dict[str, Any], row: dict[str, Any]) -> bool:
    start, end = value.get("start"), value.get("end")
    ours = (row["start"] or "")[:10], (row["due"] or "")[:10]
    if start and ours[0] and ours[0] != start:
        return False
    if start and not end:
        return ours[0] == start
    return bool(end and ours[1]) and _same_end(date.fromisoformat(end), date.fromisoformat(ours[1]))


def _same_end(theirs: date, ours: date) -> bool:
    if ours in (theirs, theirs - timedelta(days=1)):
        return True
    whole_month = (ours + timedelta(days=1)).day == 1 and theirs.day == 1
    return whole_month and (theirs.year, theirs.month) in ((ours.year, ours.month), (ours.year, 1))


def _duration(value: dict[str, Any], row: dict[str, Any]) -> bool:
    return row["duration"] is not None and _length(row["duration"]) == _length(value["timex"])


def _length(iso: str) -> Fraction:
    days, _, clock = iso.removeprefix("P").partition("T")
    size = {"Y": Fraction(360), "M": Fraction(30), "W": Fraction(7), "D": Fraction(1)}
    fine = {"H": Fraction(1, 24), "M": Fraction(1, 1440), "S": Fraction(1, 86400)}
    total = sum((Fraction(n) * size[u] for n, u in _PART.findall(days)), Fraction(0))
    return total + sum((Fraction(n) * fine[u] for n, u in _PART.findall(clock)), Fraction(0))


def _set(value: dict[str, Any], row: dict[str, Any]) -> bool:
    timex = value["timex"]
    weekday = re.fullmatch(r"XXXX-WXX-([1-7])", timex)
    want = f"FREQ=WEEKLY;BYDAY={WEEKDAYS[int(weekday[1]) - 1]}" if weekday else SETS.get(timex)
    return bool(want) and row["rrule"] == want


_SAME = {"date": _date, "daterange": _daterange, "duration": _duration, "set": _set}
