"""The ledger's questions in one place: the command line, the pages and the notebooks all ask here.

>>> # with Questions.open(settings) as ask: ask.overdue(unit="青禾县消防救援大队")

Every answer is a list of entries (``pipeline.store.entries.Entry``); :meth:`Questions.frame` makes a table of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from pipeline.errors import ConfigError
from pipeline.ledger.asked import filter_of
from pipeline.ledger.lights import soon_until
from pipeline.ledger.units import NameBook, directory_for, profile_of
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from pipeline.settings import Settings
from pipeline.store import queries
from pipeline.store.entries import Entry
from pipeline.store.filters import KINDS, Filter
from pipeline.store.opening import Store, read_ledger
from pipeline.store.tallies import Tally, tally

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Questions:
    """A ledger to ask, with the directory and the settings by which it is understood."""

    store: Store
    settings: Settings
    # The directory is read where a question names a unit, and not before.
    names: Callable[[], NameBook]

    @classmethod
    @contextmanager
    def open(cls, settings: Settings) -> Iterator[Questions]:
        """The ledger of the settings, for reading."""
        with read_ledger(settings.db) as store:
            yield cls.over(store, settings)

    @classmethod
    def over(cls, store: Store, settings: Settings) -> Questions:
        """The same over a store that is open already."""

        @cache
        def names() -> NameBook:
            rulebook = load_rulebook(rules_folder(settings.rules))
            return NameBook(directory_for(rulebook, profile_of(settings)))

        return cls(store, settings, names)

    @property
    def book(self) -> NameBook:
        """The names of units as this ledger has them."""
        return self.names()

    def meant(self, connection: Connection, options: Mapping[str, Any], day: date) -> Filter:
        """The question of these options (``pipeline.ledger.asked``): its unit looked up, its light by the settings.

        Raises ConfigError where our own unit is asked for and no setting says which that is.
        """
        soon = soon_until(self.settings, day)
        asked = replace(filter_of(options, day, connection), soon_until=soon).lit(options.get("light"))
        ours = bool(options.get("ours"))
        if ours and not self.settings.unit:
            raise ConfigError("设置项 unit 还没有写本单位", "the setting unit doesn't say which unit is ours")
        return self.understood(connection, asked, options.get("unit"), bool(options.get("subtree")), ours)

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

    def by_kind(self, as_of: date, kind: str, **more: Any) -> list[Entry]:
        """What is of one kind: obligation, prohibition, sanction or permission."""
        return self._ask(as_of, {"kinds": (kind,)}, more)

    def by_unit(self, as_of: date, unit: str, subtree: bool = False, **more: Any) -> list[Entry]:
        """What falls on a unit, by itself or with others; with ``subtree`` on those below it too."""
        return self._ask(as_of, {}, more | {"unit": unit, "subtree": subtree})

    def counts(self, as_of: date, by: str, **more: Any) -> list[Tally]:
        """How many lines answer and how many of them are late, by one of ``pipeline.store.tallies.BY``."""
        asked, who = _split(as_of, {}, more)
        with self.store.reading() as connection:
            return tally(connection, self.understood(connection, asked, who.get("unit"), *_reach(who)), by)

    def search(self, as_of: date, words: str, **more: Any) -> list[Entry]:
        """Full text: every word has to be found."""
        return self._ask(as_of, {"search": words}, more)

    def understood(
        self, connection: Connection, asked: Filter, unit: str | None, subtree: bool = False, ours: bool = False
    ) -> Filter:
        """The question with the unit looked up and the last day that counts as soon."""
        who = asked.who
        if ours:
            who = self.book.ours(connection, profile_of(self.settings), subtree)
        elif unit is not None:
            who = self.book.who(connection, unit, subtree)
        soon = asked.soon_until or soon_until(self.settings, asked.as_of)
        return replace(asked, who=who, unit=None if unit is not None else asked.unit, soon_until=soon)

    @staticmethod
    def frame(entries: Iterable[Entry | Tally]) -> DataFrame:
        """Entries or counts as a pandas table, a row each: dates as dates, bearers and penalties as lists."""
        import pandas

        rows = [asdict(each) if isinstance(each, Tally) else each.to_dict() for each in entries]
        table = pandas.DataFrame(rows)
        if "due" in table:
            table["due_date"] = pandas.to_datetime(table["due"].str[:10], errors="coerce")
        return table

    def _ask(self, as_of: date, asked: dict[str, Any], more: dict[str, Any]) -> list[Entry]:
        question, who = _split(as_of, asked, more)
        return self.ask(question, who.get("unit"), *_reach(who))


def _split(as_of: date, asked: dict[str, Any], more: dict[str, Any]) -> tuple[Filter, dict[str, Any]]:
    """The question, and which unit it is about."""
    who: dict[str, Any] = {name: more[name] for name in ("unit", "subtree", "ours") if name in more}
    rest = {name: value for name, value in more.items() if name not in who}
    return Filter(as_of, **(asked | rest)), who


def _reach(who: Mapping[str, Any]) -> tuple[bool, bool]:
    return bool(who.get("subtree")), bool(who.get("ours"))
