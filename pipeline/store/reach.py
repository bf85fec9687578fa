"""What an account that is restricted to units may see: their own duties and those of the units under them.

A unit is under another where its name begins with that one's: 临江区 reaches to 临江区住建局.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select, union_all

from pipeline.store.entries import Entry
from pipeline.store.escape import storable
from pipeline.store.filters import Who
from pipeline.store.part import Part, looked_up
from pipeline.store.spelling import ESCAPE, like
from pipeline.store.tables import bearers, names, obligations

here = obligations.c
# Who answers for it, beside those who help or watch.
MAIN = ("responsible", "lead")


def within(units: Iterable[str]) -> Part:
    """One of these units, or one under it, has to act."""
    patterns = [_begins(storable(unit)) for unit in units]
    return _called(or_(false(), *map(_named, patterns)), or_(false(), *map(_given, patterns)))


def having(unit: str) -> Part:
    """A bearer whose words or directory name hold the text: ``大队`` finds ``各大队``."""
    pattern = like(storable(unit))
    return _called(_named(pattern), _given(pattern))


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


def bearing(name: str) -> Part:
    """A unit of exactly this name (in the directory, else as written) answers for it."""
    wanted = storable(name)
    called = or_(names.c.canonical == wanted, and_(names.c.canonical == "", names.c.text == wanted))
    return _called(called, here.assigned_to == wanted, bearers.c.role.in_(MAIN))


def borne_by(who: Who) -> Part:
    """What falls on the bearers of these numbers, or was assigned to one of these names."""
    given = here.assigned_to.in_(sorted(who.called)) if who.called else false()
    return _borne(sorted(who.names), given)


def _called(named: ColumnElement[bool], given: ColumnElement[bool], *more: ColumnElement[bool]) -> Part:
    return _borne(select(names.c.id).where(named), given, *more)


def _borne(called: Any, given: ColumnElement[bool], *more: ColumnElement[bool]) -> Part:
    given = and_(here.assigned_to.is_not(None), given)
    # The sum keeps SQLite from trying name after name where it has to look at one row's few bearers.
    mine = looked_up(bearers.c.content_id == here.content_id, (bearers.c.name_id + 0).in_(called), *more)
    of_names = select(bearers.c.content_id).where(bearers.c.name_id.in_(called), *more)
    both = union_all(of_names, select(here.content_id).where(given)).subquery()
    return Part(or_(mine, given), select(both.c.content_id))


def _named(pattern: str) -> ColumnElement[bool]:
    return or_(names.c.text.like(pattern, escape=ESCAPE), names.c.canonical.like(pattern, escape=ESCAPE))


def _given(pattern: str) -> ColumnElement[bool]:
    return here.assigned_to.like(pattern, escape=ESCAPE)


def _begins(text: str) -> str:
    return like(text).removeprefix("%")
