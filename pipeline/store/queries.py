"""The ledger's questions. Sorted by due date, then document and place: the same answer whatever was loaded first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from pipeline.errors import StoreError
from pipeline.store.entries import COLUMNS, Entry, read_entries
from pipeline.store.filters import KINDS, Filter
from pipeline.store.project import RECURRING, UNDATED
from pipeline.store.recurring import next_by_key
from pipeline.store.regions import Region, on_the_day, recurring_regions
from pipeline.store.tables import documents, obligations
from pipeline.store.walk import Search, dues, on, places, window

here = obligations.c
_CHUNK = 500


def ledger(connection: Connection, asked: Filter) -> list[Entry]:
    """The lines that answer the question, at most ``asked.limit`` of them from ``asked.offset`` (or ``after``) on.

    ``Entry.cursor`` of a page's last line, asked ``after``, gives the next page at the same cost as the first.
    """
    wanted = None if asked.limit is None else asked.offset + asked.limit
    found = list(islice(places(connection, asked, wanted), asked.offset, wanted))
    rows = _whole(connection, [row.id for row, _ in found])
    return read_entries(connection, [(rows[row.id], due) for row, due in found], asked.as_of, asked.soon())


def count(connection: Connection, asked: Filter, most: int | None = None) -> int:
    """How many lines answer, without reading them; counting stops at ``most``."""
    return (
        sum(1 for _ in places(connection, replace(asked, after=None), most))
        if most is not None
        else _count(connection, asked)
    )


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
    query = select(here.uid).where(here.uid >= prefix, here.uid < prefix + "\U0010ffff").distinct()
    return list(connection.execute(query.order_by(here.uid).limit(limit)).scalars())


def find_one(
    connection: Connection, uid: str, as_of: date, known_at: str | None = None, soon: date | None = None
) -> Entry:
    """The line with this id, or the only one whose id begins so. Raises StoreError where there is none, or several."""
    if entry := by_id(connection, uid, as_of, known_at, soon):
        return entry
    like = [each for each in ids_like(connection, uid) if by_id(connection, each, as_of, known_at)] if uid else []
    if len(like) == 1 and (entry := by_id(connection, like[0], as_of, known_at, soon)):
        return entry
    if like:
        several = "、".join(like)
        raise StoreError(f"{uid} 不止一条：{several}", f"{uid} is the beginning of several: {', '.join(like)}")
    raise StoreError(f"台账里没有这一条：{uid}", f"the ledger has no such item: {uid}")


def _count(connection: Connection, asked: Filter) -> int:
    search = Search(connection, asked, None)
    if search.none:
        return 0
    total = 0
    for region in search.regions():
        if not asked.undated:
            total += _number(connection, region, *search.more, *window(asked))
        if not (asked.recurring or asked.windowed()):
            total += _number(connection, region, *search.more, here.due_key == UNDATED)
    if search.recurs and not asked.undated:
        for region in search.regions() if search.gathered else recurring_regions(asked).values():
            query = on(region, here.recurrence, func.count()).where(*search.more, here.recurrence.is_not(None))
            found = {key: int(number) for key, number in connection.execute(query.group_by(here.recurrence))}
            total += sum(found[key] for key in dues(search, list(found)))
    return total


def _number(connection: Connection, region: Region, *conditions: Any) -> int:
    return int(connection.execute(on(region, func.count()).where(*conditions)).scalar_one())


def _due(row: Row[Any], as_of: date) -> str | None:
    if row.due_key == RECURRING:
        return next_by_key(row.recurrence, as_of)
    return None if row.due_key == UNDATED else row.due_key


def _whole(connection: Connection, ids: list[int]) -> dict[int, Row[Any]]:
    """The whole rows of these numbers."""
    found: dict[int, Row[Any]] = {}
    for start in range(0, len(ids), _CHUNK):
        for row in connection.execute(_select().where(here.id.in_(ids[start : start + _CHUNK]))):
            found[row.id] = row
    return found


def _select() -> Select[Any]:
    return select(*COLUMNS).join_from(obligations, documents)
