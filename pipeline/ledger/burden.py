"""多头报送: the same data that several masters ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pipeline.link.likeness import core, least, words_alike
from pipeline.resolve.directory import Directory
from pipeline.store.entries import Entry
from pipeline.store.filters import Filter
from pipeline.store.queries import ledger

_REPORTS = re.compile("报送|上报|报告|填报|报表|上交|提交|报[^名警考到]")
_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Burden:
    """One and the same reporting: what is asked for, by which masters, and the lines that ask for it."""

    what: str
    masters: tuple[str, ...]
    bearers: tuple[str, ...]
    entries: tuple[Entry, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values by name."""
        return {
            "what": self.what,
            "masters": list(self.masters),
            "bearers": list(self.bearers),
            "items": [entry.to_dict() for entry in self.entries],
        }


def burden(connection: Connection, directory: Directory, as_of: date, asked: Filter | None = None) -> list[Burden]:
    """What is outstanding and asked for by two masters or more, the most asked for first.

    The same words (names and dates apart), reported to different units or asked for by different documents' issuers.
    """
    lines = [entry for entry in ledger(connection, asked or Filter(as_of)) if _reports(entry)]
    issuers = _issuers(connection, lines)
    found = [_burden(group, issuers, directory) for group in _groups(lines)]
    many = [each for each in found if each.bearers]
    return sorted(many, key=lambda each: (-len(each.masters), each.entries[0].id))


def _reports(entry: Entry) -> bool:
    item = entry.item
    return bool(item.report_to or item.deliverable or _REPORTS.search(item.quote)) and item.kind == "obligation"


def _groups(lines: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Lines of like words together; only those that share a mark are compared."""
    by_mark: dict[int, list[int]] = {}
    group_of = list(range(len(lines)))
    cores = [core(entry.item) for entry in lines]

    def root(at: int) -> int:
        while group_of[at] != at:
            at = group_of[at]
        return at

    for at, words in enumerate(cores):
        for mark in least(words):
            for other in by_mark.setdefault(mark, []):
                if root(at) != root(other) and words_alike(words, cores[other]) >= _ALIKE:
                    group_of[max(root(at), root(other))] = min(root(at), root(other))
            by_mark[mark].append(at)
    groups: dict[int, list[Entry]] = {}
    for at, entry in enumerate(lines):
        groups.setdefault(root(at), []).append(entry)
    yield from (group for group in groups.values() if len(group) > 1)


def _burden(group: Sequence[Entry], issuers: dict[str, str | None], directory: Directory) -> Burden:
    """The units of whom two masters ask it, and only the lines that ask them."""
    asked: dict[str, dict[str, list[Entry]]] = {}
    for entry in group:
        master = issuers.get(entry.document_id) or entry.item.report_to or entry.document
        for unit in _units(entry, directory):
            asked.setdefault(unit, {}).setdefault(master, []).append(entry)
    burdened = {unit: by for unit, by in asked.items() if len(by) > 1}
    masters = {master for by in burdened.values() for master in by}
    lines = {entry.id: entry for by in burdened.values() for same in by.values() for entry in same}
    group = [lines[uid] for uid in sorted(lines)] or group
    what = next((entry.item.deliverable for entry in group if entry.item.deliverable), None)
    return Burden(what or group[0].item.quote, tuple(sorted(masters)), tuple(sorted(burdened)), tuple(group))


def _units(entry: Entry, directory: Directory) -> set[str]:
    """Each unit that has to report: the members of a collective one by one."""
    found: set[str] = set()
    for bearer in entry.item.bearers:
        name = bearer.canonical or bearer.text
        found |= {unit.name for unit in directory.members(name)} or {name}
    return found


def _issuers(connection: Connection, lines: Sequence[Entry]) -> dict[str, str | None]:
    from sqlalchemy import select

    from pipeline.store.tables import documents

    wanted = sorted({entry.document_id for entry in lines})
    found: dict[str, str | None] = {}
    for start in range(0, len(wanted), 500):
        query = select(documents.c.uid, documents.c.issuer).where(documents.c.uid.in_(wanted[start : start + 500]))
        found.update((row.uid, row.issuer) for row in connection.execute(query))
    return found
