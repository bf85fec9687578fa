"""To which question a row of the ledger answers: one letter, the first column of the index that today's pages walk."""

from __future__ import annotations

from datetime import date

from pipeline.store.lifecycle import OPEN

DUTY, SANCTION, PERMISSION, OVER = "d", "s", "m", "x"
_OF_KIND = {"obligation": DUTY, "prohibition": DUTY, "sanction": SANCTION, "permission": PERMISSION}


def stream_of(kind: str, state: str) -> str:
    """``d`` what somebody owes, ``s`` what a breach costs, ``m`` what one may do, ``x`` whatever is over.

    >>> stream_of("prohibition", "registered"), stream_of("obligation", "done")
    ('d', 'x')
    """
    return _OF_KIND[kind] if state in OPEN else OVER


def streams_for(kinds: tuple[str, ...], states: tuple[str, ...] | None) -> tuple[str, ...]:
    """The streams in which all answers to these kinds and states stand."""
    if states is None:
        return tuple(sorted({*(_OF_KIND[kind] for kind in kinds), OVER}))
    found = {_OF_KIND[kind] for kind in kinds} if any(state in OPEN for state in states) else set()
    if any(state not in OPEN for state in states):
        found.add(OVER)
    return tuple(sorted(found))


# What recurs and will be due no more, for its last occurrence was ticked off.
ENDED = "|||"


def recurrence_key(rrule: str, start: str | None, until: str | None) -> str:
    """All that decides when something recurs next, as long as nobody ticked an occurrence off, as one text.

    >>> recurrence_key("FREQ=WEEKLY", None, "2024-12-31")
    'FREQ=WEEKLY||2024-12-31|'
    """
    return f"{rrule}|{start or ''}|{until or ''}|"


def recurrence_parts(key: str) -> tuple[str, date | None, date | None]:
    """What :func:`recurrence_key` was given, its days as dates."""
    rrule, *days, _ = key.rsplit("|", 3)
    start, until = (date.fromisoformat(day) if day else None for day in days)
    return rrule, start, until
