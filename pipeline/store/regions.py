"""Where in the table the answers to a question stand, so that each part is walked in the order of an index.

Today's questions are about rows that hold for good; the rows that held until some day, and those that were known until
some moment, are regions of their own, looked at only where a question reaches back to them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select, text

from pipeline.store.filters import DUTIES, Filter
from pipeline.store.lifecycle import OPEN
from pipeline.store.streams import DUTY, OVER, streams_for
from pipeline.store.tables import obligations

Condition = ColumnElement[bool]
here = obligations.c
# Word for word as the partial indexes have it, else SQLite would not see that they hold the answer.
_LASTING: Any = text("obligations.known_to IS NULL AND obligations.valid_to = '9999-12-31'")
_PAST: Any = text("obligations.known_to IS NULL AND obligations.valid_to < '9999-12-31'")


def regions(connection: Connection, asked: Filter) -> list[list[Condition]]:
    """The parts, disjoint; together they hold every row that is in force on the day, as known at the moment."""
    day = asked.as_of.isoformat()
    at = asked.known_at
    known = [] if at is None else [here.known_from <= at]
    found = [[*region, *known] for region in _now(connection, asked, day)]
    if at is not None:
        sorts = _sorts(None, asked)
        found.append([here.known_to > at, here.known_from <= at, here.valid_from <= day, here.valid_to > day, *sorts])
    return found


def on_the_day(asked: Filter) -> list[Condition]:
    """The two clocks, kind and state, for rows that are found in another way than by walking."""
    return [*clocks(asked), *_sorts(None, asked)]


def clocks(asked: Filter) -> list[Condition]:
    """The rows that hold on the day asked about, as known now or at the moment given."""
    day, at = asked.as_of.isoformat(), asked.known_at
    known: list[Condition] = [here.known_to.is_(None)]
    if at is not None:
        known = [here.known_from <= at, or_(here.known_to.is_(None), here.known_to > at)]
    return [*known, here.valid_from <= day, here.valid_to > day]


def _now(connection: Connection, asked: Filter, day: str) -> list[list[Condition]]:
    streams = streams_for(asked.kinds_wanted(), asked.states)
    if streams is None:
        on_day = [here.valid_from <= day, here.valid_to > day]
        return [[here.known_to.is_(None), *on_day, *_sorts(None, asked)]]
    found: list[list[Condition]] = []
    for stream in streams:
        sorts = [here.stream == stream, *_sorts(stream, asked)]
        found.append([_LASTING, *sorts, here.valid_from <= day])
        if _reaches(connection, stream, day):
            found.append([_PAST, *sorts, here.valid_from <= day, here.valid_to > day])
    return found


def _reaches(connection: Connection, stream: str, day: str) -> bool:
    """Whether anything of the past of this stream still held on the day."""
    query = select(here.id).where(_PAST, here.stream == stream, here.valid_to > day).limit(1)
    return connection.execute(query).first() is not None


def _sorts(stream: str | None, asked: Filter) -> list[Condition]:
    """Kinds and states, where the stream does not say them already."""
    found: list[Condition] = []
    kinds = asked.kinds_wanted()
    if not (stream == DUTY and set(DUTIES) <= set(kinds)) and stream not in ("s", "m"):
        found.append(here.kind.in_(kinds))
    if asked.states is not None:
        open_states = set(asked.states) & set(OPEN)
        if stream in (None, OVER) or open_states != set(OPEN):
            found.append(here.state.in_(asked.states))
    return found
