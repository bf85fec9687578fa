"""How the lines of an answer are found in order: only their places, by indexes that hold all that is asked.

What has a date, what recurs (a few rules, each with its next date computed once) and what has no date are streams of
their own, each walked in the order of an index and merged; what has no date comes last. Where some part of a question
leaves few contents, these are gathered and sorted instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from heapq import merge
from itertools import chain, groupby, islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, literal_column, or_, select, tuple_

from pipeline.store.cursor import NEVER, Place, place_of
from pipeline.store.entries import place
from pipeline.store.filters import DUTIES, Filter
from pipeline.store.leads import leads_of
from pipeline.store.lifecycle import OPEN
from pipeline.store.project import UNDATED
from pipeline.store.recurring import next_by_key, recurrences
from pipeline.store.regions import Region, on_the_day, recurring_regions, regions
from pipeline.store.stamps import past
from pipeline.store.tables import obligations

Condition = ColumnElement[bool]
Found = tuple[Row[Any], str | None]
here = obligations.c
ORDER = (here.due_key, here.document_uid, here.span_start, here.uid)
PLACE = tuple(column.name for column in ORDER)
# Of so many recurrences that fall due together each is asked by itself; of more, the rows are walked and picked.
_FEW = 12


class Search:
    """One question at work: its regions, what narrows it, and where its page begins."""

    def __init__(self, connection: Connection, asked: Filter, wanted: int | None) -> None:
        self.connection, self.asked, self.wanted = connection, asked, wanted
        self.after = place_of(asked.after) if asked.after else None
        leads = leads_of(connection, asked)
        self.leads, self.more, self.none = leads.contents, leads.more, leads.none
        self.gathered = self.leads is not None
        self.recurs = bool(set(DUTIES) & set(asked.kinds_wanted()))

    def regions(self) -> list[Region]:
        """The parts of the table in which the answers stand."""
        if self.none:
            return []
        if self.leads is None:
            return regions(self.connection, self.asked)
        return [Region("ix_obligations_content", [*on_the_day(self.asked), here.content_id.in_(self.leads)])]

    def rows(self, region: Region, *conditions: Condition, order: Sequence[Any], limit: int | None) -> list[Row[Any]]:
        """The places of one region that fulfil the conditions, in order."""
        first = _unindexed(order[0]) if self.gathered and self.connection.dialect.name != "sqlite" else order[0]
        query = on(region, here.id, *ORDER).where(*self.more, *conditions).order_by(first, *order[1:]).limit(limit)
        return list(self.connection.execute(query))

    def merged(self, *conditions: Condition, limit: int | None) -> Iterator[Row[Any]]:
        """The places of all regions, in order."""
        found = [self.rows(region, *conditions, order=ORDER, limit=limit) for region in self.regions()]
        return iter(merge(*found, key=_place_key))


def on(region: Region, *columns: Any) -> Select[Any]:
    """A query of the region; SQLite is told the index, which it can't judge without statistics."""
    hint = f"INDEXED BY {region.by}"
    return select(*columns).select_from(obligations).with_hint(obligations, hint, "sqlite").where(*region.conditions)


def places(connection: Connection, asked: Filter, wanted: int | None) -> Iterator[Found]:
    """The places of the lines that answer, in the order of the ledger, each with the date on which it falls due."""
    search = Search(connection, asked, wanted)
    if search.none:
        return
    found = iter(()) if asked.undated else dated(search)
    if search.recurs and not asked.undated:
        found = (recurring_gathered if search.gathered else recurring)(search, found)
    given = 0
    for each in found:
        if given == wanted:
            return
        given += 1
        yield each
    if not (asked.recurring or asked.windowed()):
        yield from undated(search, None if wanted is None else wanted - given)


def dated(search: Search) -> Iterator[Found]:
    """What falls due on a date that the row has."""
    if search.after and search.after.last:
        return
    beyond = [_beyond(search.after, ORDER)] if search.after else []
    for row in search.merged(*window(search.asked), *beyond, limit=search.wanted):
        yield row, row.due_key


def undated(search: Search, limit: int | None) -> Iterator[Found]:
    """What has no date."""
    beyond = [_beyond(search.after, ORDER[1:])] if search.after and search.after.last else []
    for row in islice(search.merged(here.due_key == UNDATED, *beyond, limit=limit), limit):
        yield row, None


