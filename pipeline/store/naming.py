"""The dimension of bearers' names: each wording once, found again through a memory of those already written."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from pipeline.model import Bearer, Obligation
from pipeline.store.bulk import Batch, free_ids
from pipeline.store.escape import storable
from pipeline.store.tables import names
from pipeline.store.tombstones import count_tombstones

Name = tuple[str, str]
_CHUNK = 500


class Names:
    """Name → number. What a transaction adds counts only once :meth:`keep` says that it was committed.

    A purge takes names out, and their numbers may come again: then everything is looked up anew.
    """

    def __init__(self) -> None:
        self._kept: dict[Name, int] = {}
        self._fresh: dict[Name, int] = {}
        self._purges = 0

    def prepare(self, connection: Connection, wanted: Iterable[Name], batch: Batch) -> None:
        """Look up the wanted names, and put those that are new into the batch."""
        self._fresh = {}
        if (purges := count_tombstones(connection)) != self._purges:
            self._kept, self._purges = {}, purges
        missing = sorted({name for name in wanted if name not in self._kept})
        self._look_up(connection, missing)
        new = [name for name in missing if name not in self._fresh]
        for number, name in zip(free_ids(connection, names, len(new)) if new else (), new, strict=True):
            self._fresh[name] = number
            batch.add(names, {"id": number, "text": storable(name[0]), "canonical": storable(name[1])})

    def __getitem__(self, name: Name) -> int:
        """The number of a prepared name."""
        number = self._kept.get(name)
        return self._fresh[name] if number is None else number

    def keep(self) -> None:
        """The transaction was committed."""
        self._kept |= self._fresh

    def _look_up(self, connection: Connection, missing: list[Name]) -> None:
        for start in range(0, len(missing), _CHUNK):
            words = [text for text, _ in missing[start : start + _CHUNK]]
            rows = connection.execute(
                select(names.c.id, names.c.text, names.c.canonical).where(names.c.text.in_(words))
            )
            found = {(text, canonical): number for number, text, canonical in rows}
            self._fresh |= {name: found[name] for name in missing[start : start + _CHUNK] if name in found}


def name_of(bearer: Bearer) -> Name:
    """What tells a name from another."""
    return bearer.text, bearer.canonical or ""


def names_in(items: Iterable[Obligation]) -> set[Name]:
    """All bearers' names in these obligations."""
    return {name_of(bearer) for item in items for bearer in item.bearers}
