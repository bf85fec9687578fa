"""Where in the table the answers to a question stand, so that each part is walked in the order of an index.

Today's questions are about rows that hold for good; the rows that held until some day, and those that were known until
some moment, are regions of their own, looked at only where a question reaches back to them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, or_, select, text

from pipeline.store.filters import DUTIES, Filter
from pipeline.store.lifecycle import OPEN
from pipeline.store.streams import DUTY, OVER, stream_of, streams_for
from pipeline.store.tables import obligations

Condition = ColumnElement[bool]
here = obligations.c
# Word for word as the partial indexes have it, else SQLite would not see that they hold the answer.
_LASTING: Any = text("obligations.known_to IS NULL AND obligations.valid_to = '9999-12-31'")
_PAST: Any = text("obligations.known_to IS NULL AND obligations.valid_to < '9999-12-31'")
_FINED: Any = text(f"{_LASTING.text} AND obligations.fine IS NOT NULL")
_TICKED: Any = text(f"{_LASTING.text} AND obligations.dealt_through IS NOT NULL")
_MOVED: Any = text(f"{_LASTING.text} AND obligations.state <> 'registered'")
_REPLACED: Any = text("obligations.known_to IS NOT NULL")


class Region(NamedTuple):
    """A part of the table in the order of an index that holds all that is asked of it."""

    by: str
    conditions: list[Condition]


def regions(connection: Connection, asked: Filter) -> list[Region]:
    """The parts, disjoint; together they hold every row that is in force on the day, as known at the moment."""
    day, at = asked.as_of.isoformat(), asked.known_at
    known = [] if at is None else [here.known_from <= at]
    found = []
    for stream in streams_for(asked.kinds_wanted(), asked.states):
        sorts = [here.stream == stream, *_sorts(stream, asked), *known]
        found += [Region(name, [*lasting, *known]) for name, lasting in _lasting(stream, asked, day)]
        if _reaches(connection, stream, day):
            found.append(
                Region("ix_obligations_past_place", [_PAST, *sorts, here.valid_from <= day, here.valid_to > day])
            )
        if at is not None:
            on_day = [here.valid_from <= day, here.valid_to > day]
            found.append(Region("ix_obligations_replaced", [_REPLACED, *sorts, here.known_to > at, *on_day]))
    return found


def recurring_regions(asked: Filter) -> dict[str, Region]:
    """Where what recurs stands, by stream, in the order of recurrences."""
    fined = asked.fine_from is not None
    index, which = (
        ("ix_obligations_fined_recurrence", [here.fine.is_not(None)]) if fined else ("ix_obligations_recurrence", [])
    )
    which = [*which, here.recurrence.is_not(None)]
    return {
        stream: Region(index, [here.stream == stream, *which, *clocks(asked), *_sorts(stream, asked)])
        for stream in streams_for(asked.kinds_wanted(), asked.states)
    }


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


def _lasting(stream: str, asked: Filter, day: str) -> list[tuple[str, list[Condition]]]:
    """What holds for good: by the stream, or by its states where only few rows are in any of them."""
    by_day = here.valid_from <= day
    all_of_it: list[Condition] = [here.stream == stream, *_sorts(stream, asked), by_day]
    if asked.fine_from is not None:
        return [("ix_obligations_fine", [_FINED, *all_of_it])]
    if asked.recurring:
        return [("ix_obligations_ticked", [_TICKED, *all_of_it])]
    if asked.states is None or "registered" in asked.states:
        return [("ix_obligations_stream", [_LASTING, *all_of_it])]
    own = [state for state in asked.states if (state in OPEN) == (stream != OVER)]
    kinds = here.kind.in_([kind for kind in asked.kinds_wanted() if stream in (OVER, stream_of(kind, "registered"))])
    return [("ix_obligations_state", [_MOVED, here.state == state, kinds, by_day]) for state in own]


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
