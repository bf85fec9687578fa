"""A filter as conditions on the table of obligations. No user's text gets into SQL but as a bound value."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from pipeline.store.escape import storable
from pipeline.store.filters import KINDS, Filter
from pipeline.store.reach import bearing, within
from pipeline.store.search import fold, terms
from pipeline.store.searching import matching
from pipeline.store.tables import bearers, documents, names, obligations, penalties

Condition = ColumnElement[bool]
_ESCAPE = "\\"
here = obligations.c


def conditions(asked: Filter, dialect: str) -> list[Condition]:
    """Everything but the due date: the two clocks, kind, state, unit, number, document, words, fine."""
    found = [*clocks(asked)]
    kinds = asked.kinds_wanted()
    if set(kinds) != set(KINDS):
        found.append(here.kind.in_(kinds))
    if asked.states is not None:
        found.append(here.state.in_(asked.states))
    if asked.number is not None:
        found.append(here.number.in_(spellings(asked.number)))
    if asked.document is not None:
        found.append(or_(here.document_uid == asked.document, _in_document(asked.document)))
    if asked.unit is not None:
        found.append(_has_unit(asked.unit))
    if asked.bearer is not None:
        found.append(bearing(asked.bearer))
    if asked.within is not None:
        found.append(within(asked.within))
    if asked.fine_from is not None:
        found.append(_costs(asked.fine_from))
    if asked.min_confidence:
        found.append(or_(here.confidence.is_(None), here.confidence >= asked.min_confidence))
    if asked.search is not None:
        wanted = terms(asked.search)
        found.append(matching(dialect, wanted) if wanted else false())
    return found


def clocks(asked: Filter) -> list[Condition]:
    """The rows that hold on the day asked about, as known now or at the moment given."""
    day = asked.as_of.isoformat()
    on_day = [here.valid_from <= day, here.valid_to > day]
    if asked.known_at is None:
        return [here.known_to.is_(None), *on_day]
    at = asked.known_at
    return [here.known_from <= at, or_(here.known_to.is_(None), here.known_to > at), *on_day]


def spellings(number: str) -> list[str]:
    """A document number as the ledger may write it: as given, and with full-width brackets and no spaces.

    >>> spellings("云消 [2024] 7号")[-1]
    '云消〔2024〕7号'
    """
    plain = "".join(number.split())
    year = next(
        (
            plain.replace(a, "〔").replace(b, "〕")
            for a, b in ("()", "（）", "[]", "【】", "［］", "﹝﹞")
            if a in plain
        ),
        plain,
    )
    return list(dict.fromkeys([number, plain, year]))


def like(text: str) -> str:
    """A pattern for LIKE that finds the text anywhere, its own wildcards taken literally."""
    for special in (_ESCAPE, "%", "_"):
        text = text.replace(special, _ESCAPE + special)
    return f"%{text}%"


def _has_unit(unit: str) -> Condition:
    """A bearer whose words or directory name hold the text: ``大队`` finds ``各大队``."""
    pattern = like(storable(unit.strip()))
    called = or_(names.c.text.like(pattern, escape=_ESCAPE), names.c.canonical.like(pattern, escape=_ESCAPE))
    bearing = select(bearers.c.content_id).where(bearers.c.name_id.in_(select(names.c.id).where(called)))
    return or_(here.content_id.in_(bearing), here.assigned_to.like(pattern, escape=_ESCAPE))


def _in_document(document: str) -> Condition:
    return here.document_id.in_(select(documents.c.id).where(documents.c.path == document))


def _costs(amount: int) -> Condition:
    """A fine in yuan that can reach the amount."""
    this = penalties.c
    figure = or_(this.max >= Decimal(amount), and_(this.max.is_(None), this.min.is_not(None)))
    return exists().where(this.content_id == here.content_id, this.kind == "fine", this.unit == "CNY", figure)


__all__ = ["Condition", "conditions", "fold", "here", "like", "spellings"]
