"""The rulebook as the stages see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import RuleError
from pipeline.rulebook.cache import cache_file, cache_folder, read_cache, write_cache
from pipeline.rulebook.clause_rules import ClauseRule, ClauseRules
from pipeline.rulebook.files import RuleFile, list_files
from pipeline.rulebook.finder import Finder
from pipeline.rulebook.lexicon import Lexicon
from pipeline.rulebook.patterns import Patterns
from pipeline.rulebook.records import MentionRule, Window
from pipeline.rulebook.shape import Near, Shape
from pipeline.rulebook.sweep import Sweep

if TYPE_CHECKING:
    from pipeline.rulebook.source import Source

FIELDS = (
    "id",
    "slot",
    "pattern",
    "anchors",
    "emit",
    "priority",
    "window",
    "status",
    "description",
    "shape",
    "compiled",
)
_CLAUSE_FIELDS = ("id", "when", "outcome", "reason", "priority", "status", "description")


class Rulebook:
    """What is in a rules folder. ``version`` is a hash of all its files, the same on every machine."""

    def __init__(
        self,
        version: str,
        rules: Sequence[MentionRule],
        clauses: Sequence[ClauseRule],
        lexicons: Mapping[str, Mapping[str, str]],
        tables: Mapping[str, list[dict[str, Any]]],
        patterns: Patterns | None = None,
    ) -> None:
        self.patterns = patterns or Patterns()
        self.version = version
        self.all_rules = tuple(rules)
        self._clauses = tuple(clauses)
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

    def any_rule(self, rule_id: str) -> MentionRule | ClauseRule:
        """The mention or clause rule of that id; raises :class:`RuleError` if there is none."""
        clause = next((rule for rule in self._clauses if rule.id == rule_id), None)
        return clause or self.rule(rule_id)

    def is_active(self, rule_id: str) -> bool:
        """Whether a mention or clause rule of that id is in force."""
        rules: tuple[MentionRule | ClauseRule, ...] = (*self.all_rules, *self._clauses)
        return any(rule.id == rule_id and rule.status == "active" for rule in rules)

    def only(self, slots: Collection[str], rule_id: str) -> Rulebook:
        """This rulebook with no rule in ``slots`` but the one, in force whatever its status: to try it alone."""
        rules = [
            replace(rule, status="active") if rule.id == rule_id else rule
            for rule in self.all_rules
            if rule.id == rule_id or rule.slot not in slots
        ]
        clauses = self._clauses
        if "clauses" in slots:
            clauses = tuple(replace(rule, status="active") for rule in clauses if rule.id == rule_id)
        return Rulebook(self.version, rules, clauses, self._lexicons, self._tables, self.patterns)

    def rules(self, slot: str) -> tuple[MentionRule, ...]:
        """The active rules of a slot (a folder of ``rules/``), in the order of their file names."""
        return tuple(rule for rule in self.all_rules if rule.slot == slot and rule.status == "active")

    def finder(self, *slots: str) -> Finder:
        """A finder over the active rules of these slots; overlaps are settled among all of them."""
        if slots not in self._finders:
            self._finders[slots] = Finder([rule for slot in slots for rule in self.rules(slot)])
        return self._finders[slots]

    def sweep(self, *parts: tuple[str, ...]) -> None:
        """From now on the finders of these slots share one scan of each text that all of them read."""
        rules = [[rule for slot in slots for rule in self.rules(slot)] for slots in parts]
        sweep = Sweep(rules, self.patterns)
        for number, slots in enumerate(parts):
            self._finders[slots] = Finder(rules[number], sweep, number)

    @property
    def rest(self) -> tuple[Any, ...]:
        """All that is no mention rule: clause rules, word lists, tables; equal where they say the same."""
        return self._clauses, self._lexicons, self._tables

    @cached_property
    def clause_rules(self) -> ClauseRules:
        """What ``rules/clauses/`` says: ``rulebook.clause_rules.decide(facts)``."""
        return ClauseRules(self._clauses, self._lexicons)

    def lexicon(self, name: str) -> Lexicon:
        """The word list ``rules/lexicons/NAME.txt``; raises :class:`RuleError` if there is none."""
        if name not in self._lexicons:
            raise RuleError(f"没有词表 lexicons/{name}.txt", f"there is no word list lexicons/{name}.txt")
        return Lexicon(name, self._lexicons[name])

    def has_table(self, name: str) -> bool:
        """Whether the rulebook has this table; one made for a trial may do without a directory."""
        return name in self._tables

    def table(self, name: str) -> list[dict[str, Any]]:
        """The rows of ``tables/NAME.yaml`` (or ``calendar/``, ``directory/``); raises :class:`RuleError` if none."""
        if name not in self._tables:
            raise RuleError(f"没有数据表 {name}.yaml", f"there is no table {name}.yaml")
        return self._tables[name]


def load_rulebook(directory: Path, cache: Path | None = None) -> Rulebook:
    """The rulebook in ``directory``; raises :class:`RuleError` with every fault of every file.

    The parsed rules are kept in the folder ``cache`` (default: the user's cache folder) and read from there next time.
    """
    files = list_files(directory)
    folder = cache or cache_folder()
    kept = cache_file(folder, directory) if folder else None
    book = _cached(kept, files) if kept else None
    if book is None:
        from pipeline.rulebook.source import read_source  # with YAML and all its checks: only where rules are read anew

        data = pack(read_source(directory, files, folder))
        if kept:
            write_cache(kept, files, data)
        book = unpack(data)
    if kept:
        book.patterns = Patterns(kept.with_name(kept.name.replace("rules-", "patterns-")))
    return book


def _cached(kept: Path, files: Sequence[RuleFile]) -> Rulebook | None:
    data = read_cache(kept, files)
    try:
        return unpack(data) if data else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def pack(source: Source) -> dict[str, Any]:
    """What a rulebook needs at run time, as JSON can hold it: no examples, names filled in."""
    return {
        "version": source.version,
        "rules": [[getattr(rule, name) for name in FIELDS] for rule in source.rules],
        "clauses": [[getattr(rule, name) for name in _CLAUSE_FIELDS] for rule in source.clause_rules],
        "lexicons": source.lexicons,
        "tables": source.tables,
    }


def unpack(data: dict[str, Any]) -> Rulebook:
    """The rulebook that was packed."""
    rules = []
    for order, values in enumerate(data["rules"]):
        kept = dict(zip(FIELDS, values, strict=True))
        shape = shape_from(kept["shape"])
        kept |= {"anchors": tuple(kept["anchors"]), "window": Window(*kept["window"]), "shape": shape}
        rules.append(MentionRule(order=order, **kept))
    clauses = []
    for order, values in enumerate(data["clauses"]):
        kept = dict(zip(_CLAUSE_FIELDS, values, strict=True))
        clauses.append(ClauseRule(order=order, **(kept | {"when": tuple(kept["when"])})))
    return Rulebook(data["version"], rules, clauses, data["lexicons"], data["tables"])


def shape_from(values: Sequence[Any]) -> Shape:
    """The shape that JSON has made a list of."""
    first, near, needs = values
    return Shape(first, {anchor: Near(*each) for anchor, each in near.items()}, needs)
