"""Records as rows: every field of the contract at its place, text escaped, figures as the driver takes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipeline.errors import StoreError
from pipeline.model import Bearer, Deadline, Header, Obligation, Penalty, Record, Span
from pipeline.store.escape import storable
from pipeline.store.events import Event
from pipeline.store.project import RECURRING, Version, deadline_parts
from pipeline.store.streams import recurrence_key, stream_of
from pipeline.store.types import plain_number, to_json

Row = dict[str, Any]
_BOUNDLESS = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Place:
    """What a row of the ledger needs to know beside its version: its document, its run, since when it is known."""

    document_id: int
    document_uid: str
    run_id: int
    known_from: str


def document_row(record: Record, sha256: str) -> Row:
    """The header's columns; ids, run and chain are the writer's."""
    header = record.header
    return {
        "sha256": sha256,
        "path": storable(record.document.path),
        "encoding": storable(record.document.encoding),
        "title": _words(header.title),
        "number": _words(header.number),
        "issuer": _words(header.issuer),
        "date": _words(header.date),
        "reference_date": _day_or_none(header.date),
        "type": _words(header.type),
        "addressees": to_json(header.addressees),
        "cc": to_json(header.cc),
        "marks": to_json(header.marks),
    }


def header_values(header: Header) -> Row:
    """The header's columns as SQLAlchemy takes them, for an update."""
    day = _day_or_none(header.date)
    return {
        "title": header.title,
        "number": header.number,
        "issuer": header.issuer,
        "date": header.date,
        "reference_date": date.fromisoformat(day) if day else None,
        "type": header.type,
        "addressees": header.addressees,
        "cc": header.cc,
        "marks": header.marks,
    }


def instrument_rows(record: Record, document_id: int) -> list[Row]:
    """The cited instruments in their order."""
    return [
        {
            "document_id": document_id,
            "idx": index,
            "number": _words(each.number),
            "title": _words(each.title),
            "issuer": _words(each.issuer),
            "date": _words(each.date),
            **_span("span", each.span),
        }
        for index, each in enumerate(record.instruments)
    ]


def relation_rows(record: Record, document_id: int) -> list[Row]:
    """How the document stands to those it cites."""
    return [
        {
            "document_id": document_id,
            "pos": pos,
            "kind": each.kind,
            "instrument": each.instrument,
            **_span("span", each.span),
        }
        for pos, each in enumerate(record.relations)
    ]


def watched_rows(record: Record, document_id: int) -> list[Row]:
    """The items that are watched and not yet due."""
    return [
        {"document_id": document_id, "pos": pos, "quote": storable(each.quote), **_span("span", each.span)}
        for pos, each in enumerate(record.watch)
    ]


def obligation_row(uid: str, version: Version, place: Place, figure: Callable[[Any], Any]) -> Row:
    """One row of the ledger; its id and its content's are the writer's. ``figure`` fits a decimal to the driver."""
    item, standing = version.content.item, version.standing
    day, clock = checked_due(version.due)
    machine = version.content.machine
    return {
        "uid": uid,
        "document_id": place.document_id,
        "document_uid": place.document_uid,
        "run_id": place.run_id,
        "known_from": place.known_from,
        "valid_from": standing.valid_from,
        "valid_to": standing.valid_to,
        "state": standing.state,
        "assigned_to": _words(standing.assigned_to),
        "stream": stream_of(item.kind, standing.state),
        "recurrence": _recurrence(version, day),
        "fine": figure(fine_of(item)),
        "due_key": version.due_key,
        "due_date": day,
        "due_time": clock,
        "dealt_through": standing.dealt_through,
        "kind": item.kind,
        **_span("span", item.span),
        "quote": storable(item.quote),
        "action": _words(item.action),
        "report_to": _words(item.report_to),
        "deliverable": _words(item.deliverable),
        "instrument": item.instrument,
        "number": _words(version.content.number),
        "section": to_json(item.section),
        "condition": _words(item.condition),
        "legal_basis": to_json(item.legal_basis),
        "reported_by": _words(item.reported_by),
        "confidence": item.confidence,
        "business_days": False,
        "provisional": False,
        "machine": None if machine is None else to_json(machine),
        **(_deadline(item.deadline) if item.deadline else {}),
    }


