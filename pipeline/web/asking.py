"""A question as its asker means it: units as the directory has them, soon as the settings say, within the reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from pipeline.ledger.lights import soon_until
from pipeline.ledger.units import NameBook, directory_for, profile_of
from pipeline.store.filters import Filter
from pipeline.web.questions import Question
from pipeline.web.rulebooks import Books
from pipeline.web.visitor import Visitor


def meant(connection: Connection, asked: Question, who: Visitor) -> Filter:
    """The filter for a question: as ``duban ledger`` asks it, within the visitor's reach."""
    day = asked.day(who.site.today())
    wanted = asked.filter(who.site.today(), who.within, soon_on(who, day))
    if not asked.unit:
        return wanted
    book = who.site.tools.get("names", lambda: _names(who))
    return replace(wanted, unit=None, who=book.who(connection, asked.unit, bool(asked.subtree)))


def outstanding(who: Visitor) -> Filter:
    """What is outstanding today, as far as the visitor may see it."""
    day = who.site.today()
    return Filter(day, within=who.within, soon_until=soon_on(who, day))


def soon_on(who: Visitor, day: date) -> date:
    """The last day that counts as soon."""
    return soon_until(who.site.settings, day)


def _names(who: Visitor) -> NameBook:
    return NameBook(directory_for(Books(who.site).book(), profile_of(who.site.settings)))
