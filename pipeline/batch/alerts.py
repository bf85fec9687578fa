"""What somebody has to know in the morning: what is new, what falls due soon, what is late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pipeline.export.ledger_rows import head_unit
from pipeline.store.entries import Entry
from pipeline.store.filters import DUTIES, Filter
from pipeline.store.fresh import happened_since, new_since
from pipeline.store.queries import by_id, count, ledger

# A digest names no more lines than somebody reads; how many there are in all is always said.
MOST = 2000
KINDS = ("new", "soon", "overdue")


@dataclass(frozen=True, slots=True)
class Alerts:
    """As of a day: lines, at most :data:`MOST` of each kind, and how many there are in all; events since last time."""

    day: date
    new: tuple[Entry, ...]
    soon: tuple[Entry, ...]
    overdue: tuple[Entry, ...]
    totals: dict[str, int]
    happened: dict[str, int]
    # The last day that counts as soon.
    until: date | None = None

    def only(self, wanted: Callable[[Entry], bool]) -> Alerts:
        """Those of lines that somebody wants, counted anew."""
        new, soon, late = (
            tuple(each for each in lines if wanted(each)) for lines in (self.new, self.soon, self.overdue)
        )
        totals = {"new": len(new), "soon": len(soon), "overdue": len(late)}
        return replace(self, new=new, soon=soon, overdue=late, totals=totals)

    def figures(self) -> dict[str, Any]:
        """The counts."""
        return {**self.totals, "happened": self.happened}


@dataclass(frozen=True, slots=True)
class Section:
    """What one unit is told."""

    unit: str
    new: tuple[Entry, ...]
    soon: tuple[Entry, ...]
    overdue: tuple[Entry, ...]


def find_alerts(connection: Connection, day: date, soon: date, since: str | None) -> Alerts:
    """The alerts of a day; ``soon`` is the last day that counts as soon.

    New is what came since the moment ``since`` (None: nothing is called new).
    """
    late = Filter(day, overdue=True, limit=MOST, soon_until=soon)
    near = Filter(day, due_after=day, due_before=soon, limit=MOST, soon_until=soon)
    fresh = _fresh(connection, day, soon, since) if since else ()
    totals = {"new": len(fresh), "soon": count(connection, near), "overdue": count(connection, late)}
    happened = happened_since(connection, since) if since else {}
    return Alerts(day, fresh, tuple(ledger(connection, near)), tuple(ledger(connection, late)), totals, happened, soon)


def sections(alerts: Alerts) -> list[Section]:
    """Unit by unit, the one with most late lines first; a line of several units is told to its first one."""
    found: dict[str, dict[str, list[Entry]]] = {}
    for kind in KINDS:
        for entry in getattr(alerts, kind):
            found.setdefault(head_unit(entry), {each: [] for each in KINDS})[kind].append(entry)
    told = [Section(unit, *(tuple(lines[kind]) for kind in KINDS)) for unit, lines in found.items()]
    return sorted(told, key=lambda each: (-len(each.overdue), -len(each.soon), each.unit))


def _fresh(connection: Connection, day: date, soon: date, since: str) -> tuple[Entry, ...]:
    found = (by_id(connection, uid, day, soon=soon) for uid in new_since(connection, since, MOST))
    return tuple(entry for entry in found if entry and entry.item.kind in DUTIES)