def recurring(search: Search, others: Iterator[Found]) -> Iterator[Found]:
    """What recurs among the others, one recurrence after the other by next date; none is looked for before its turn."""
    asked, fined = recurring_regions(search.asked), search.asked.fine_from is not None
    found = {stream: dues(search, recurrences(search.connection, stream, fined)) for stream in asked}
    every = sorted({(due or NEVER, key) for known in found.values() for key, due in known.items()})
    head = next(others, None)
    for due, same in groupby(every, key=lambda each: each[0]):
        while head and (head[1] or NEVER) < due:
            yield head
            head = next(others, None)
        keys = [key for _, key in same]
        mine = [(region, [key for key in keys if key in found[stream]]) for stream, region in asked.items()]
        for each in _due_together(search, due, mine):
            while head and _in_order(head) < _in_order(each):
                yield head
                head = next(others, None)
            yield each
    if head:
        yield head
    yield from others


def _due_together(search: Search, due: str, asked: Sequence[tuple[Region, list[str]]]) -> Iterator[Found]:
    """What falls due at the same time, in the order of documents."""
    after = search.after
    beyond = [_beyond(after, ORDER[1:])] if after is not None and after.due == due else []
    rows: list[list[Row[Any]]] = []
    for region, keys in asked:
        for some in [keys] if len(keys) > _FEW else [[key] for key in keys]:
            order = (here.recurrence, *ORDER[1:]) if len(some) == 1 else ORDER[1:]
            rows.append(search.rows(region, here.recurrence.in_(some), *beyond, order=order, limit=search.wanted))
    for row in merge(*rows, key=lambda row: _place_key(row)[1:]):
        yield row, None if due == NEVER else due


def recurring_gathered(search: Search, others: Iterator[Found]) -> Iterator[Found]:
    """The same of few contents, all at once, as soon as what is late is told."""
    head = next(others, None)
    while head and (head[1] or NEVER) < search.asked.as_of.isoformat():
        yield head
        head = next(others, None)
    rest = chain([head] if head else [], others)
    yield from merge(rest, _recurring_contents(search), key=_in_order)


def _recurring_contents(search: Search) -> Iterator[Found]:
    (region,) = search.regions()
    query = on(region, here.recurrence).where(*search.more, here.recurrence.is_not(None)).distinct()
    known = dues(search, list(search.connection.execute(query).scalars()))
    if not known:
        return
    due = case({key: value or NEVER for key, value in known.items()}, value=here.recurrence).label("due")
    conditions: list[Condition] = [here.recurrence.in_(known)]
    after = search.after
    if after is not None:
        conditions.append(or_(due > after.due, and_(due == after.due, _beyond(after, ORDER[1:]))))
    rows = on(region, here.id, *ORDER, due).where(*search.more, *conditions)
    for row in search.connection.execute(rows.order_by(due, *ORDER[1:]).limit(search.wanted)):
        yield row, None if row.due == NEVER else row.due


def dues(search: Search, keys: Sequence[str]) -> dict[str, str | None]:
    """Those of the recurrences that can answer, with the date on which each is next due."""
    asked, after = search.asked, search.after
    found = {key: next_by_key(key, asked.as_of) for key in keys}
    return {
        key: due
        for key, due in found.items()
        if can_answer(due, asked) and (after is None or (not after.last and (due or NEVER) >= after.due))
    }


def can_answer(due: str | None, asked: Filter) -> bool:
    """Whether what recurs and is next due then can answer; what recurs no more (None) asks for nothing any longer."""
    first, last = asked.window()
    if due is None:
        return not asked.windowed() and not (asked.states and set(OPEN) & set(asked.states))
    return (first or date.min).isoformat() <= due[:10] <= (last or date.max).isoformat()


def window(asked: Filter) -> list[Condition]:
    """The bounds of due dates; of what recurs only what has a date for its next occurrence."""
    first, last = asked.window()
    found: list[Condition] = [here.due_key < UNDATED]
    if first:
        found.append(here.due_key >= first.isoformat())
    if last:
        found.append(here.due_key < past(last))
    if asked.recurring:
        found += [here.dealt_through.is_not(None), here.rrule.is_not(None)]
    return found


def _in_order(found: Found) -> Place:
    return place(*found)


def _place_key(row: Row[Any]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in PLACE)


def _beyond(after: Place, order: Sequence[ColumnElement[Any]]) -> Condition:
    """Everything after the place; ``order`` may leave the due date out, where all have the same."""
    values = (after.due, after.document, after.start, after.uid)[-len(order) :]
    return tuple_(*order) > tuple_(*values)


def _unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as no index has it: few rows are to be fetched and sorted, not met on a long walk."""
    return literal_column(f"'' || obligations.{getattr(column, 'name', '')}")
