"""Units in questions: which bearers a unit's name means, what falls on it with others, and what is ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from pipeline.resolve.directory import Directory, Unit
from pipeline.rulebook import Rulebook
from pipeline.settings import Settings
from pipeline.store.entries import Entry
from pipeline.store.filters import Who
from pipeline.store.tables import names
from pipeline.store.tombstones import count_tombstones


@dataclass(frozen=True, slots=True)
class Profile:
    """Our own unit: how it is called, who stands above it, who below; any of them may be told or looked up."""

    names: tuple[str, ...] = ()
    superiors: tuple[str, ...] = ()
    subordinates: tuple[str, ...] = ()


class NameBook:
    """The bearers' names of a ledger, remembered until one joins or goes: a name itself never changes."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self._known: list[tuple[int, str, str]] = []
        self._as_of: tuple[int, int | None, int] = (0, None, 0)

    def who(self, connection: Connection, unit: str, subtree: bool = False) -> Who:
        """The bearers that a question for a unit means: it itself by any of its names, whoever has the words in the
        name, every collective name that includes it, and with ``subtree`` all units below it too."""
        found = self.directory.units.called(unit.strip())
        units = [] if found is None else self.directory.units.subtree(found) if subtree else [found]
        called = {name for each in units for name in self.directory.units.names(each)} | {unit.strip()}
        wanted = unit.strip()
        ids = {
            number
            for number, text, canonical in self._names(connection)
            if (wanted and (wanted in text or wanted in canonical)) or self._falls(text, canonical, units)
        }
        return Who(frozenset(ids), frozenset(called))

    def ours(self, connection: Connection, profile: Profile, subtree: bool = False) -> Who:
        """What of the ledger is ours: under any of our names, or collectively."""
        parts = [self.who(connection, name, subtree) for name in profile.names]
        if subtree:
            parts += [self.who(connection, name) for name in profile.subordinates]
        return Who(
            frozenset(each for part in parts for each in part.names),
            frozenset(each for part in parts for each in part.called),
        )

    def _falls(self, text: str, canonical: str, units: Iterable[Unit]) -> bool:
        return any(self.directory.falls_on(text, canonical or None, unit) for unit in units)

    def _names(self, connection: Connection) -> list[tuple[int, str, str]]:
        number, last = connection.execute(select(func.count(), func.max(names.c.id)).select_from(names)).one()
        # After a purge the same numbers may stand for other names.
        if (now := (number, last, count_tombstones(connection))) != self._as_of:
            query = select(names.c.id, names.c.text, names.c.canonical)
            self._known = [(row.id, row.text, row.canonical) for row in connection.execute(query)]
            self._as_of = now
        return self._known


class Asked:
    """One unit, asked of line after line: whether a line is its own, by any of its names or collectively."""

    def __init__(self, directory: Directory, unit: str) -> None:
        self._unit, self._directory = unit.strip(), directory
        self._found = directory.units.called(self._unit)
        names = directory.units.names(self._found) if self._found else ()
        self._called = {self._unit, *names}
        self._known: dict[tuple[str, str | None], bool] = {}

    def has(self, entry: Entry) -> bool:
        """Whether it was given to the unit, or the unit is among those who answer for it."""
        assigned = entry.assigned_to or ""
        if assigned in self._called or self._unit in assigned:
            return True
        return any(self._is_meant(each.text, each.canonical) for each in entry.item.bearers)

    def _is_meant(self, text: str, canonical: str | None) -> bool:
        if (known := self._known.get((text, canonical))) is None:
            known = self._unit in text or self._unit in (canonical or "")
            if not known and self._found:
                known = self._directory.falls_on(text, canonical, self._found) is not None
            self._known[text, canonical] = known
        return known


def directory_for(rulebook: Rulebook, profile: Profile) -> Directory:
    """The directory with our own unit in it, under the superior that we name, where it isn't there already."""
    known = Directory.of(rulebook)
    if not profile.names or known.units.called(profile.names[0]):
        return known
    own: list[Mapping[str, Any]] = [
        {"name": name, "parent": above}
        for name, above in zip(profile.superiors, (*profile.superiors[1:], ""), strict=True)
        if not known.units.called(name)
    ]
    first = profile.superiors[0] if profile.superiors else ""
    above = known.units.called(first)
    kind = next(
        (kind for kind in sorted(known.units.kinds, key=len, reverse=True) if profile.names[0].endswith(kind)), ""
    )
    own.append({
        "name": profile.names[0], "also": list(profile.names[1:]), "kind": kind,
        "parent": above.name if above else first,
    })  # fmt: skip
    own += [{"name": name, "parent": profile.names[0]} for name in profile.subordinates]
    return Directory.of(rulebook, own)


def profile_of(settings: Settings) -> Profile:
    """Our unit as the settings have it (``unit``, ``unit_superiors``, ``unit_subordinates``)."""
    return Profile(settings.unit, settings.unit_superiors, settings.unit_subordinates)
