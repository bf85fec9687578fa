"""How many lines answer a question, by light, day, unit, level, kind, state or instrument: one pass of SQL each.

The database counts what is alike (one due day or recurrence, one unit …); when that is due on the day, is told here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal, or_, select

from pipeline.store.conditions import conditions, here
from pipeline.store.entries import light_of
from pipeline.store.figures import BEARER, given
from pipeline.store.filters import Filter
from pipeline.store.project import RECURRING, UNDATED
from pipeline.store.reach import MAIN
from pipeline.store.recurring import next_by_key
from pipeline.store.tables import bearers, instruments, names, obligations
from pipeline.store.walk import can_answer

BY = ("light", "day", "unit", "level", "kind", "state", "instrument")
# Lines that are alike in when they fall due, and in how they stand.
ALIKE = (
    case((here.due_key < UNDATED, func.substr(here.due_key, 1, 10)), else_=here.due_key), here.recurrence, here.state,
)  # fmt: skip
_COLUMNS: dict[str, ColumnElement[Any]] = {
    "level": instruments.c.level, "kind": here.kind, "state": here.state, "instrument": here.number,
}  # fmt: skip
_GROUPED = ("unit", *_COLUMNS)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines there are of one sort (empty: of none), and how many of them are late."""

    key: str
    total: int
    late: int


def tally(connection: Connection, asked: Filter, by: str) -> list[Tally]:
    """The lines that answer, by one of ``BY``: days in their order, all else the most first.

    A line with several responsible units counts for each of them.
    """
    found: dict[str, list[int]] = {}
    for key, due, state, number in _alike(connection, asked, by):
        light = light_of(state, date.fromisoformat(due) if due else None, asked.as_of, asked.soon())
        sums = found.setdefault({"day": due, "light": light}.get(by, key) or "", [0, 0])
        sums[0] += number
        sums[1] += number if light == "red" else 0
    rows = [Tally(key, total, late) for key, (total, late) in found.items()]
    return sorted(rows, key=lambda row: row.key if by == "day" else (-row.total, row.key))


def _alike(connection: Connection, asked: Filter, by: str) -> Iterator[tuple[str | None, str | None, str, int]]:
    """Sort, due day (None: undated), state and number of those of the lines that answer."""
    for key, due, recurrence, state, number in _counted(connection, asked, by):
        day = next_by_key(recurrence, asked.as_of) if due == RECURRING else None if due == UNDATED else due
        if due == UNDATED:
            answers = not (asked.recurring or asked.windowed())
        else:
            answers = can_answer(day, asked) and not asked.undated
        if answers:
            yield key, day and day[:10], state, int(number)


def _counted(connection: Connection, asked: Filter, by: str) -> Iterator[Any]:
    wanted = conditions(asked, connection.dialect.name)
    if asked.recurring:
        wanted = [*wanted, here.rrule.is_not(None)]
    column, query = _sorts(by)
    yield from connection.execute(query.where(*wanted).group_by(*([column] if by in _GROUPED else []), *ALIKE))
    if by == "unit":
        yield from given(connection, wanted, ALIKE)


def _sorts(by: str) -> tuple[Any, Select[Any]]:
    """What they are sorted by, and the lines counted by it and by what is alike in them."""
    if by == "unit":
        return BEARER, (
            select(BEARER, *ALIKE, func.count(here.id.distinct()))
            .select_from(obligations)
            .outerjoin(bearers, and_(bearers.c.content_id == here.content_id, bearers.c.role.in_(MAIN)))
            .outerjoin(names, names.c.id == bearers.c.name_id)
            .where(or_(bearers.c.name_id.is_not(None), here.assigned_to.is_(None)))
        )
    column = _COLUMNS.get(by, literal(""))
    query = select(column, *ALIKE, func.count()).select_from(obligations)
    if by == "level":
        imposing = and_(instruments.c.document_id == here.document_id, instruments.c.idx == here.instrument)
        query = query.outerjoin(instruments, imposing)
    return column, query
