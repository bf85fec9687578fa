"""The ledger's questions in one place: the command line, the pages and the notebooks all ask here.

>>> # with Questions.open(settings) as ask: ask.overdue(unit="青禾县消防救援大队")

Every answer is a list of entries (``pipeline.store.entries.Entry``); :meth:`Questions.frame` makes a table of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from pipeline.ledger.units import NameBook, directory_for, profile_of
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from pipeline.settings import Settings
from pipeline.store import queries
from pipeline.store.entries import Entry
from pipeline.store.filters import KINDS, Filter
from pipeline.store.opening import Store, read_ledger

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Questions:
    """A ledger to ask, with the directory and the settings by which it is understood."""

    store: Store
    book: NameBook
    settings: Settings

    @classmethod
    @contextmanager
    def open(cls, settings: Settings) -> Iterator[Questions]:
        """The ledger of the settings, for reading."""
        with read_ledger(settings.db) as store:
            yield cls.over(store, settings)

    @classmethod
    def over(cls, store: Store, settings: Settings) -> Questions:
        """The same over a store that is open already."""
        rulebook = load_rulebook(rules_folder(settings.rules))
        return cls(store, NameBook(directory_for(rulebook, profile_of(settings))), settings)

    def ask(self, asked: Filter, unit: str | None = None, subtree: bool = False, ours: bool = False) -> list[Entry]:
        """Any question; ``unit`` as the directory knows it, with what falls on it collectively."""
        with self.store.reading() as connection:
            return queries.ledger(connection, self.understood(connection, asked, unit, subtree, ours))

    def count(self, asked: Filter, unit: str | None = None, subtree: bool = False, ours: bool = False) -> int:
        """How many lines would answer."""
        with self.store.reading() as connection:
            return queries.count(connection, self.understood(connection, asked, unit, subtree, ours))

    def outstanding(self, as_of: date, **more: Any) -> list[Entry]:
        """Every duty that asks something of somebody on the day."""
        return self._ask(as_of, {}, more)

    def overdue(self, as_of: date, **more: Any) -> list[Entry]:
        """What is late."""
        return self._ask(as_of, {"overdue": True}, more)

    def due_within(self, as_of: date, days: int, **more: Any) -> list[Entry]:
        """What falls due from the day on, within so many days."""
        return self._ask(as_of, {"due_after": as_of, "due_before": as_of + timedelta(days=days)}, more)

    def ours(self, as_of: date, **more: Any) -> list[Entry]:
        """What is outstanding and falls on our own unit (setting ``unit``)."""
        return self._ask(as_of, {}, more | {"ours": True})

    def by_instrument(self, as_of: date, number: str, **more: Any) -> list[Entry]:
        """What the document of this number imposes."""
        return self._ask(as_of, {"number": number, "kinds": KINDS}, more)

    def by_level(self, as_of: date, level: str, **more: Any) -> list[Entry]:
        """What issuers of a level impose: state, province, city, county or town."""
        return self._ask(as_of, {"level": level}, more)

    def fined(self, as_of: date, yuan: int, on: str | None = None, **more: Any) -> list[Entry]:
        """Breaches that may cost so much or more, ``on`` whom (单位, 个人)."""
        return self._ask(as_of, {"fine_from": yuan, "fine_on": on}, more)

    def new_since(self, as_of: date, moment: str, **more: Any) -> list[Entry]:
        """What came into the ledger after the moment (as ``pipeline.store.stamps`` writes it)."""
        return self._ask(as_of, {"new_since": moment, "kinds": KINDS}, more)

    def changed_dates(self, as_of: date, moment: str, **more: Any) -> list[Entry]:
        """What is due at another date than it was at the moment."""
        return self._ask(as_of, {"changed_since": moment}, more)

    def search(self, as_of: date, words: str, **more: Any) -> list[Entry]:
        """Full text: every word has to be found."""
        return self._ask(as_of, {"search": words}, more)

    def understood(
        self, connection: Connection, asked: Filter, unit: str | None, subtree: bool = False, ours: bool = False
    ) -> Filter:
        """The question with the unit looked up and the last day that counts as soon."""
        from pipeline.ledger.lights import soon_until

        who = asked.who
        if ours:
            who = self.book.ours(connection, profile_of(self.settings), subtree)
        elif unit is not None:
            who = self.book.who(connection, unit, subtree)
        soon = asked.soon_until or soon_until(self.settings, asked.as_of)
        return replace(asked, who=who, unit=None if unit is not None else asked.unit, soon_until=soon)

    @staticmethod
    def frame(entries: Iterable[Entry]) -> DataFrame:
        """The entries as a pandas table, a row each: dates as dates, bearers and penalties as lists."""
        import pandas

        rows = [entry.to_dict() for entry in entries]
        table = pandas.DataFrame(rows)
        if rows:
            table["due_date"] = pandas.to_datetime(table["due"].str[:10], errors="coerce")
        return table

    def _ask(self, as_of: date, asked: dict[str, Any], more: dict[str, Any]) -> list[Entry]:
        who = {name: more.pop(name) for name in ("unit", "subtree", "ours") if name in more}
        return self.ask(Filter(as_of, **(asked | more)), **who)
