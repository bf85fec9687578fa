"""A filter as conditions on the table of obligations. No user's text gets into SQL but as a bound value."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from pipeline.store.filters import Filter
from pipeline.store.parts import parts
from pipeline.store.regions import clocks, on_the_day
from pipeline.store.tables import obligations

Condition = ColumnElement[bool]
here = obligations.c


def conditions(asked: Filter, dialect: str) -> list[Condition]:
    """Everything but the due date: the two clocks, kind, state, and what :func:`narrowing` says."""
    return [*on_the_day(asked), *narrowing(asked, dialect)]


def narrowing(asked: Filter, dialect: str) -> list[Condition]:
    """What narrows beside clocks, kind, state and due date: unit, number, document, level, words, fine, news."""
    return [part.condition for part in parts(asked, dialect)]


__all__ = ["Condition", "clocks", "conditions", "here", "narrowing"]
