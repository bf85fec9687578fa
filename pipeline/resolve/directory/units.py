"""The units of ``rules/directory/``: each once, with its superior, its place and its names in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pipeline.record import record
from pipeline.rulebook import Rulebook

ALWAYS = ("0001-01-01", "9999-12-31")
# Commissions whose office stands for a whole government: their 成员单位 are that government's departments.
COMMISSIONS = ("安委会", "安委办", "消安办")
GOVERNMENT = "政府"


@record
class Unit:
    """One unit. ``level`` is state, province, city, county or town; ``parent`` the name of its superior."""

    name: str
    kind: str = ""
    level: str = ""
    parent: str = ""
    place: str = ""


@record
class Called:
    """A name of a unit and the days on which it was one, both included."""

    unit: str
    since: str = ALWAYS[0]
    until: str = ALWAYS[1]

    def on(self, day: date | None) -> bool:
        """Whether the unit was called so on that day; on no day in particular, at all."""
        return day is None or self.since <= day.isoformat() <= self.until


class Units:
    """All units by name. A superior that is no unit of the list counts as none."""

    def __init__(self, rows: Iterable[Mapping[str, Any]], aliases: Iterable[Mapping[str, Any]] = ()) -> None:
        self._called: dict[str, list[Called]] = {}
        self._units: dict[str, Unit] = {}
        for row in rows:
            unit = Unit(row["name"], *(str(row.get(name) or "") for name in ("kind", "level", "parent", "place")))
            self._units[unit.name] = unit
            for name in (unit.name, *(row.get("also") or ())):
                self._called.setdefault(name, []).append(Called(unit.name))
        for row in aliases:
            called = Called(row["unit"], str(row.get("from") or ALWAYS[0]), str(row.get("until") or ALWAYS[1]))
            self._called.setdefault(row["alias"], []).append(called)
        self.kinds = frozenset(unit.kind for unit in self._units.values() if unit.kind)

    @classmethod
    def of(cls, rulebook: Rulebook, own: Iterable[Mapping[str, Any]] = ()) -> Units:
        """The units of a rulebook, and after them the user's own, which overrule those of the same name."""
        rows = rulebook.table("units") if rulebook.has_table("units") else []
        aliases = rulebook.table("unit_aliases") if rulebook.has_table("unit_aliases") else []
        return cls([*rows, *own], aliases)

    def __iter__(self) -> Any:
        """Every unit, in the order of the list."""
        return iter(self._units.values())

    def get(self, name: str) -> Unit | None:
        """The unit of exactly this canonical name."""
        return self._units.get(name)

    def called(self, words: str, on: date | None = None) -> Unit | None:
        """The unit that had this name on the day; None where none had it, or two."""
        found = {each.unit for each in self._called.get(words, ()) if each.on(on)}
        return self._units.get(found.pop()) if len(found) == 1 else None

    def names(self, unit: Unit) -> list[str]:
        """Every name that the unit has or had, the canonical one first."""
        names = [name for name, called in self._called.items() if any(each.unit == unit.name for each in called)]
        return sorted(names, key=lambda name: (name != unit.name, name))

    def superiors(self, unit: Unit) -> list[Unit]:
        """Those above, the nearest first."""
        found: list[Unit] = []
        above = self._units.get(unit.parent)
        while above is not None and above not in found and above != unit:
            found.append(above)
            above = self._units.get(above.parent)
        return found

    def subtree(self, unit: Unit) -> list[Unit]:
        """The unit and all below it, in the order of the list."""
        return [each for each in self._units.values() if each == unit or unit in self.superiors(each)]

    def below(self, unit: Unit, scope: Unit) -> bool:
        """Whether the unit is below the scope in the hierarchy; below a commission is who is below its government."""
        above = self.superiors(unit)
        head = next((each for each in self.superiors(scope) if each.kind == GOVERNMENT), None)
        return scope in above or (scope.kind in COMMISSIONS and head in above and unit != scope)

    def around(self, unit: Unit, scope: Unit) -> bool:
        """Whether the unit is on a lower level of the place of the scope: a county's 大队, of the city's 安委办."""
        places = {each.place for each in self.superiors(unit)}
        return bool(scope.place) and unit.level != scope.level and scope.place in places and unit.place != scope.place
