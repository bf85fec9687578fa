"""Word lists: ``rules/lexicons/NAME.txt``, one term a line, ``#`` comments, an optional tab and a canonical name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.rulebook.faults import Fault


@dataclass(frozen=True)
class Lexicon:
    """A word list. ``canonical`` maps every term to its canonical name, itself where the file gives none."""

    name: str
    canonical: Mapping[str, str]

    @cached_property
    def terms(self) -> frozenset[str]:
        """All terms as they may stand in a text."""
        return frozenset(self.canonical)

    def __contains__(self, term: object) -> bool:
        return term in self.canonical

    def __len__(self) -> int:
        return len(self.canonical)


def parse_lexicon(file: str, lines: Iterable[str]) -> tuple[dict[str, str], list[Fault]]:
    """The terms of one file and what is wrong with it; a term stands once, its name after one tab."""
    terms: dict[str, str] = {}
    faults: list[Fault] = []
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        term, _, canonical = line.partition("\t")
        fault = _line_fault(term, canonical, terms)
        if fault:
            faults.append(Fault(file, *fault, key=term.strip(), line=number))
        else:
            terms[term] = canonical or term
    return terms, faults


def _line_fault(term: str, canonical: str, terms: Mapping[str, str]) -> tuple[str, str] | None:
    if not term:
        return "缺词条", "the term is missing"
    if term != term.strip() or canonical != canonical.strip():
        return "词条首尾不能有空格（提示：只用一个制表符）", "spaces around a term (hint: one tab before its name)"
    if "\t" in canonical:
        return "一行最多两栏（提示：更多栏请用 rules/tables/）", "at most two columns (hint: or use rules/tables/)"
    if term in terms:
        return "词条重复（提示：删去一处）", "the term stands twice (hint: drop one)"
    return None
