"""Moments as text that sorts: UTC, microseconds, never going back within one ledger."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, func, select

from pipeline.store.tables import events

_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


def stamp(moment: datetime) -> str:
    """The moment in 27 characters; a naive one is taken for UTC.

    >>> stamp(datetime(2024, 3, 31, 8, tzinfo=UTC))
    '2024-03-31T08:00:00.000000Z'
    """
    return (moment.astimezone(UTC) if moment.tzinfo else moment).strftime(_FORM).rjust(27, "0")


def past(day: date) -> str:
    """What every day and moment up to the end of ``day`` sorts before, also at the end of the calendar.

    >>> past(date(2024, 3, 31)), past(date.max)
    ('2024-04-01', '9999-12-32')
    """
    return (day + timedelta(days=1)).isoformat() if day < date.max else "9999-12-32"


def moment_of(text: str) -> datetime:
    """The moment that a stamp says, in UTC."""
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)


def next_stamp(connection: Connection, moment: datetime) -> str:
    """The moment, or one microsecond after the last event where the clock has jumped back behind it."""
    wanted = stamp(moment)
    last = connection.execute(select(func.max(events.c.recorded_at))).scalar()
    if last is None or last < wanted:
        return wanted
    return stamp(moment_of(last) + timedelta(microseconds=1))
