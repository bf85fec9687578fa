"""Whom a bearer's words name, given who issued the document and when; and what of a ledger falls on a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from pipeline.patterns import compiled
from pipeline.resolve.directory.collective import Collective, CollectiveReader
from pipeline.resolve.directory.units import Unit, Units
from pipeline.rulebook import Rulebook

Falls = Literal["direct", "collective"]
_OURSELVES = compiled(r"[我本](?=.)")
_RELATIVE = compiled(r"[省市县区镇](?=.)")
_LEVEL = {"省": "province", "市": "city", "县": "county", "区": "county", "镇": "town"}


class Directory:
    """Looks names up. Names are valid in time, and many are said in relation to who speaks (支队, 市应急局)."""

    def __init__(self, units: Units, collectives: Iterable[Mapping[str, Any]] = ()) -> None:
        self.units = units
        self._collectives = CollectiveReader(collectives, units.kinds)
        self.canonical = lru_cache(maxsize=16384)(self._canonical)

    @classmethod
    def of(cls, rulebook: Rulebook, own: Iterable[Mapping[str, Any]] = ()) -> Directory:
        """The directory of a rulebook, with the user's own units."""
        words = rulebook.table("collectives") if rulebook.has_table("collectives") else []
        return cls(Units.of(rulebook, own), words)

    def unit(self, words: str, on: date | None = None, issuer: Unit | None = None) -> Unit | None:
        """The one unit that the words name on the day: 市应急局 in a paper of 云岭市公安局 is 云岭市应急管理局."""
        found = self.units.called(words, on)
        if found is not None or issuer is None:
            return found
        return self._self(words, issuer) or self._above(words, issuer) or self._relative(words, on, issuer)

    def _canonical(self, words: str, on: date | None = None, issuer: str | None = None) -> str | None:
        """The canonical name for a bearer's words: a unit's, or a collective one with its scope in it.

        ``issuer`` is the name of who issued the document. None where the directory doesn't know.
        """
        speaker = self.units.called(issuer, on) if issuer else None
        if found := self.unit(words, on, speaker):
            return found.name
        collective = self._collectives.read(words)
        if collective is None or speaker is None or collective.scope:
            return None
        scope = self._scope(collective, speaker)
        return f"{scope.name}所属{words}" if scope else None

    def members(self, words: str, on: date | None = None, issuer: Unit | None = None) -> list[Unit]:
        """Every unit that the words mean: each 大队 for 各大队, the unit itself for a single name."""
        if single := self.unit(words, on, issuer):
            return [single]
        collective = self._collectives.read(words)
        if collective is None:
            return []
        scope = self.units.called(collective.scope, on) if collective.scope else None
        if scope is None and issuer is not None and (scope := self._scope(collective, issuer)) is None:
            return []
        return [unit for unit in self.units if self._is_meant(collective, unit, scope)]

    def falls_on(self, text: str, canonical: str | None, unit: Unit) -> Falls | None:
        """Whether a bearer so called is the unit, or a collective that includes it; None where neither."""
        if canonical and (named := self.units.get(canonical)):
            return "direct" if named == unit else None
        if self.units.called(text) == unit:
            return "direct"
        collective = self._collectives.read(canonical or text)
        if collective is None:
            return None
        scope = self.units.called(collective.scope) if collective.scope else None
        return "collective" if self._is_meant(collective, unit, scope) else None

    def _is_meant(self, collective: Collective, unit: Unit, scope: Unit | None) -> bool:
        if scope is None:
            # Without a speaker 各单位 may be anybody; 各大队 is each 大队 that there is.
            return bool(collective.kind) and collective.means(unit)
        if not collective.means(unit):
            return False
        return self.units.below(unit, scope) or (not collective.of_anybody and self.units.around(unit, scope))

    def _scope(self, collective: Collective, speaker: Unit) -> Unit | None:
        """Below whom they are: the speaker, or (a 大队 that passes on 各大队) the nearest superior that has such."""
        for scope in (speaker, *self.units.superiors(speaker)):
            if any(self._is_meant(collective, unit, scope) for unit in self.units):
                return scope
        return None

    def _self(self, words: str, issuer: Unit) -> Unit | None:
        """本局, 我大队: who speaks."""
        found = _OURSELVES.match(words)
        rest = words[found.end() :] if found else ""
        return issuer if rest and issuer.name.endswith(rest) else None

    def _above(self, words: str, issuer: Unit) -> Unit | None:
        """支队, 总队: the speaker itself or the nearest of that kind above it."""
        if words not in self.units.kinds:
            return None
        return next((unit for unit in (issuer, *self.units.superiors(issuer)) if unit.kind == words), None)

    def _relative(self, words: str, on: date | None, issuer: Unit) -> Unit | None:
        """市应急局: the one of the speaker's city."""
        if not _RELATIVE.match(words):
            return None
        level = _LEVEL[words[0]]
        chain = (issuer, *self.units.superiors(issuer))
        place = next((unit.place for unit in chain if unit.level == level and unit.place), None)
        return self.units.called(place + words[1:], on) if place else None
