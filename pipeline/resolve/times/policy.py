"""Readings on which good readers differ; each is a setting that the caller passes in and may record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Literal

from pipeline.record import record
from pipeline.resolve.calendar.local import CalendarRow


@record
class TimePolicy:
    """How to settle what a text leaves open. The defaults are the annotation contract's.

    ``rest_day``: a period whose last day is a day of rest ends there (``as_counted``) or on the next working day
    (``next_working_day``, 民法典 art. 203). ``plain``: the year of a date that is no deadline and names none: the last
    such date where the words tell of what happened, else the document's own year unless that lies more than half a year
    ahead (``past``: reports look back), or always the document's own year (``same``: isolated words).
    ``bare_clock``: whether ``16时`` without a day is meant for the document's day, and 次日, 当月 for the day and
    month after
    and around it (in a document they point back to some event).
    """

    rest_day: Literal["as_counted", "next_working_day"] = "as_counted"
    plain: Literal["past", "same"] = "past"
    bare_clock: bool = False


CONTRACT = TimePolicy()
ISOLATED = TimePolicy(plain="same", bare_clock=True)


def recorded(policy: TimePolicy, rows: Iterable[CalendarRow] = ()) -> str:
    """What of policy and own calendar differs from the defaults, for a record's versions; empty where nothing does.

    >>> recorded(TimePolicy(rest_day='next_working_day'))
    'rest_day=next_working_day'
    """
    said = [f"rest_day={policy.rest_day}"] if policy.rest_day != CONTRACT.rest_day else []
    own = "\n".join(f"{row.day},{row.kind},{row.name}" for row in sorted(set(rows)))
    if own:
        said.append(f"calendar={hashlib.sha256(own.encode()).hexdigest()[:12]}")
    return " ".join(said)
