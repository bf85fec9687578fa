"""Whether an obligation is what the contract allows: codes of their lists, texts that are text, dates that are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from pipeline.model import (
    Bearer,
    Deadline,
    DeadlineKind,
    Kind,
    Obligation,
    Penalty,
    PenaltyKind,
    PenaltyUnit,
    QuotaPer,
    Role,
    Source,
)
from pipeline.store.cells import checked_due
from pipeline.store.recurrence import parse


def unfit(item: Obligation) -> str | None:
    """What is wrong with it, by the contract's names; None for nothing. May raise ValueError or StoreError."""
    return next(_faults(item), None)


def _faults(item: Obligation) -> Any:
    yield from _one_of("kind", item.kind, Kind)
    yield from _texts(item, ("action", "report_to", "deliverable", "condition", "reported_by"))
    if not (item.instrument is None or type(item.instrument) is int):
        yield "instrument"
    for name in ("section", "legal_basis"):
        if not all(isinstance(each, str) for each in getattr(item, name)):
            yield name
    for bearer in item.bearers:
        yield from _bearer(bearer)
    for penalty in item.penalties:
        yield from _penalty(penalty)
    if item.deadline:
        yield from _deadline(item.deadline)


def _bearer(bearer: Bearer) -> Iterable[str]:
    yield from _text("bearers.text", bearer.text)
    yield from _texts(bearer, ("canonical",))
    yield from _one_of("bearers.role", bearer.role, Role)
    yield from _one_of("bearers.source", bearer.source, Source)


def _penalty(penalty: Penalty) -> Iterable[str]:
    yield from _text("penalties.text", penalty.text)
    yield from _texts(penalty, ("target", "base", "per"))
    yield from _one_of("penalties.kind", penalty.kind, PenaltyKind)
    if penalty.unit is not None:
        yield from _one_of("penalties.unit", penalty.unit, PenaltyUnit)


def _deadline(deadline: Deadline) -> Iterable[str]:
    yield from _text("deadline.text", deadline.text)
    yield from _texts(deadline, ("start", "due", "rrule", "duration", "anchor"))
    yield from _one_of("deadline.kind", deadline.kind, DeadlineKind)
    checked_due(deadline.start)
    checked_due(deadline.due)
    if deadline.rrule:
        parse(deadline.rrule)
    if deadline.quota:
        yield from _one_of("deadline.quota.per", deadline.quota.per, QuotaPer)


def _text(name: str, value: object) -> Iterable[str]:
    if not isinstance(value, str) or not value:
        yield name


def _texts(thing: object, names: Iterable[str]) -> Iterable[str]:
    for name in names:
        if not isinstance(getattr(thing, name), str | None):
            yield name


def _one_of(name: str, code: object, codes: Any) -> Iterable[str]:
    if code not in get_args(codes):
        yield f"{name} = {code}"
