"""The rulebook as the stages see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import RuleError
from pipeline.rulebook.files import list_files
from pipeline.rulebook.finder import Finder
from pipeline.rulebook.lexicon import Lexicon
from pipeline.rulebook.records import MentionRule
from pipeline.rulebook.source import read_source


class Rulebook:
    """What is in a rules folder. ``version`` is a hash of all its files, the same on every machine."""

    def __init__(
        self,
        version: str,
        rules: Sequence[MentionRule],
        lexicons: Mapping[str, Mapping[str, str]],
        tables: Mapping[str, list[dict[str, Any]]],
    ) -> None:
        self.version = version
        self.all_rules = tuple(rules)
        self._lexicons = lexicons
        self._tables = tables
        self._by_id = {rule.id: rule for rule in rules}
        self._finders: dict[tuple[str, ...], Finder] = {}

    def rule(self, rule_id: str) -> MentionRule:
        """The rule of that id, e.g. to read ``emit`` for ``mention.rule``; raises :class:`RuleError` if none."""
        rule = self._by_id.get(rule_id)
        if rule is None:
            raise RuleError(f"没有规则 {rule_id}", f"there is no rule {rule_id}")
        return rule

    def rules(self, slot: str) -> tuple[MentionRule, ...]:
        """The active rules of a slot (a folder of ``rules/``), in the order of their file names."""
        return tuple(rule for rule in self.all_rules if rule.slot == slot and rule.status == "active")

    def finder(self, *slots: str) -> Finder:
        """A finder over the active rules of these slots; overlaps are settled among all of them."""
        if slots not in self._finders:
            self._finders[slots] = Finder([rule for slot in slots for rule in self.rules(slot)])
        return self._finders[slots]

    def lexicon(self, name: str) -> Lexicon:
        """The word list ``rules/lexicons/NAME.txt``; raises :class:`RuleError` if there is none."""
        if name not in self._lexicons:
            raise RuleError(f"没有词表 lexicons/{name}.txt", f"there is no word list lexicons/{name}.txt")
        return Lexicon(name, self._lexicons[name])

    def table(self, name: str) -> list[dict[str, Any]]:
        """The rows of ``rules/tables/NAME.yaml`` or ``rules/calendar/NAME.yaml``; raises :class:`RuleError` if none."""
        if name not in self._tables:
            raise RuleError(f"没有数据表 {name}.yaml", f"there is no table {name}.yaml")
        return self._tables[name]


def load_rulebook(directory: Path) -> Rulebook:
    """The rulebook in ``directory``; raises :class:`RuleError` with every fault of every file."""
    source = read_source(directory, list_files(directory))
    return Rulebook(source.version, source.rules, source.lexicons, source.tables)
