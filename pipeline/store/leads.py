"""Whether an index leads to few enough contents that all of them are gathered and sorted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from pipeline.store.filters import Filter
from pipeline.store.part import Part
from pipeline.store.parts import parts

# So many contents are gathered; of more, enough come along on a walk in due order. A page of 50 lines out of a million
# costs the same either way about here.
MOST = 8_000


@dataclass(frozen=True, slots=True)
class Leads:
    """The query of the fewest contents among which all answers are, if they are few; and what is left to be asked.

    ``none``: no row fulfils some part of the question.
    """

    contents: Select[Any] | None
    more: list[ColumnElement[bool]]
    none: bool = False


def leads_of(connection: Connection, asked: Filter) -> Leads:
    """Where to look for the answers."""
    found = list(parts(asked, connection.dialect.name))
    sizes = {at: _size(connection, part) for at, part in enumerate(found) if part.leads is not None}
    few = {at: size for at, size in sizes.items() if size <= MOST}
    if not few:
        return Leads(None, [part.condition for part in found])
    best = min(few, key=lambda at: few[at])
    left = [part.condition for at, part in enumerate(found) if at != best or not part.exact]
    return Leads(found[best].leads, left, none=not few[best])


def _size(connection: Connection, part: Part) -> int:
    counted = part.leads if part.size is None else part.size
    assert counted is not None
    return int(connection.execute(select(func.count()).select_from(counted.limit(MOST + 1).subquery())).scalar_one())
