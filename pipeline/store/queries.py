"""The ledger's questions. Sorted by due date, then document and place: the same answer whatever was loaded first.

Three streams answer, each in the order of an index: what has a date, what recurs (a few rules, each with its next date
computed once), and what has no date, which comes last.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from heapq import merge
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select

from pipeline.errors import StoreError
from pipeline.store.conditions import Condition, conditions, here
from pipeline.store.entries import COLUMNS, Entry, read_entries
from pipeline.store.filters import Filter
from pipeline.store.project import RECURRING, UNDATED
from pipeline.store.recurrence import next_due
from pipeline.store.tables import documents, obligations

Found = tuple[Row[Any], str | None]
_NEVER = "~"


def ledger(connection: Connection, asked: Filter) -> list[Entry]:
    """The lines that answer the question, at most ``asked.limit`` of them from ``asked.offset`` on."""
    wanted = None if asked.limit is None else asked.offset + asked.limit
    rows = list(_rows(connection, asked, wanted))[asked.offset : wanted]
    return read_entries(connection, rows, asked.as_of)


def count(connection: Connection, asked: Filter) -> int:
    """How many lines answer, without reading them."""
    dated = select(func.count()).select_from(obligations).where(*_dated(connection, asked))
    total = 0 if asked.undated or asked.recurring else connection.execute(dated).scalar_one()
    if not asked.undated:
        total += sum(number for _, _, number in _recurrences(connection, asked))
    if not (asked.recurring or asked.windowed()):
        undated = (
            select(func.count()).select_from(obligations).where(*_base(connection, asked), here.due_key == UNDATED)
        )
        total += connection.execute(undated).scalar_one()
    return total


def by_id(connection: Connection, uid: str, as_of: date, known_at: str | None = None) -> Entry | None:
    """One line, whatever its kind or state; None where there is none of this id on that day."""
    asked = Filter(as_of, known_at, kinds=None, states=None, search=None)
    rows = connection.execute(_select().where(*_clocks(asked), here.uid == uid)).all()
    return read_entries(connection, [(row, _due(row, as_of)) for row in rows], as_of)[0] if rows else None


def has_id(connection: Connection, uid: str) -> bool:
    """Whether the ledger ever had this id."""
    return connection.execute(select(here.id).where(here.uid == uid).limit(1)).first() is not None


def ids_like(connection: Connection, prefix: str, limit: int = 10) -> list[str]:
    """The ids that begin so, sorted."""
    query = select(here.uid).where(here.uid >= prefix, here.uid < prefix + "\U0010ffff").distinct()
    return list(connection.execute(query.order_by(here.uid).limit(limit)).scalars())


def _rows(connection: Connection, asked: Filter, wanted: int | None) -> Iterator[Found]:
    streams = []
    if not (asked.undated or asked.recurring):
        streams.append(_dated_rows(connection, asked, wanted))
    if not asked.undated:
        streams.append(_recurring_rows(connection, asked, wanted))
    given = 0
    for row in merge(*streams, key=_place):
        if given == wanted:
            return
        given += 1
        yield row
    if asked.recurring or asked.windowed():
        return
    left = None if wanted is None else wanted - given
    query = _ordered(_base(connection, asked), here.due_key == UNDATED).limit(left)
    yield from ((row, None) for row in connection.execute(query))


def _dated_rows(connection: Connection, asked: Filter, wanted: int | None) -> Iterator[Found]:
    query = _ordered(_dated(connection, asked)).limit(wanted)
    for row in connection.execute(query):
        yield row, row.due_key


def _recurring_rows(connection: Connection, asked: Filter, wanted: int | None) -> Iterator[Found]:
    """Recurrence after recurrence by their next date; those due at the same time are one, in the order of documents."""
    left = wanted
    groups = sorted(_recurrences(connection, asked), key=lambda each: each[0] or _NEVER)
    for due, same in groupby(groups, key=lambda each: each[0]):
        if left is not None and left <= 0:
            return
        members = list(same)
        query = _ordered(_base(connection, asked), here.due_key == RECURRING, or_(*(each[1] for each in members)))
        for row in connection.execute(query.limit(left)):
            yield row, due
        left = None if left is None else left - sum(each[2] for each in members)


def _recurrences(connection: Connection, asked: Filter) -> list[tuple[str | None, Condition, int]]:
    """Of each different recurrence that answers: when it is next due, the condition that finds it, how many have it."""
    what = (here.rrule, here.start_date, here.due_date, here.dealt_through)
    query = select(*what, func.count()).where(*_base(connection, asked), here.due_key == RECURRING).group_by(*what)
    first, last = asked.window()
    found = []
    for each in connection.execute(query):
        rrule, start, until, dealt, number = each
        due = next_occurrence(rrule, start, until, dealt, asked.as_of)
        if due is None and (asked.states is not None or asked.windowed()):
            continue
        if due and not (first or date.min).isoformat() <= due[:10] <= (last or date.max).isoformat():
            continue
        same = and_(*(column.is_not_distinct_from(value) for column, value in zip(what, each[:-1], strict=True)))
        found.append((due, same, number))
    return found


def next_occurrence(rrule: str, start: date | None, until: date | None, dealt: date | None, as_of: date) -> str | None:
    """When what recurs is due next: from the day asked about on, or from the last occurrence that was ticked off.

    So an occurrence left out after a ticked one is late; where nobody ever ticked one, only what is to come is known.
    """
    return next_due(rrule, dealt + timedelta(days=1) if dealt else as_of, start, until)


def _due(row: Row[Any], as_of: date) -> str | None:
    if row.due_key == RECURRING:
        return next_occurrence(row.rrule, row.start_date, row.due_date, row.dealt_through, as_of)
    return None if row.due_key == UNDATED else row.due_key


def _place(found: Found) -> tuple[str, str, int, str]:
    row, due = found
    return due or _NEVER, row.document_uid, row.span_start, row.uid


def _base(connection: Connection, asked: Filter) -> list[Condition]:
    return conditions(asked, connection.dialect.name)


def _dated(connection: Connection, asked: Filter) -> list[Condition]:
    first, last = asked.window()
    found = [*_base(connection, asked), here.due_key < UNDATED]
    if first:
        found.append(here.due_key >= first.isoformat())
    if last:
        found.append(here.due_key < (last + timedelta(days=1)).isoformat())
    return found


def _clocks(asked: Filter) -> list[Condition]:
    from pipeline.store.conditions import clocks

    return clocks(asked)


def _select() -> Select[Any]:
    return select(*COLUMNS).join_from(obligations, documents)


def _ordered(*groups: Any) -> Select[Any]:
    flat = [each for group in groups for each in (group if isinstance(group, list) else [group])]
    return _select().where(*flat).order_by(here.due_key, here.document_uid, here.span_start, here.uid)


def find_one(connection: Connection, uid: str, as_of: date, known_at: str | None = None) -> Entry:
    """The line with this id, or the only one whose id begins so. Raises StoreError where there is none, or several."""
    if entry := by_id(connection, uid, as_of, known_at):
        return entry
    like = [each for each in ids_like(connection, uid) if by_id(connection, each, as_of, known_at)] if uid else []
    if len(like) == 1 and (entry := by_id(connection, like[0], as_of, known_at)):
        return entry
    if like:
        several = "、".join(like)
        raise StoreError(f"{uid} 不止一条：{several}", f"{uid} is the beginning of several: {', '.join(like)}")
    raise StoreError(f"台账里没有这一条：{uid}", f"the ledger has no such item: {uid}")
