"""A filter as conditions on the table of obligations. No user's text gets into SQL but as a bound value."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, false, or_, select, union_all

from pipeline.store.escape import storable
from pipeline.store.filters import Filter, Who
from pipeline.store.reach import bearing, contents_bearing, contents_within, within
from pipeline.store.regions import clocks, on_the_day
from pipeline.store.search import terms
from pipeline.store.searching import matching_contents
from pipeline.store.tables import bearers, documents, instruments, names, obligations, penalties

Condition = ColumnElement[bool]
_ESCAPE = "\\"
# So many candidates are looked up one by one and sorted; of more, enough come along on a walk in due order.
MOST = 5000
here = obligations.c


def conditions(asked: Filter, dialect: str) -> list[Condition]:
    """Everything but the due date: the two clocks, kind, state, and what :func:`narrowing` says."""
    return [*on_the_day(asked), *narrowing(asked, dialect)]


def narrowing(asked: Filter, dialect: str) -> list[Condition]:
    """What narrows beside clocks, kind, state and due date: unit, number, document, level, words, fine, news."""
    found: list[Condition] = []
    if asked.number is not None:
        found.append(here.number.in_(spellings(asked.number)))
    if asked.document is not None:
        found.append(or_(here.document_uid == asked.document, _in_document(asked.document)))
    if asked.level is not None:
        found.append(_of_level(asked.level))
    if asked.who is not None:
        found.append(_borne_by(asked.who))
    elif asked.unit is not None:
        found.append(_has_unit(asked.unit))
    if asked.bearer is not None:
        found.append(bearing(asked.bearer))
    if asked.within is not None:
        found.append(within(asked.within))
    if asked.fine_from is not None or asked.fine_on is not None:
        found.append(_costs(asked.fine_from, asked.fine_on))
    if asked.min_confidence:
        found.append(or_(here.confidence.is_(None), here.confidence >= asked.min_confidence))
    if asked.search is not None:
        wanted = terms(asked.search)
        found.append(here.content_id.in_(matching_contents(dialect, wanted)) if wanted else false())
    if asked.new_since is not None:
        found.append(_is_new(asked.new_since))
    if asked.changed_since is not None:
        found.append(_is_changed(asked.changed_since))
    return found


def narrowed(connection: Connection, asked: Filter) -> list[int] | None:
    """The contents among which all answers are, where some part of the question leaves only a few; else None."""
    found: set[int] | None = None
    for query in _narrow(asked, connection.dialect.name):
        contents = list(connection.execute(query.limit(MOST + 1)).scalars())
        if len(contents) <= MOST:
            found = set(contents) if found is None else found & set(contents)
    return None if found is None else sorted(found)


def _narrow(asked: Filter, dialect: str) -> Iterator[Select[Any]]:
    now = [here.known_to.is_(None)] if asked.known_at is None else []
    if asked.document is not None:
        own = or_(documents.c.uid == asked.document, documents.c.path == asked.document)
        ids = select(documents.c.id).where(own)
        yield select(here.content_id).where(here.document_id.in_(ids), *now)
    if asked.number is not None and now:
        yield select(here.content_id).where(here.number.in_(spellings(asked.number)), *now)
    if asked.who is not None:
        yield _contents_of(asked.who)
    elif asked.unit is not None:
        yield _contents_called(*_called(asked.unit))
    if asked.bearer is not None:
        yield contents_bearing(asked.bearer)
    if asked.within:
        yield contents_within(asked.within)
    if asked.search is not None and (wanted := terms(asked.search)):
        yield matching_contents(dialect, wanted)
    if asked.new_since is not None and now:
        yield select(here.content_id).where(here.known_from > asked.new_since, *now)
    if asked.changed_since is not None and now:
        yield select(here.content_id).where(here.known_from > asked.changed_since, *now)


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


def _contents_of(who: Who) -> Select[Any]:
    mine = select(bearers.c.content_id).where(bearers.c.name_id.in_(sorted(who.names)))
    if not who.called:
        return mine
    given = select(here.content_id).where(here.assigned_to.in_(sorted(who.called)), here.assigned_to.is_not(None))
    both = union_all(mine, given).subquery()
    return select(both.c.content_id)


def _borne_by(who: Who) -> Condition:
    mine = exists().where(bearers.c.content_id == here.content_id, bearers.c.name_id.in_(sorted(who.names)))
    return or_(mine, here.assigned_to.in_(sorted(who.called))) if who.called else mine


def _has_unit(unit: str) -> Condition:
    """A bearer whose words or directory name hold the text: ``大队`` finds ``各大队``."""
    called, given = _called(unit)
    bearing = select(bearers.c.content_id).where(bearers.c.name_id.in_(select(names.c.id).where(called)))
    return or_(here.content_id.in_(bearing), given)


def _called(unit: str) -> tuple[Condition, Condition]:
    """The names that hold the text, and that a line was given to somebody whose name does."""
    pattern = like(storable(unit.strip()))
    called = or_(names.c.text.like(pattern, escape=_ESCAPE), names.c.canonical.like(pattern, escape=_ESCAPE))
    return called, here.assigned_to.like(pattern, escape=_ESCAPE)


def _contents_called(called: Condition, given: Condition) -> Select[Any]:
    bearing = select(bearers.c.content_id).where(bearers.c.name_id.in_(select(names.c.id).where(called)))
    assigned = select(here.content_id).where(given, here.assigned_to.is_not(None))
    both = union_all(bearing, assigned).subquery()
    return select(both.c.content_id)


def _in_document(document: str) -> Condition:
    return here.document_id.in_(select(documents.c.id).where(documents.c.path == document))


def _of_level(level: str) -> Condition:
    this = instruments.c
    return exists().where(this.document_id == here.document_id, this.idx == here.instrument, this.level == level)


def _costs(amount: int | None, target: str | None) -> Condition:
    """A fine in yuan that can reach the amount, on whoever's name holds the target."""
    this = penalties.c
    found = [this.content_id == here.content_id, this.kind == "fine"]
    if amount is not None:
        reach = or_(this.max >= Decimal(amount), and_(this.max.is_(None), this.min.is_not(None)))
        found += [this.unit == "CNY", reach]
    if target is not None:
        found.append(this.target.like(like(storable(target)), escape=_ESCAPE))
    costs = exists().where(*found)
    return and_(here.fine.is_not(None), costs) if amount is not None else costs


def _is_new(moment: str) -> Condition:
    """Nothing of it was known before the moment."""
    before = obligations.alias()
    known = exists().where(before.c.uid == here.uid, before.c.known_from <= moment)
    return and_(here.known_from > moment, ~known)


def _is_changed(moment: str) -> Condition:
    """At the moment it was due at another date than now."""
    before = obligations.alias().c
    other = exists().where(
        before.uid == here.uid, before.known_from <= moment, before.known_to > moment,
        before.valid_to == here.valid_to, before.due_key != here.due_key,
    )  # fmt: skip
    return and_(here.known_from > moment, other)


__all__ = ["Condition", "clocks", "conditions", "here", "like", "narrowed", "spellings"]
