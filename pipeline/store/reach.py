"""What an account that is restricted to units may see: their own duties and those of the units under them.

A unit is under another where its name begins with that one's: 临江区 reaches to 临江区住建局.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, union_all

from pipeline.store.entries import Entry
from pipeline.store.escape import storable
from pipeline.store.tables import bearers, names, obligations

_ESCAPE = "\\"
# Who answers for it, beside those who help or watch.
MAIN = ("responsible", "lead")


def within(units: Iterable[str]) -> ColumnElement[bool]:
    """The condition that one of these units, or one under it, has to act."""
    borne, given = _within(units)
    return or_(obligations.c.content_id.in_(borne), given)


def contents_within(units: Iterable[str]) -> Select[Any]:
    """All contents that can fulfil :func:`within`."""
    return _both(*_within(units))


def _within(units: Iterable[str]) -> tuple[Select[Any], ColumnElement[bool]]:
    patterns = [_begins(storable(unit)) for unit in units]
    columns = (names.c.text, names.c.canonical)
    called = or_(*(column.like(pattern, escape=_ESCAPE) for column in columns for pattern in patterns))
    borne = select(bearers.c.content_id).where(bearers.c.name_id.in_(select(names.c.id).where(called)))
    return borne, or_(*(obligations.c.assigned_to.like(pattern, escape=_ESCAPE) for pattern in patterns))


def reaches(entry: Entry, units: Iterable[str]) -> bool:
    """The same of one line.

    >>> from pipeline.model import Bearer, Obligation, Span
    >>> item = Obligation(Span(0, 1), "甲", "obligation", (Bearer("临江区住建局"),))
    >>> line = Entry(item, "a", "a", "a", None, "registered", None, None, None, None, False)
    >>> reaches(line, ["临江区"]), reaches(line, ["住建局"])
    (True, False)
    """
    called = [name for each in entry.item.bearers for name in (each.text, each.canonical)] + [entry.assigned_to]
    return any(name is not None and name.startswith(unit) for name in called for unit in units if unit)


def bearing(name: str) -> ColumnElement[bool]:
    """The condition that a unit of exactly this name (in the directory, else as written) answers for it."""
    borne, given = _bearing(name)
    return or_(obligations.c.content_id.in_(borne), given)


def contents_bearing(name: str) -> Select[Any]:
    """All contents that can fulfil :func:`bearing`."""
    return _both(*_bearing(name))


def _bearing(name: str) -> tuple[Select[Any], ColumnElement[bool]]:
    wanted = storable(name)
    called = or_(names.c.canonical == wanted, and_(names.c.canonical == "", names.c.text == wanted))
    known = select(names.c.id).where(called)
    borne = select(bearers.c.content_id).where(bearers.c.name_id.in_(known), bearers.c.role.in_(MAIN))
    return borne, obligations.c.assigned_to == wanted


def _both(borne: Select[Any], given: ColumnElement[bool]) -> Select[Any]:
    # "Not null" word for word as the partial index has it, which then finds them.
    assigned = select(obligations.c.content_id).where(given, obligations.c.assigned_to.is_not(None))
    both = union_all(borne, assigned).subquery()
    return select(both.c.content_id)


def _begins(text: str) -> str:
    for special in (_ESCAPE, "%", "_"):
        text = text.replace(special, _ESCAPE + special)
    return f"{text}%"
