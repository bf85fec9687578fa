"""A line of the ledger, and how it is read out of the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from pipeline.codec import obligation_to_dict
from pipeline.model import Bearer, Deadline, Obligation, Penalty, Quota, Span
from pipeline.store.cursor import NEVER, Place, cursor_of
from pipeline.store.filters import Filter
from pipeline.store.lifecycle import OPEN
from pipeline.store.project import UNDATED
from pipeline.store.tables import bearers, documents, names, obligations, penalties

__all__ = ["COLUMNS", "Entry", "light_of", "place", "read_entries"]

COLUMNS = [*obligations.c, documents.c.path]
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the obligation as it is in force on the day asked for, and how it stands then.

    ``due`` is when it falls due (what recurs: next), ``days_left`` negative when late; None where nothing is due.
    ``machine`` is what the machine says where a person corrected it; ``cursor`` the place of the line for paging.
    """

    item: Obligation
    id: str
    document: str
    document_id: str
    number: str | None
    state: str
    assigned_to: str | None
    due: str | None
    days_left: int | None
    light: str | None
    extended: bool
    machine: Any = None
    cursor: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The contract's fields, and the line's own: id, document, number, due, days left, state, light."""
        return {
            "id": self.id,
            "document": self.document,
            "document_id": self.document_id,
            "number": self.number,
            "due": self.due,
            "days_left": self.days_left,
            "state": self.state,
            "light": self.light,
            "assigned_to": self.assigned_to,
        } | {name: value for name, value in obligation_to_dict(self.item).items() if name != "id"}


def light_of(state: str, due: date | None, as_of: date, soon: date) -> str | None:
    """Red when late, yellow when due by the day ``soon``, green after it, grey without a date; none once it is over."""
    if state not in OPEN:
        return None
    if due is None:
        return "grey"
    return "red" if due < as_of else "yellow" if due <= soon else "green"


def read_entries(
    connection: Connection, rows: Sequence[tuple[Row[Any], str | None]], as_of: date, soon: date | None = None
) -> list[Entry]:
    """Lines out of rows of :data:`COLUMNS` with their due dates; bearers and penalties are fetched for all at once."""
    soon = soon or Filter(as_of).soon()
    contents = sorted({row.content_id for row, _ in rows})
    who = _grouped(connection, _BEARERS, contents)
    costs = _grouped(connection, _PENALTIES, contents)
    return [
        _entry(row, due, as_of, soon, who.get(row.content_id, ()), costs.get(row.content_id, ())) for row, due in rows
    ]


def _entry(row: Row[Any], due: str | None, as_of: date, soon: date, who: Iterable[Any], costs: Iterable[Any]) -> Entry:
    day = date.fromisoformat(due[:10]) if due else None
    days_left = (day - as_of).days if day else None
    return Entry(
        item=_obligation(row, who, costs),
        id=row.uid,
        document=row.path,
        document_id=row.document_uid,
        number=row.number,
        state=row.state,
        assigned_to=row.assigned_to,
        due=due,
        days_left=days_left,
        light=light_of(row.state, day, as_of, soon),
        extended=row.rrule is None and due is not None and due != row.deadline_due,
        machine=row.machine,
        cursor=cursor_of(place(row, due)),
    )


def place(row: Row[Any], due: str | None) -> Place:
    """Where a row stands in the order of the ledger, with the date on which it falls due (what recurs: next)."""
    return Place(row.due_key == UNDATED, due or NEVER, row.document_uid, row.span_start, row.uid)


def _obligation(row: Row[Any], who: Iterable[Any], costs: Iterable[Any]) -> Obligation:
    return Obligation(
        span=Span(row.span_start, row.span_end),
        quote=row.quote,
        kind=row.kind,
        bearers=tuple(map(_bearer, who)),
        action=row.action,
        deadline=_deadline(row) if row.deadline_kind else None,
        report_to=row.report_to,
        deliverable=row.deliverable,
        instrument=row.instrument,
        section=tuple(row.section),
        condition=row.condition,
        legal_basis=tuple(row.legal_basis),
        penalties=tuple(
            Penalty(
                each.kind, each.text, each.target, each.min, each.max, each.unit, each.base, each.per,
                _span(each.span_start, each.span_end), each.cap, each.confidence,
            )
            for each in costs
        ),
        reported_by=row.reported_by,
        confidence=row.confidence,
        id=row.uid,
    )  # fmt: skip


def _bearer(row: Row[Any]) -> Bearer:
    span = _span(row.span_start, row.span_end)
    return Bearer(row.text, row.role, row.source, span, row.canonical or None, row.confidence)


def _deadline(row: Row[Any]) -> Deadline:
    return Deadline(
        text=row.deadline_text,
        kind=row.deadline_kind,
        start=row.deadline_start,
        due=row.deadline_due,
        rrule=row.rrule,
        duration=row.duration,
        business_days=row.business_days,
        anchor=row.anchor,
        quota=Quota(row.quota_min, row.quota_max, row.quota_per) if row.quota_per else None,
        span=_span(row.deadline_span_start, row.deadline_span_end),
        provisional=row.provisional,
        confidence=row.deadline_confidence,
    )


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _grouped(connection: Connection, query: Any, contents: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for start in range(0, len(contents), _CHUNK):
        for row in connection.execute(query, {"contents": contents[start : start + _CHUNK]}):
            found.setdefault(row.content_id, []).append(row)
    return found


def _by_content(table: Any, *more: Any) -> Any:
    from sqlalchemy import bindparam

    wanted = table.c.content_id.in_(bindparam("contents", expanding=True))
    return select(*table.c, *more).where(wanted).order_by(table.c.content_id, table.c.pos)


_BEARERS = _by_content(bearers, names.c.text, names.c.canonical).join_from(bearers, names)
_PENALTIES = _by_content(penalties)