def fine_of(item: Obligation) -> Decimal | None:
    """The most that a breach may cost in yuan: without an upper bound more than anybody asks for."""
    fines = [each for each in item.penalties if each.kind == "fine" and each.unit == "CNY"]
    most = [each.max if each.max is not None else _BOUNDLESS for each in fines if each.max or each.min]
    return max(most, default=None)


def _recurrence(version: Version, until: str | None) -> str | None:
    deadline = version.content.item.deadline
    if version.due_key != RECURRING or deadline is None or deadline.rrule is None:
        return None
    return recurrence_key(deadline.rrule, checked_due(deadline.start)[0], until, version.standing.dealt_through)


def bearer_row(content_id: int, pos: int, bearer: Bearer, name_id: int) -> Row:
    """One who must act."""
    return {
        "content_id": content_id,
        "pos": pos,
        "name_id": name_id,
        "role": bearer.role,
        "source": bearer.source,
        "confidence": bearer.confidence,
        **_span("span", bearer.span),
    }


def penalty_row(content_id: int, pos: int, penalty: Penalty, figure: Callable[[Any], Any]) -> Row:
    """One thing that a breach costs; ``figure`` fits a decimal to the driver."""
    return {
        "content_id": content_id,
        "pos": pos,
        "kind": penalty.kind,
        "text": storable(penalty.text),
        "target": _words(penalty.target),
        "min": figure(penalty.min),
        "max": figure(penalty.max),
        "unit": penalty.unit,
        "base": _words(penalty.base),
        "per": _words(penalty.per),
        "cap": figure(penalty.cap),
        "confidence": penalty.confidence,
        **_span("span", penalty.span),
    }


def event_row(document_id: int, event: Event) -> Row:
    """One link of a chain."""
    return {
        "document_id": document_id,
        "seq": event.seq,
        "obligation": event.obligation,
        "kind": event.kind,
        "on_date": event.on,
        "recorded_at": event.recorded_at,
        "actor": storable(event.actor),
        "origin": storable(event.origin),
        "note": storable(event.note),
        "payload": storable(event.payload),
        "prev_hash": event.prev_hash,
        "hash": event.hash,
    }


def figures(dialect: str) -> Callable[[Any], Any]:
    """How this database's driver takes a decimal."""
    return plain_number if dialect == "sqlite" else _as_is


@lru_cache(maxsize=4096)
def checked_due(due: str | None) -> tuple[str | None, str | None]:
    """Date and time of a due date; StoreError where it is no ISO 8601 date, for a wrong date is worse than none."""
    day, clock = deadline_parts(due)
    try:
        if day:
            date.fromisoformat(day)
        if clock:
            time.fromisoformat(clock)
    except ValueError:
        raise StoreError(f"期限不是合法日期：{due}", f"the due date is no date: {due}") from None
    return day, clock


def _deadline(deadline: Deadline) -> Row:
    quota = deadline.quota
    return {
        "deadline_text": storable(deadline.text),
        "deadline_kind": deadline.kind,
        "deadline_start": _words(deadline.start),
        "deadline_due": _words(deadline.due),
        "start_date": checked_due(deadline.start)[0],
        "rrule": deadline.rrule,
        "duration": deadline.duration,
        "business_days": deadline.business_days,
        "anchor": _words(deadline.anchor),
        "quota_min": quota.min if quota else None,
        "quota_max": quota.max if quota else None,
        "quota_per": quota.per if quota else None,
        **_span("deadline_span", deadline.span),
        "provisional": deadline.provisional,
        "deadline_confidence": deadline.confidence,
    }


def _span(name: str, span: Span | None) -> Row:
    return {f"{name}_start": span.start, f"{name}_end": span.end} if span else {}


def _words(text: str | None) -> str | None:
    return None if text is None else storable(text)


def _day_or_none(day: str | None) -> str | None:
    try:
        return date.fromisoformat(day[:10]).isoformat() if day else None
    except ValueError:
        return None


def _as_is(value: Any) -> Any:
    return value
