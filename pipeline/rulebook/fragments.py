"""Named pieces of patterns: ``{date.ymd}`` is the entry ``ymd`` of ``rules/fragments/date.yaml``.

``{lexicon.units/heads}`` stands for any term of that word list, the longest first. A regular expression's own braces
(``{1,3}``) never look like that, since a name begins with a letter and has a dot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_NAME = re.compile(r"\{([A-Za-z_][\w-]*\.[\w/.-]+)\}")
LEXICON = "lexicon."
_Tree = dict[str, "_Tree"]


def names_in(pattern: str) -> tuple[str, ...]:
    """The names that a pattern uses, in order, each once: ``('date.ymd',)``."""
    return tuple(dict.fromkeys(_NAME.findall(pattern)))


def alternation(terms: Iterable[str]) -> str:
    """A pattern for any of the terms, the longest that fits, so that 消防救援大队 is not read as 消防救援.

    Shared beginnings are written once, which makes long lists several times faster than a plain ``a|b|c``.

    >>> alternation(['市局', '市', '县局'])
    '(?:县局|市(?:局)?)'
    """
    tree: _Tree = {}
    for term in terms:
        node = tree
        for char in term:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branches(tree)


def _branches(node: _Tree) -> str:
    """The rest of a term after what leads to ``node``; ``""`` among the keys says that a term may end here."""
    parts = [re.escape(char) + _rest(node[char]) for char in sorted(node) if char]
    if len(parts) == 1 and "" not in node:
        return parts[0]
    return f"(?:{'|'.join(parts)}){'?' if '' in node else ''}"


def _rest(node: _Tree) -> str:
    return "" if set(node) == {""} else _branches(node)


@dataclass
class Fragments:
    """Fills names in; ``problems`` collects the names that don't exist and those that go in a circle."""

    texts: Mapping[str, str]
    lexicons: Mapping[str, Mapping[str, str]]
    _done: dict[str, str] = field(default_factory=dict)

    def fill(self, pattern: str, problems: list[str], inside: tuple[str, ...] = ()) -> str:
        """``pattern`` with every name replaced by its text in a group of its own."""
        return _NAME.sub(lambda match: self._one(match[1], problems, inside), pattern)

    def _one(self, name: str, problems: list[str], inside: tuple[str, ...]) -> str:
        if name in self._done:
            return self._done[name]
        if name.startswith(LEXICON):
            terms = self.lexicons.get(name.removeprefix(LEXICON))
            text = f"(?:{alternation(terms)})" if terms else None
        else:
            text = self.texts.get(name)
        if text is None or name in inside:
            problems.append(name)
            return ""
        filled = text if name.startswith(LEXICON) else f"(?:{self.fill(text, problems, (*inside, name))})"
        self._done[name] = filled
        return filled
