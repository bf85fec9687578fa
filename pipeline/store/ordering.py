"""The ledger in another order than by due date: all that answers is looked at, a page of it is read.

No index holds these orders, so the places of all lines are fetched (a few columns each) and sorted here; of a ledger
where more than ``MOST`` answer, those due first are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from pipeline.store.conditions import here
from pipeline.store.entries import COLUMNS, Entry, read_entries
from pipeline.store.filters import Filter
from pipeline.store.leads import leads_of
from pipeline.store.project import RECURRING, UNDATED
from pipeline.store.reach import MAIN
from pipeline.store.recurring import next_by_key
from pipeline.store.regions import on_the_day
from pipeline.store.tables import bearers, documents, names, obligations
from pipeline.store.walk import can_answer, window

MOST = 20_000
ORDERS = ("due", "-due", "unit", "number", "confidence")
GROUPS = ("", "unit", "document")


@dataclass(frozen=True, slots=True)
class Spot:
    """What a line is sorted by."""

    row: int
    due: str
    unit: str
    number: str
    confidence: float
    document: str
    place: tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class Ordered:
    """A page of lines; how many there are in all, and in each group; ``cut`` that not all were sorted."""

    entries: list[Entry]
    total: int
    groups: dict[str, int]
    cut: bool


def ordered(connection: Connection, asked: Filter, by: str, group: str = "") -> Ordered:
    """The lines from ``asked.offset`` on, at most ``asked.limit``; ``by`` is of ORDERS, ``group`` of GROUPS.

    Lines of one group stand together, whatever page they are on; the group of the first line comes first.
    """
    spots = list(_spots(connection, asked, by == "unit" or group == "unit"))
    cut = len(spots) > MOST
    spots = sorted(spots[:MOST], key=_KEYS[by])
    if by == "-due":
        spots.sort(key=lambda spot: spot.due, reverse=True)
    sizes: Counter[str] = Counter()
    if group:
        sizes.update(getattr(spot, group) for spot in spots)
        # A counter keeps the order in which it met its keys.
        rank = {title: number for number, title in enumerate(sizes)}
        spots.sort(key=lambda spot: (getattr(spot, group) == "", rank[getattr(spot, group)]))
    last = None if asked.limit is None else asked.offset + asked.limit
    page = spots[asked.offset : last]
    return Ordered(_read(connection, asked, page), len(spots), dict(sizes), cut)


_KEYS: dict[str, Callable[[Spot], Any]] = {
    "due": lambda spot: (spot.due or "~", spot.place),
    "-due": lambda spot: spot.place,
    "unit": lambda spot: (spot.unit == "", spot.unit, spot.due or "~", spot.place),
    "number": lambda spot: (spot.number == "", spot.number, spot.due or "~", spot.place),
    "confidence": lambda spot: (spot.confidence, spot.due or "~", spot.place),
}


def _spots(connection: Connection, asked: Filter, units: bool) -> Iterator[Spot]:
    leads = leads_of(connection, asked)
    wanted = [*on_the_day(asked), *leads.more, _due(asked)]
    if leads.contents is not None:
        wanted.append(here.content_id.in_(leads.contents))
    heads = _heads(connection, wanted) if units else {}
    columns = (
        here.id, here.uid, here.due_key, here.recurrence, here.number, here.confidence, here.content_id,
        here.document_uid, here.span_start, here.assigned_to,
    )  # fmt: skip
    for row in connection.execute(select(*columns).where(*wanted).order_by(here.due_key).limit(MOST + 1)):
        due = _next(row, asked)
        if due is None:
            continue
        unit = row.assigned_to or heads.get(row.content_id, "")
        sure = 2.0 if row.confidence is None else float(row.confidence)
        place = (row.due_key, row.document_uid, row.span_start, row.uid)
        yield Spot(row.id, due, unit, row.number or "", sure, row.document_uid, place)


def _due(asked: Filter) -> ColumnElement[bool]:
    """Which due dates answer: in the window, by recurrence (looked at closer afterwards), none."""
    found = []
    if not asked.undated:
        found.append(and_(*window(asked)))
        found.append(here.due_key == RECURRING)
    if not (asked.recurring or asked.windowed()):
        found.append(here.due_key == UNDATED)
    return or_(*found)


def _next(row: Any, asked: Filter) -> str | None:
    """When it is due, empty without a date; None where what recurs can't answer."""
    if row.due_key != RECURRING:
        return "" if row.due_key == UNDATED else str(row.due_key)
    due = next_by_key(row.recurrence, asked.as_of)
    return (due or "") if can_answer(due, asked) else None


def _heads(connection: Connection, wanted: Sequence[Any]) -> dict[int, str]:
    """The first who answers for each content, else the first who is named."""
    mine = select(here.content_id).where(*wanted).order_by(here.due_key).limit(MOST + 1)
    query = (
        select(bearers.c.content_id, bearers.c.role, names.c.text, names.c.canonical)
        .join_from(bearers, names)
        .where(bearers.c.content_id.in_(mine))
        .order_by(bearers.c.content_id, bearers.c.pos)
    )
    found: dict[int, str] = {}
    main: set[int] = set()
    for content, role, text, canonical in connection.execute(query):
        if content not in found or (role in MAIN and content not in main):
            found[content] = canonical or text
        if role in MAIN:
            main.add(content)
    return found


def _read(connection: Connection, asked: Filter, page: Sequence[Spot]) -> list[Entry]:
    query = select(*COLUMNS).join_from(obligations, documents).where(here.id.in_([spot.row for spot in page]))
    rows = {row.id: row for row in connection.execute(query)}
    return read_entries(connection, [(rows[spot.row], spot.due or None) for spot in page], asked.as_of, asked.soon())
