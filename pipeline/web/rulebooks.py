"""The rulebook in force as the pages show it: rules by slot with their examples, read once for each version."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.resources import rules_folder
from pipeline.rulebook import Rulebook, load_rulebook
from pipeline.rulebook.clause_rules import ClauseRule
from pipeline.rulebook.records import Example, MentionRule
from pipeline.rulebook.source import Source, read_source
from pipeline.stages import Extractor
from pipeline.web.site import Site
from pipeline.web.visitor import NotThereError


@dataclass(frozen=True, slots=True)
class Shown:
    """A rule in a list."""

    id: str
    slot: str
    status: str
    priority: int
    examples: int
    description: str
    file: str


@dataclass(frozen=True, slots=True)
class Books:
    """The rulebook of a service."""

    site: Site

    def folder(self) -> Path:
        """Where its files are."""
        return rules_folder(self.site.settings.rules)

    def book(self) -> Rulebook:
        """The rulebook as the stages use it."""
        return self.site.memory.get("rulebook", lambda: load_rulebook(self.folder()))

    def extractor(self) -> Extractor:
        """An extractor by it."""
        return self.site.memory.get("extractor", lambda: Extractor(self.book()))

    def source(self) -> Source:
        """Its files as they are written."""
        return self.site.memory.get("rules source", lambda: read_source(self.folder()))

    def all(self, words: str = "") -> list[Shown]:
        """The rules whose id, description or examples hold the words; all of them for none."""
        source = self.source()
        examples: dict[str, list[Example]] = {}
        for example in source.examples:
            examples.setdefault(example.rule, []).append(example)
        every: list[MentionRule | ClauseRule] = [*source.rules, *source.clause_rules]
        shown = [_shown(rule, len(examples.get(rule.id, ()))) for rule in every]
        if not words:
            return shown
        return [
            rule
            for rule in shown
            if words in rule.id or words in rule.description or any(words in e.text for e in examples.get(rule.id, ()))
        ]

    def one(self, rule_id: str) -> tuple[Shown, str, list[Example]]:
        """A rule, its file's text and its examples. Raises NotThereError."""
        rule = next((each for each in self.all() if each.id == rule_id), None)
        if rule is None:
            raise NotThereError
        text = (self.folder() / rule.file).read_text(encoding="utf-8-sig")
        return rule, text, [each for each in self.source().examples if each.rule == rule_id]


def _shown(rule: MentionRule | ClauseRule, examples: int) -> Shown:
    about = rule.description or getattr(rule, "reason", "")
    return Shown(rule.id, rule.id.rpartition(".")[0], rule.status, rule.priority, examples, about, rule.file)
