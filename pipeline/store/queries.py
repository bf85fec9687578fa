"""The ledger's questions. Sorted by due date, then document and place: the same answer whatever was loaded first.

What has a date, what recurs (a few rules, each with its next date computed once) and what has no date are streams of
their own, each walked in the order of an index and merged; what has no date comes last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from heapq import merge
from itertools import groupby, islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, literal_column, select, tuple_

from pipeline.errors import StoreError
from pipeline.store.conditions import Condition, here, narrowed, narrowing
from pipeline.store.cursor import NEVER, Place, place_of
from pipeline.store.entries import COLUMNS, Entry, place, read_entries
from pipeline.store.filters import KINDS, Filter
from pipeline.store.project import RECURRING, UNDATED
from pipeline.store.recurring import next_by_key, recurrences
from pipeline.store.regions import on_the_day, regions
from pipeline.store.streams import recurrence_key
from pipeline.store.tables import documents, obligations

Order = Sequence[ColumnElement[Any]]
Found = tuple[Row[Any], str | None]
# Of so many recurrences that fall due together each is asked by itself; of more, the rows are walked and picked.
_FEW = 12


def ledger(connection: Connection, asked: Filter) -> list[Entry]:
    """The lines that answer the question, at most ``asked.limit`` of them from ``asked.offset`` (or ``after``) on.

    ``Entry.cursor`` of a page's last line, asked ``after``, gives the next page at the same cost as the first.
    """
    wanted = None if asked.limit is None else asked.offset + asked.limit
    rows = list(islice(_rows(connection, asked, wanted), asked.offset, wanted))
    return read_entries(connection, rows, asked.as_of, asked.soon())


def count(connection: Connection, asked: Filter, most: int | None = None) -> int:
    """How many lines answer, without reading them; counting stops at ``most``."""
    if most is None:
        return _count(connection, asked)
    return sum(1 for _ in _rows(connection, replace(asked, after=None), most))


def by_id(
    connection: Connection, uid: str, as_of: date, known_at: str | None = None, soon: date | None = None
) -> Entry | None:
    """One line, whatever its kind or state; None where there is none of this id on that day."""
    asked = Filter(as_of, known_at, kinds=KINDS, states=None)
    rows = connection.execute(_select().where(*on_the_day(asked), here.uid == uid)).all()
    return read_entries(connection, [(row, _due(row, as_of)) for row in rows], as_of, soon)[0] if rows else None


def has_id(connection: Connection, uid: str) -> bool:
    """Whether the ledger ever had this id."""
    return connection.execute(select(here.id).where(here.uid == uid).limit(1)).first() is not None


def ids_like(connection: Connection, prefix: str, limit: int = 10) -> list[str]:
    """The ids that begin so, sorted."""
    query = select(here.uid).where(here.uid >= prefix, here.uid < prefix + "\U0010ffff")
    return list(connection.execute(query.distinct().order_by(here.uid).limit(limit)).scalars())


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


class _Search:
    """One question at work: its regions, what narrows it, and where its page begins."""

    def __init__(self, connection: Connection, asked: Filter, wanted: int | None) -> None:
        self.connection, self.asked, self.wanted = connection, asked, wanted
        self.after = place_of(asked.after) if asked.after else None
        self.contents = narrowed(connection, asked)
        self.more = narrowing(asked, connection.dialect.name)
        if self.contents is None:
            self.regions = regions(connection, asked)
        else:
            self.regions = [[*on_the_day(asked), here.content_id.in_(self.contents)]] if self.contents else []

    def rows(
        self, *conditions: Condition, order: Sequence[ColumnElement[Any]], limit: int | None
    ) -> Iterator[Row[Any]]:
        """The rows of all regions that fulfil the conditions, in order."""
        order = order if self.contents is None else [_unindexed(self.connection, order[0]), *order[1:]]
        found = [
            self.connection.execute(_select().where(*region, *self.more, *conditions).order_by(*order).limit(limit))
            for region in self.regions
        ]
        keys = ("due_key", "document_uid", "span_start", "uid")
        return iter(merge(*found, key=lambda row: tuple(getattr(row, name) for name in keys)))


def _rows(connection: Connection, asked: Filter, wanted: int | None) -> Iterator[Found]:
    search = _Search(connection, asked, wanted)
    streams: list[Iterator[Found]] = []
    if not (asked.undated or asked.recurring):
        streams.append(_dated_rows(search))
    if not asked.undated:
        streams.append(_recurring_rows(search))
    given = 0
    for row in merge(*streams, key=lambda found: place(*found)):
        if given == wanted:
            return
        given += 1
        yield row
    if asked.recurring or asked.windowed():
        return
    left = None if wanted is None else wanted - given
    yield from _undated_rows(search, left)


def _dated_rows(search: _Search) -> Iterator[Found]:
    if search.after and search.after.last:
        return
    beyond = [_beyond(search.after, ORDER)] if search.after else []
    for row in search.rows(*window(search.asked), *beyond, order=ORDER, limit=search.wanted):
        yield row, row.due_key


def _undated_rows(search: _Search, limit: int | None) -> Iterator[Found]:
    beyond = [_beyond(search.after, ORDER[1:])] if search.after and search.after.last else []
    for row in islice(search.rows(here.due_key == UNDATED, *beyond, order=ORDER, limit=limit), limit):
        yield row, None


def _recurring_rows(search: _Search) -> Iterator[Found]:
    """Recurrence after recurrence by their next date; those due at the same time are one, in the order of documents."""
    left = search.wanted
    for due, same in groupby(_recurrences(search), key=lambda each: each[0]):
        if left is not None and left <= 0:
            return
        for row in islice(_due_together(search, due, [key for _, key in same], left), left):
            left = None if left is None else left - 1
            yield row, due


def _due_together(search: _Search, due: str | None, keys: list[str], limit: int | None) -> Iterator[Row[Any]]:
    after = search.after
    here_after = after is not None and not after.last and after.due == (due or NEVER)
    beyond = [_beyond(after, ORDER[1:])] if after is not None and here_after else []
    if len(keys) > _FEW or search.contents is not None:
        in_them = here.recurrence.in_(keys)
        return search.rows(here.due_key == RECURRING, in_them, *beyond, order=ORDER, limit=limit)
    place = (here.recurrence, *ORDER[1:])
    found = [search.rows(here.recurrence == key, *beyond, order=place, limit=limit) for key in keys]
    return iter(merge(*found, key=lambda row: (row.document_uid, row.span_start, row.uid)))


def _recurrences(search: _Search) -> list[tuple[str | None, str]]:
    """Each different recurrence that can answer, with the date on which it is next due, the soonest first."""
    asked, after = search.asked, search.after
    if after and after.last:
        return []
    first, last = asked.window()
    low, high = (first or date.min).isoformat(), (last or date.max).isoformat()
    found = []
    for key in recurrences(search.connection, None if search.contents is None else search.regions):
        due = next_by_key(key, asked.as_of)
        if due is None and (asked.states is not None or asked.windowed()):
            continue
        if due and not low <= due[:10] <= high:
            continue
        if after is None or (due or NEVER) >= after.due:
            found.append((due, key))
    return sorted(found, key=lambda each: (each[0] or NEVER, each[1]))


def next_occurrence(rrule: str, start: date | None, until: date | None, dealt: date | None, as_of: date) -> str | None:
    """When what recurs is due next: from the day asked about on, or from the last occurrence that was ticked off."""
    days = (day.isoformat() if day else None for day in (start, until, dealt))
    return next_by_key(recurrence_key(rrule, *days), as_of)


def _count(connection: Connection, asked: Filter) -> int:
    search = _Search(connection, asked, None)
    total = 0
    for region in search.regions:
        base = [*region, *search.more]
        if not (asked.undated or asked.recurring):
            total += _number(connection, *base, *window(asked))
        if not (asked.recurring or asked.windowed()):
            total += _number(connection, *base, here.due_key == UNDATED)
        if not asked.undated:
            keys = {key for _, key in _recurrences(search)}
            query = (
                select(here.recurrence, func.count()).where(*base, here.due_key == RECURRING).group_by(here.recurrence)
            )
            total += sum(number for key, number in connection.execute(query) if key in keys)
    return total


def _number(connection: Connection, *conditions: Condition) -> int:
    return connection.execute(select(func.count()).select_from(obligations).where(*conditions)).scalar_one()


def _due(row: Row[Any], as_of: date) -> str | None:
    if row.due_key == RECURRING:
        return next_by_key(row.recurrence, as_of)
    return None if row.due_key == UNDATED else row.due_key


def window(asked: Filter) -> list[Condition]:
    """The conditions on the due date of what has one."""
    first, last = asked.window()
    found: list[Condition] = [here.due_key < UNDATED]
    if first:
        found.append(here.due_key >= first.isoformat())
    if last:
        found.append(here.due_key < (last + timedelta(days=1)).isoformat())
    return found


ORDER = (here.due_key, here.document_uid, here.span_start, here.uid)


def _beyond(place: Place, order: Order) -> Condition:
    """Everything after the place; ``order`` may leave the due date out, where all have the same."""
    values = (place.due, place.document, place.start, place.uid)[-len(order) :]
    return tuple_(*order) > tuple_(*values)


def _unindexed(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as no index has it: a few rows are to be fetched by their ids and sorted, not met on a long walk."""
    sign = "+" if connection.dialect.name == "sqlite" else "'' || "
    return literal_column(f"{sign}obligations.{getattr(column, 'name', '')}")


def _select() -> Select[Any]:
    return select(*COLUMNS).join_from(obligations, documents)
