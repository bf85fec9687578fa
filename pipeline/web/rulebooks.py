"""The rulebook in force as the pages show it: rules by slot, each with its file and examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline.resources import rules_folder
from pipeline.rulebook import Rulebook, load_rulebook
from pipeline.rulebook.records import MentionRule
from pipeline.stages import Extractor, extractor_by
from pipeline.web.site import Site
from pipeline.web.visitor import NotThereError

# A rule file's lists of examples, and what is said of a sentence in them.
_LISTS = {"matches": "match", "rejects": "reject", "misses": "miss"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A rule in a list."""

    id: str
    slot: str
    status: str
    priority: int
    description: str
    file: str


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence out of a rule file, what it finds in ‹ ›; ``kind`` is match, reject or miss, ``why`` the reason."""

    kind: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Books:
    """The rulebook of a service."""

    site: Site

    def folder(self) -> Path:
        """Where its files are."""
        return rules_folder(self.site.settings.rules)

    def book(self) -> Rulebook:
        """The rulebook as the stages use it."""
        return self.site.tools.get("rulebook", lambda: load_rulebook(self.folder()))

    def extractor(self) -> Extractor:
        """The extractor that the settings ask for."""
        return self.site.tools.get("extractor", lambda: extractor_by(self.site.settings))

    def all(self, words: str = "") -> list[Shown]:
        """The rules whose file holds the words; all of them for none."""
        shown = [_shown(rule) for rule in self.book().all_rules]
        return [rule for rule in shown if words in self._text(rule.file)] if words else shown

    def one(self, rule_id: str) -> tuple[Shown, str, list[Example]]:
        """A rule, its file's text and its examples. Raises NotThereError."""
        rule = next((each for each in self.all() if each.id == rule_id), None)
        if rule is None:
            raise NotThereError
        text = self._text(rule.file)
        return rule, text, list(_examples(text))

    def _text(self, file: str) -> str:
        return (self.folder() / file).read_text(encoding="utf-8-sig")


def _shown(rule: MentionRule) -> Shown:
    return Shown(rule.id, rule.slot, rule.status, rule.priority, rule.description, rule.file)


def _examples(text: str) -> Iterator[Example]:
    said: Any = yaml.safe_load(text)
    for name, kind in _LISTS.items():
        for each in said.get(name) or ():
            row = each if isinstance(each, dict) else {"text": each}
            yield Example(kind, str(row.get("text", "")), str(row.get("why", "")))
