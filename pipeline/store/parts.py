"""What narrows a question beside clocks, kind, state and due date, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, case, exists, false, func, literal_column, not_, or_, select, text, true

from pipeline.store.escape import storable
from pipeline.store.filters import Filter
from pipeline.store.lifecycle import SETTLED
from pipeline.store.part import Part, looked_up
from pipeline.store.reach import bearing, borne_by, having, within
from pipeline.store.search import terms
from pipeline.store.searching import matching, matching_contents
from pipeline.store.spelling import ESCAPE, like, spellings
from pipeline.store.tables import documents, instruments, obligations, penalties

here = obligations.c
_BEFORE = obligations.alias("before")
_PROHIBITED: Any = text("obligations.known_to IS NULL AND obligations.kind = 'prohibition'")
# The few different words for who pays a fine, from one to the next by the index (which holds how they begin).
_BEGINS = func.substr(penalties.c.target, text("1"), text("100"))
_TARGETS = """
WITH RECURSIVE found(target) AS (
  SELECT min(substr(target, 1, 100)) FROM penalties WHERE kind = 'fine' AND target IS NOT NULL
  UNION ALL
  SELECT (SELECT min(substr(target, 1, 100)) FROM penalties
          WHERE kind = 'fine' AND target IS NOT NULL AND substr(target, 1, 100) > found.target)
  FROM found WHERE found.target IS NOT NULL
) SELECT target FROM found WHERE target LIKE :target ESCAPE :escape OR length(target) = 100
"""


def parts(asked: Filter, dialect: str) -> Iterator[Part]:
    """Unit, number, document, level, words, fine, certainty, news, and what little was known at the moment."""
    yield from _by_source(asked)
    yield from _by_unit(asked)
    yield from _by_what(asked, dialect)
    yield from _by_time(asked)


def _by_source(asked: Filter) -> Iterator[Part]:
    if asked.number is not None:
        by_number = here.number.in_(spellings(asked.number))
        leads = select(here.content_id).where(by_number, here.known_to.is_(None))
        yield Part(by_number, leads if asked.known_at is None else None, exact=True)
    if asked.document is not None:
        own = or_(documents.c.uid == asked.document, documents.c.path == asked.document)
        by_document = here.document_id.in_(select(documents.c.id).where(own))
        yield Part(by_document, select(here.content_id).where(by_document), exact=True)
    if asked.level is not None:
        yield _of_level(asked.level)


def _by_unit(asked: Filter) -> Iterator[Part]:
    if asked.who is not None:
        yield borne_by(asked.who)
    elif asked.unit is not None:
        yield having(asked.unit.strip())
    if asked.bearer is not None:
        yield bearing(asked.bearer)
    if asked.within is not None:
        yield within(asked.within)


def _by_what(asked: Filter, dialect: str) -> Iterator[Part]:
    if asked.kinds_wanted() == ("prohibition",):
        leads = select(here.content_id).where(_PROHIBITED)
        yield Part(here.kind == "prohibition", leads if asked.known_at is None else None, exact=True)
    if asked.fine_from is not None:
        yield _costs(asked.fine_from, asked.fine_on)
    if asked.fine_on is not None:
        yield _costs_whom(asked.fine_on)
    if asked.min_confidence:
        yield Part(or_(here.confidence.is_(None), here.confidence >= asked.min_confidence))
    if asked.search is not None:
        wanted = terms(asked.search)
        yield _holds(dialect, wanted) if wanted else Part(false())


def _holds(dialect: str, wanted: list[str]) -> Part:
    """All of the words; the index of SQLite can't be asked for one content, but is quick to list them all."""
    found = matching_contents(dialect, wanted)
    if dialect == "sqlite":
        return Part(here.content_id.in_(found), found, exact=True)
    return Part(looked_up(*matching(wanted, here.content_id)), found, exact=True)


