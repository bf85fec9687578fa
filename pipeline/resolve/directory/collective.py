"""Collective names: 各大队 is each 大队 below who says so, 各县（市、区）人民政府 each county's government."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.patterns import compiled
from pipeline.record import record
from pipeline.resolve.directory.units import Unit

_LEVELS = (
    (re.compile(r"(?:省（区、市）|省\(区、市\)|省级?)"), "province"),
    (re.compile(r"(?:市（州）|市\(州\)|市州|地市|市级?)"), "city"),
    (re.compile(r"(?:县（市、区）|县\(市、区\)|县（区）|县\(区\)|县市区|市县区|县区|区县|县、区|县级?|区)"), "county"),
    (re.compile(r"(?:乡镇（街道）|乡（镇、街道）|镇（街道）|镇（街）|乡镇街道|乡镇|镇街|街道|镇|乡)"), "town"),
)
_SCOPED = compiled(r"(?:(?P<scope>.+?)所属)?各(?P<what>.+)")


@record
class Collective:
    """Whom it means: units below ``scope`` (a unit's name) of a kind, of a level, with some words in their name."""

    scope: str | None
    kind: str = ""
    level: str = ""
    words: str = ""

    @property
    def of_anybody(self) -> bool:
        """各单位: no sort is named, so only who stands below the scope in the hierarchy is meant."""
        return not (self.kind or self.level)

    def means(self, unit: Unit) -> bool:
        """Whether a unit is of that sort; where it stands is not looked at."""
        if self.kind and unit.kind != self.kind:
            return False
        if self.level and unit.level != self.level:
            return False
        return not self.words or self.words in unit.name


class CollectiveReader:
    """Reads collective names with the words of ``rules/directory/collectives.yaml`` and the kinds of the units."""

    def __init__(self, rows: Iterable[Mapping[str, Any]], kinds: Iterable[str]) -> None:
        self._words = {kind: Collective(None, kind) for kind in kinds if kind}
        for row in rows:
            self._words[row["word"]] = Collective(None, str(row.get("kind") or ""), str(row.get("level") or ""))

    def read(self, text: str) -> Collective | None:
        """Whom the name means; None where it is no collective name, or of nothing that the directory has.

        The scope is in the name (云岭市消防救援支队所属各大队), or open.
        """
        found = _SCOPED.fullmatch(text)
        if found is None:
            return None
        scope, what = found["scope"], found["what"]
        level, rest = _level(what)
        for words in dict.fromkeys((rest, what)):
            if (sort := self._sort(words)) is not None:
                chosen = level if words == rest != what else ""
                return Collective(scope, sort.kind, sort.level or chosen, sort.words)
        return Collective(scope, "", level) if level and not rest else None

    def _sort(self, words: str) -> Collective | None:
        if words in self._words:
            return self._words[words]
        for kind in sorted(self._words, key=len, reverse=True):
            if words.endswith(kind) and self._words[kind].kind:
                return Collective(None, self._words[kind].kind, self._words[kind].level, words.removesuffix(kind))
        return None


def _level(what: str) -> tuple[str, str]:
    for pattern, level in _LEVELS:
        if found := pattern.match(what):
            return level, what[found.end() :]
    return "", what
