"""The chain that a duty stands in: 国家局 → 总队 → 支队 → 大队, from its source down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pipeline.ledger.book import ACCEPTED, APPLIED, SUGGESTED
from pipeline.ledger.deciding import LinkRow, list_links
from pipeline.store.entries import Entry
from pipeline.store.queries import by_id

_IN = (APPLIED, ACCEPTED)
_MOST = 8
_OF_ITEMS = ("cascade", "same", "digest", "amendment")


@dataclass(frozen=True, slots=True)
class Step:
    """One duty of the chain: ``depth`` 0 at the top; ``link`` is how it hangs on the one above it."""

    depth: int
    entry: Entry | None
    item: str
    document: str
    link: LinkRow | None
    others: tuple[LinkRow, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain values by name."""
        return {
            "depth": self.depth,
            "item": self.item,
            "document": self.document,
            "entry": self.entry.to_dict() if self.entry else None,
            "link": self.link.to_dict() if self.link else None,
            "others": [each.to_dict() for each in self.others],
        }


@dataclass(frozen=True, slots=True)
class Near:
    """What stands around a duty: ``above`` from the source down, ``below`` what hangs on it, ``more`` beyond those."""

    above: tuple[Step, ...]
    below: tuple[Step, ...]
    more: int


def trace(
    connection: Connection, uid: str, as_of: date, suggested: bool = True, soon: date | None = None
) -> list[Step]:
    """The chain of a duty, from its source down. ``suggested`` shows links that nobody has decided on too."""
    states = (*_IN, SUGGESTED) if suggested else _IN
    top = _top(connection, uid, states)
    return list(_down(connection, top, 0, None, lambda item: by_id(connection, item, as_of, soon=soon), states, set()))


def near(connection: Connection, uid: str, as_of: date, soon: date | None = None) -> Near:
    """What a duty comes from, up to its source, and what comes of it; links that nobody has decided on too."""
    states = (*_IN, SUGGESTED)
    above = [
        Step(0, by_id(connection, each.to_item or "", as_of, soon=soon), each.to_item or "", each.to_name, each)
        for each in _up(connection, uid, states)
    ]
    found = [each for each in list_links(connection, states, item=uid) if each.to_item == uid]
    below = [
        Step(1, by_id(connection, each.from_item or "", as_of, soon=soon), each.from_item or "", each.from_name, each)
        for each in found[:_MOST]
    ]
    return Near(tuple(reversed(above)), tuple(below), len(found) - len(below))


def _top(connection: Connection, uid: str, states: tuple[str, ...]) -> str:
    links = list(_up(connection, uid, states))
    return (links[-1].to_item or uid) if links else uid


def _up(connection: Connection, uid: str, states: tuple[str, ...]) -> Iterator[LinkRow]:
    """The links from a duty up to its source, one above the other."""
    seen = {uid}
    while True:
        up = [
            link
            for link in list_links(connection, states, item=uid)
            if link.kind in _OF_ITEMS and link.from_item == uid and link.to_item and link.to_item not in seen
        ]
        if not up:
            return
        yield up[0]
        uid = up[0].to_item or ""
        seen.add(uid)


def _down(
    connection: Connection,
    uid: str,
    depth: int,
    link: LinkRow | None,
    entry_of: Callable[[str], Entry | None],
    states: tuple[str, ...],
    seen: set[str],
) -> Iterator[Step]:
    seen.add(uid)
    found = list_links(connection, states, item=uid)
    others = tuple(each for each in found if each.to_item == uid and each.kind not in _OF_ITEMS)
    entry = entry_of(uid)
    name = link.from_name if link else next((each.to_name for each in found if each.to_item == uid), None)
    yield Step(depth, entry, uid, name or (entry.document if entry else uid), link, others)
    for each in sorted(found, key=lambda row: (row.from_document, row.from_item or "")):
        if each.to_item == uid and each.from_item and each.kind in _OF_ITEMS and each.from_item not in seen:
            yield from _down(connection, each.from_item, depth + 1, each, entry_of, states, seen)