def _by_time(asked: Filter) -> Iterator[Part]:
    if asked.known_at is not None:
        yield Part(true(), select(here.content_id).where(here.known_from <= asked.known_at), exact=True)
    now = asked.known_at is None
    if asked.done_from is not None:
        yield Part(_is_done(asked.done_from.isoformat()))
    if asked.in_time is not None:
        yield Part(and_(here.state.in_(SETTLED), is_timely() if asked.in_time else not_(is_timely())))
    if (moment := asked.new_since) is not None:
        yield Part(_is_new(moment), select(here.content_id).where(here.known_from > moment) if now else None)
    if (moment := asked.changed_since) is not None:
        # Whatever changed has a row that was known no longer from then on: few, however much is new.
        ended = _BEFORE.c.known_to > moment
        leads = select(here.content_id).where(here.uid.in_(select(_BEFORE.c.uid).where(ended)))
        yield Part(_is_changed(moment), leads if now else None, size=select(_BEFORE.c.known_to).where(ended))


def _of_level(level: str) -> Part:
    this = instruments.c
    imposing = (this.document_id == here.document_id, this.idx == here.instrument)
    leads = select(here.content_id).join_from(instruments, obligations, and_(*imposing)).where(this.level == level)
    return Part(looked_up(*imposing, this.level == level), leads, exact=True)


def _costs(amount: int, target: str | None) -> Part:
    """A fine in yuan that can reach the amount, on whoever's name holds the target."""
    this = penalties.c
    reach = or_(this.max >= Decimal(amount), and_(this.max.is_(None), this.min.is_not(None)))
    found = [this.content_id == here.content_id, this.kind == "fine", this.unit == "CNY", reach]
    if target is not None:
        found.append(this.target.like(like(storable(target)), escape=ESCAPE))
    # What the fine may reach stands in the row itself: of most rows nothing else has to be looked at.
    high = and_(here.fine.is_not(None), here.fine >= Decimal(amount))
    leads = select(here.content_id).where(high, here.known_to.is_(None))
    return Part(and_(high, looked_up(*found)), leads)


def _costs_whom(target: str) -> Part:
    this = penalties.c
    pattern = like(storable(target))
    mine = (this.content_id == here.content_id, this.kind == "fine", this.target.like(pattern, escape=ESCAPE))
    begun = text(_TARGETS).bindparams(target=pattern, escape=ESCAPE).columns(this.target).subquery()
    fines = (this.kind == "fine", this.target.is_not(None), _BEGINS.in_(select(begun.c.target)))
    return Part(looked_up(*mine), select(this.content_id).where(*fines))


def _is_done(first: str) -> Any:
    """Done on the day or later: what was closed since, not by the day of that but by that on which it was done."""
    late = done_on().where(_BEFORE.c.valid_from < first).exists()
    return and_(here.state.in_(SETTLED), here.valid_from >= first, or_(here.state == "done", ~late))


def is_timely() -> Any:
    """Done on the day on which it was due, or before; what has no date is never late."""
    before = func.coalesce(done_on().limit(1).scalar_subquery(), here.valid_from)
    return func.substr(here.due_key, 1, 10) >= case((here.state == "closed", before), else_=here.valid_from)


def done_on() -> Select[Any]:
    """From which day the line at hand stood as done before it was closed: all rows of a line are written at once."""
    # As no index has it: a line has few rows, a moment may have thousands.
    moment = literal_column("''").concat(_BEFORE.c.known_from)
    mine = (
        _BEFORE.c.uid == here.uid, moment == here.known_from, _BEFORE.c.valid_to == here.valid_from,
        _BEFORE.c.state == "done",
    )  # fmt: skip
    return select(_BEFORE.c.valid_from).where(*mine).correlate(obligations)


def _is_new(moment: str) -> Any:
    """Nothing of it was known before the moment."""
    before = obligations.alias()
    known = exists().where(before.c.uid == here.uid, before.c.known_from <= moment)
    return and_(here.known_from > moment, ~known)


def _is_changed(moment: str) -> Any:
    """At the moment it was due at another date than now; that an occurrence was ticked off since is no other date."""
    before = obligations.alias().c
    other_date = or_(before.due_key != here.due_key, before.recurrence != here.recurrence)
    other = exists().where(
        before.uid == here.uid, before.known_from <= moment, before.known_to > moment,
        before.valid_to == here.valid_to, before.dealt_through.is_not_distinct_from(here.dealt_through), other_date,
    )  # fmt: skip
    return and_(here.known_from > moment, other)
