"""A question as its asker means it: asked as ``duban ledger`` asks it, within the visitor's reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from pipeline.errors import StoreError
from pipeline.ledger.lights import soon_until
from pipeline.ledger.questions import Questions
from pipeline.ledger.units import NameBook, directory_for, profile_of
from pipeline.store.filters import Filter
from pipeline.store.queries_documents import document_named
from pipeline.web.questions import Question
from pipeline.web.rulebooks import Books
from pipeline.web.visitor import Visitor


def meant(connection: Connection, asked: Question, who: Visitor) -> Filter:
    """The filter for a question. Raises ConfigError where our own unit is asked for and none is known."""
    options, day = asked.options(), asked.day(who.site.today())
    document = str(options.pop("document", "")) or None
    wanted = questions_of(who).meant(connection, options, day)
    return replace(wanted, within=who.within, document=document and _document(connection, document))


def questions_of(who: Visitor) -> Questions:
    """The ledger's questions, over the directory that the site has read."""
    return Questions(who.site.store, who.site.settings, lambda: who.site.tools.get("names", lambda: _names(who)))


def outstanding(who: Visitor) -> Filter:
    """What is outstanding today, as far as the visitor may see it."""
    day = who.site.today()
    return Filter(day, within=who.within, soon_until=soon_on(who, day))


def soon_on(who: Visitor, day: date) -> date:
    """The last day that counts as soon."""
    return soon_until(who.site.settings, day)


def _document(connection: Connection, name: str) -> str:
    """The id of the document of that name; where there is none or several, the name, under which nothing is found."""
    try:
        return document_named(connection, name)
    except StoreError:
        return name


def _names(who: Visitor) -> NameBook:
    return NameBook(directory_for(Books(who.site).book(), profile_of(who.site.settings)))
