"""Counts for the overview: how the ledger stands, unit by unit and day by day. One moment, a few passes of SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, exists, func, select

from pipeline.store.conditions import conditions, here
from pipeline.store.filters import Filter
from pipeline.store.parts import is_timely
from pipeline.store.project import RECURRING, UNDATED
from pipeline.store.queries import count
from pipeline.store.reach import MAIN
from pipeline.store.recurring import next_by_key
from pipeline.store.stamps import past
from pipeline.store.tables import bearers, documents, events, names, obligations
from pipeline.store.walk import Search, on

BEARER = case((names.c.canonical != "", names.c.canonical), else_=names.c.text)


def ledger_state(connection: Connection) -> tuple[int, int]:
    """What changes whenever anything in the ledger does: the last event and the last document."""
    last = connection.execute(select(func.max(events.c.id))).scalar() or 0
    return int(last), int(connection.execute(select(func.max(documents.c.id))).scalar() or 0)


def how_many_documents(connection: Connection) -> int:
    """How many documents there are."""
    return int(connection.execute(select(func.count()).select_from(documents)).scalar_one())


def rows(connection: Connection) -> int:
    """About how many rows the ledger has."""
    return int(connection.execute(select(func.max(here.id))).scalar() or 0)


def by_light(connection: Connection, asked: Filter) -> dict[str, int]:
    """How many lines are late, due soon, due later (what recurs with them), and without a date; ``all`` of them."""
    found = {
        "all": count(connection, asked),
        "red": count(connection, replace(asked, overdue=True)),
        "yellow": count(connection, replace(asked, due_after=asked.as_of, due_before=asked.soon())),
        "grey": _undated(connection, asked),
    }
    return found | {"green": found["all"] - found["red"] - found["yellow"] - found["grey"]}


def by_unit(connection: Connection, asked: Filter, limit: int) -> list[tuple[str, int, int]]:
    """Units with how many lines they answer for and how many of these are late, the most loaded first."""
    wanted = conditions(asked, connection.dialect.name)
    found: dict[str, list[int]] = {}
    for name, due, recurrence, number in [*_borne(connection, wanted), *given(connection, wanted, _ALIKE)]:
        if recurrence is not None:
            due = next_by_key(recurrence, asked.as_of)
            if due is None:
                continue
        sums = found.setdefault(str(name), [0, 0])
        sums[0] += number
        sums[1] += number if due is not None and due[:10] < asked.as_of.isoformat() else 0
    ordered = sorted(found.items(), key=lambda each: (-each[1][0], each[0]))
    return [(name, total, late) for name, (total, late) in ordered[:limit]]


# Lines that are alike in what by_unit counts: due on one day, or by one recurrence, or undated.
_ALIKE = (case((here.due_key < UNDATED, func.substr(here.due_key, 1, 10))), here.recurrence)


def _borne(connection: Connection, wanted: Sequence[Any]) -> Sequence[Any]:
    """Who answers for how many lines that are alike."""
    query = (
        select(BEARER, *_ALIKE, func.count(here.id.distinct()))
        .select_from(obligations)
        .join(bearers, bearers.c.content_id == here.content_id)
        .join(names, names.c.id == bearers.c.name_id)
        .where(*wanted, bearers.c.role.in_(MAIN))
        .group_by(BEARER, *_ALIKE)
    )
    return connection.execute(query).all()


def given(connection: Connection, wanted: Sequence[Any], alike: Sequence[Any]) -> Sequence[Any]:
    """To whom lines were given that don't name them, counted by what is alike in them."""
    named = (
        exists()
        .where(bearers.c.content_id == here.content_id, bearers.c.role.in_(MAIN), names.c.id == bearers.c.name_id)
        .where(here.assigned_to == BEARER)
    )
    query = (
        select(here.assigned_to, *alike, func.count())
        .where(*wanted, here.assigned_to.is_not(None), ~named)
        .group_by(here.assigned_to, *alike)
    )
    return connection.execute(query).all()


def by_day(connection: Connection, asked: Filter, first: date, last: date) -> dict[date, int]:
    """How many lines fall due on each day of a span; what recurs counts on its next date."""
    day = func.substr(here.due_key, 1, 10)
    query = (
        select(day, func.count())
        .where(
            *conditions(asked, connection.dialect.name),
            here.due_key >= first.isoformat(),
            here.due_key < past(last),
        )
        .group_by(day)
    )
    found = {date.fromisoformat(each): int(number) for each, number in connection.execute(query)}
    for due, number in _recurring(connection, asked):
        if first <= due <= last:
            found[due] = found.get(due, 0) + number
    return found


def overdue_on(connection: Connection, asked: Filter, days: Iterable[date]) -> list[tuple[date, int]]:
    """How many lines were late on each of these days, as the acts on record tell it today."""
    return [(day, count(connection, replace(asked, as_of=day, overdue=True))) for day in days]


def settled(connection: Connection, asked: Filter) -> tuple[int, int]:
    """Of what was done from ``asked.done_from`` on: how many lines in all, how many in time (or without a date)."""
    search = Search(connection, asked, None)
    in_time = func.sum(case((is_timely(), 1), else_=0))
    queries = [on(region, func.count(), in_time).where(*search.more) for region in search.regions()]
    found = [connection.execute(query).one() for query in queries]
    return sum(int(number) for number, _ in found), sum(int(timely or 0) for _, timely in found)


def loaded_by_day(connection: Connection, since: str) -> dict[date, int]:
    """How many documents came in on each day (UTC) since a stamp."""
    day = func.substr(documents.c.loaded_at, 1, 10)
    query = select(day, func.count()).where(documents.c.loaded_at >= since).group_by(day)
    return {date.fromisoformat(each): int(number) for each, number in connection.execute(query)}


def happened_since(connection: Connection, since: str) -> dict[str, int]:
    """How many events of each kind were recorded since a stamp."""
    query = select(events.c.kind, func.count()).where(events.c.recorded_at >= since).group_by(events.c.kind)
    return {kind: int(number) for kind, number in connection.execute(query)}


def happenings(connection: Connection, since: str, kind: str | None, limit: int, offset: int = 0) -> Sequence[Any]:
    """Events since a stamp, the last first, with the words of the obligation or the title of the document."""
    words = select(func.max(here.quote)).where(here.uid == events.c.obligation).scalar_subquery()
    query = (
        select(
            events.c.recorded_at, events.c.kind, events.c.obligation, events.c.actor, events.c.note,
            documents.c.uid.label("document"), documents.c.title, documents.c.path, words.label("quote"),
        )
        .join_from(events, documents)
        .where(events.c.recorded_at >= since)
        .order_by(events.c.id.desc())
        .limit(limit)
        .offset(offset)
    )  # fmt: skip
    return connection.execute(query if kind is None else query.where(events.c.kind == kind)).all()


def _recurring(connection: Connection, asked: Filter) -> Iterator[tuple[date, int]]:
    """The next date of each different recurrence, and how many lines have it."""
    what = (here.recurrence,)
    wanted = conditions(asked, connection.dialect.name)
    query = select(*what, func.count()).where(*wanted, here.due_key == RECURRING).group_by(*what)
    for key, number in connection.execute(query):
        due = next_by_key(key, asked.as_of)
        if due:
            yield date.fromisoformat(due[:10]), int(number)


def _undated(connection: Connection, asked: Filter) -> int:
    query = select(func.count()).select_from(obligations)
    wanted = conditions(asked, connection.dialect.name)
    return int(connection.execute(query.where(*wanted, here.due_key == UNDATED)).scalar_one())
