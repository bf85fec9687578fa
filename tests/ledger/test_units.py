"""Units in questions: their names are those of now, whoever wrote them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import text

from pipeline.ledger.units import NameBook
from pipeline.resolve.directory import Directory
from pipeline.rulebook import Rulebook
from pipeline.store.filters import Filter
from pipeline.store.opening import Store
from pipeline.store.purge import purge
from pipeline.store.queries import ledger
from pipeline.store.writer import Writer
from tests.store.factory import Clock, notice


def test_a_unit_is_asked_for_by_the_names_of_now(store: Store, rulebook: Rulebook) -> None:
    """One name went by a purge, another came: as many as before, under the same numbers."""
    book, clock = NameBook(Directory.of(rulebook)), Clock()

    def asked(unit: str) -> list[str]:
        with store.reading() as connection:
            who = book.who(connection, unit)
            return [entry.document for entry in ledger(connection, replace(Filter(date(2024, 4, 1)), who=who))]

    Writer(store, clock, group=1).add(notice("甲队"))
    assert asked("甲队") == ["甲队.txt"]
    with store.reading() as connection:
        uid = connection.execute(text("SELECT uid FROM documents")).scalar_one()
    purge(store, uid, "误收", "", clock)
    Writer(store, clock, group=1).add(notice("乙队"))
    assert (asked("甲队"), asked("乙队")) == ([], ["乙队.txt"])
