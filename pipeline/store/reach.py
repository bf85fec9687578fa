"""What an account that is restricted to units may see: their own duties and those of the units under them.

A unit is under another where its name begins with that one's: 临江区 reaches to 临江区住建局.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, or_, select

from pipeline.store.entries import Entry
from pipeline.store.escape import storable
from pipeline.store.tables import bearers, names, obligations

_ESCAPE = "\\"
# Who answers for it, beside those who help or watch.
MAIN = ("responsible", "lead")


def within(units: Iterable[str]) -> ColumnElement[bool]:
    """The condition that one of these units, or one under it, has to act."""
    patterns = [_begins(storable(unit)) for unit in units]
    columns = (names.c.text, names.c.canonical)
    called = or_(*(column.like(pattern, escape=_ESCAPE) for column in columns for pattern in patterns))
    bearing = select(bearers.c.content_id).where(bearers.c.name_id.in_(select(names.c.id).where(called)))
    given = [obligations.c.assigned_to.like(pattern, escape=_ESCAPE) for pattern in patterns]
    return or_(obligations.c.content_id.in_(bearing), *given)


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
    wanted = storable(name)
    called = or_(names.c.canonical == wanted, and_(names.c.canonical == "", names.c.text == wanted))
    known = select(names.c.id).where(called)
    found = select(bearers.c.content_id).where(bearers.c.name_id.in_(known), bearers.c.role.in_(MAIN))
    return or_(obligations.c.content_id.in_(found), obligations.c.assigned_to == wanted)


def _begins(text: str) -> str:
    for special in (_ESCAPE, "%", "_"):
        text = text.replace(special, _ESCAPE + special)
    return f"{text}%"
