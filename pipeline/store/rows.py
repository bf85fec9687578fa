"""Obligations and events as rows: every field of the contract at its place (documents: see ``document_rows.py``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.model import Bearer, Deadline, Obligation, Penalty
from pipeline.store.cells import Row, checked_due, span_cells, words
from pipeline.store.escape import storable
from pipeline.store.events import Event
from pipeline.store.project import RECURRING, Version
from pipeline.store.streams import ENDED, recurrence_key, stream_of
from pipeline.store.types import to_json

_BOUNDLESS = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Place:
    """What a row of the ledger needs to know beside its version: its document, its run, since when it is known."""

    document_id: int
    document_uid: str
    run_id: int
    known_from: str


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
        "assigned_to": words(standing.assigned_to),
        "stream": stream_of(item.kind, standing.state),
        "recurrence": recurrence_of(version, day),
        "fine": figure(fine_of(item)),
        "due_key": version.due_key,
        "due_date": day,
        "due_time": clock,
        "dealt_through": standing.dealt_through,
        "kind": item.kind,
        **span_cells("span", item.span),
        "quote": storable(item.quote),
        "action": words(item.action),
        "report_to": words(item.report_to),
        "deliverable": words(item.deliverable),
        "instrument": item.instrument,
        "number": words(version.content.number),
        "section": to_json(item.section),
        "condition": words(item.condition),
        "legal_basis": to_json(item.legal_basis),
        "reported_by": words(item.reported_by),
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


def recurrence_of(version: Version, until: str | None) -> str | None:
    """By what it recurs, where its next date depends on the day asked about."""
    deadline = version.content.item.deadline
    if version.due_key != RECURRING or deadline is None or deadline.rrule is None:
        return None
    if version.standing.dealt_through is not None:
        return ENDED
    return recurrence_key(deadline.rrule, checked_due(deadline.start)[0], until)


def bearer_row(content_id: int, pos: int, bearer: Bearer, name_id: int) -> Row:
    """One who must act."""
    return {
        "content_id": content_id,
        "pos": pos,
        "name_id": name_id,
        "role": bearer.role,
        "source": bearer.source,
        "confidence": bearer.confidence,
        **span_cells("span", bearer.span),
    }


def penalty_row(content_id: int, pos: int, penalty: Penalty, figure: Callable[[Any], Any]) -> Row:
    """One thing that a breach costs; ``figure`` fits a decimal to the driver."""
    return {
        "content_id": content_id,
        "pos": pos,
        "kind": penalty.kind,
        "text": storable(penalty.text),
        "target": words(penalty.target),
        "min": figure(penalty.min),
        "max": figure(penalty.max),
        "unit": penalty.unit,
        "base": words(penalty.base),
        "per": words(penalty.per),
        "cap": figure(penalty.cap),
        "confidence": penalty.confidence,
        **span_cells("span", penalty.span),
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


def _deadline(deadline: Deadline) -> Row:
    quota = deadline.quota
    return {
        "deadline_text": storable(deadline.text),
        "deadline_kind": deadline.kind,
        "deadline_start": words(deadline.start),
        "deadline_due": words(deadline.due),
        "start_date": checked_due(deadline.start)[0],
        "rrule": deadline.rrule,
        "duration": deadline.duration,
        "business_days": deadline.business_days,
        "anchor": words(deadline.anchor),
        "quota_min": quota.min if quota else None,
        "quota_max": quota.max if quota else None,
        "quota_per": quota.per if quota else None,
        **span_cells("deadline_span", deadline.span),
        "provisional": deadline.provisional,
        "deadline_confidence": deadline.confidence,
    }
