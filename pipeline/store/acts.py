"""What persons do to the ledger: acts of the lifecycle and corrections, each an event in the chain of its document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from pipeline.errors import StoreError
from pipeline.store.cells import checked_due
from pipeline.store.effects import RETRACTED, by_machine, standing_acts
from pipeline.store.events import Event, tie
from pipeline.store.faults import explain
from pipeline.store.fitness import unfit
from pipeline.store.group import Group
from pipeline.store.known import events_of, lock_document_of
from pipeline.store.lifecycle import check_act
from pipeline.store.naming import Names
from pipeline.store.opening import Store
from pipeline.store.project import ledger_of
from pipeline.store.recurrence import around
from pipeline.store.stamps import next_stamp
from pipeline.store.types import to_json

# What a person may correct; where the evidence lies is the machine's to say.
CORRECTABLE = (
    "kind", "bearers", "action", "deadline", "report_to", "deliverable", "instrument", "section", "condition",
    "legal_basis", "penalties", "reported_by",
)  # fmt: skip
_SHAPES = {
    "bearers": '[{"text": "市应急局"}]',
    "deadline": '{"kind": "by", "text": "3月底前", "due": "2024-03-31"}',
    "penalties": '[{"kind": "fine", "text": "处五千元罚款", "min": 5000, "max": 5000, "unit": "CNY"}]',
    "section": '["一、工作要求"]',
    "legal_basis": '["《消防法》第六十条"]',
}
_TRIES = 3
# A link is undone as a whole, by the link; what a calendar told is told otherwise by the calendar.
_NOT_UNDONE = (RETRACTED, "uncorrected", "extracted")


@dataclass(frozen=True)
class Desk:
    """Where a person works on the ledger; the caller brings the clock, and says who it is and by which way."""

    store: Store
    clock: Callable[[], datetime]
    actor: str
    origin: str
    # What else is written with it, or not at all: the pages' own record of who did what.
    beside: Callable[[Connection], None] | None = None

    def act(self, uid: str, kind: str, on: date, note: str = "", **data: Any) -> Event:
        """Put an act of the lifecycle into the ledger, e.g. ``act(uid, "extended", day, "经批准", due="2024-04-30")``.

        Gives the event as it was chained. Raises StoreError where there is no such obligation, or where the act can't
        happen in its state.
        """
        for name in ("due", "date"):
            if name in data:
                checked_due(data[name])
        return self._put(Event(kind, to_json(data), uid, on.isoformat(), self.actor, self.origin, note))

    def undo(self, uid: str, on: date, note: str = "", seq: int | None = None) -> Event:
        """Take back the last act or correction on an obligation (or the one of this number); nothing is erased.

        Raises StoreError where there is nothing to take back.
        """
        data = {} if seq is None else {"seq": seq}
        return self._put(Event(RETRACTED, to_json(data), uid, on.isoformat(), self.actor, self.origin, note))

    def correct(self, uid: str, fields: Mapping[str, Any], on: date, note: str = "") -> Event:
        """Say what an obligation's fields really are, in the contract's JSON; it outlives every re-extraction."""
        _check_fields(fields)
        event = Event(
            "corrected", to_json({"fields": dict(fields)}), uid, on.isoformat(), self.actor, self.origin, note
        )
        return self._put(event)

    def uncorrect(self, uid: str, fields: list[str], on: date, note: str = "") -> Event:
        """Take corrections of these fields back: what the machine says counts again."""
        event = Event("uncorrected", to_json({"fields": fields}), uid, on.isoformat(), self.actor, self.origin, note)
        return self._put(event)

    def _put(self, event: Event) -> Event:
        for attempt in range(1, _TRIES + 1):
            try:
                return self._transaction(event)
            except IntegrityError as error:
                if attempt == _TRIES:
                    raise explain(error, self.store.where) from error
            except SQLAlchemyError as error:
                raise explain(error, self.store.where) from error
        raise AssertionError

    def _transaction(self, event: Event) -> Event:
        with self.store.transaction(durable=True) as connection:
            known = lock_document_of(connection, event.obligation or "")
            if known is None:
                raise no_such(event.obligation or "")
            chain = events_of(connection, known.id)
            event = _complete(event, chain)
            _check(event, chain)
            now = next_stamp(connection, self.clock())
            placed = tie(event, known.uid, known.head, now)
            Group(connection, now, self.actor, self.origin, Names(), {}).apply(known, chain, [placed], known.run_id)
            if self.beside:
                self.beside(connection)
            return placed


def no_such(uid: str) -> StoreError:
    """The error for an id that the ledger doesn't have."""
    return StoreError(f"台账里没有这一条：{uid}", f"the ledger has no such item: {uid}")


def _complete(event: Event, chain: list[Event]) -> Event:
    """What the ledger itself knows to say with an act: the due date before an extension, the act to take back."""
    if event.kind == "extended":
        rows = ledger_of(chain).get(event.obligation or "", [])
        old = next(
            (row.due for row in rows if row.standing.valid_from <= (event.on or "") < row.standing.valid_to), None
        )
        return replace(event, payload=to_json({"old": old} | event.data))
    if event.kind == RETRACTED and "seq" not in event.data:
        mine = [each for each in chain if each.obligation == event.obligation]
        if left := _undoable(mine):
            return replace(event, payload=to_json({"seq": left[-1]}))
    return event


def _check(event: Event, chain: list[Event]) -> None:
    """Raise StoreError where the event can't follow on this chain."""
    if event.obligation not in ledger_of(chain):
        raise StoreError(f"{event.obligation} 已不在台账里", f"{event.obligation} is no longer in the ledger")
    mine = [each for each in chain if each.obligation in (event.obligation, None) and each.kind != "extracted"]
    if event.kind in ("corrected", "uncorrected"):
        check_correction(event, chain)
    elif event.kind == RETRACTED:
        _check_undo(event, mine)
    else:
        check_act(event, mine)
        if event.kind == "occurrence":
            _check_occurrence(event, chain)


def _check_occurrence(event: Event, chain: list[Event]) -> None:
    """What is ticked off must be a day on which it is due; a slip of the pen would pass over all before it."""
    uid, told = event.obligation or "", event.data["date"][:10]
    deadline = ledger_of(chain)[uid][0].content.item.deadline
    if deadline is None or not deadline.rrule:
        raise StoreError(f"{uid} 不是周期性任务，没有各期", f"{uid} does not recur: it has no occurrences")
    bounds = [date.fromisoformat(each[:10]) if each else None for each in (deadline.start, deadline.due)]
    near = [each[:10] for each in around(deadline.rrule, date.fromisoformat(told), *bounds)]
    if told not in near:
        raise StoreError(
            f"{uid} 没有 {told} 这一期（{deadline.text}）；临近的是 {'、'.join(near) or '无'}",
            f"{uid} is not due on {told} ({deadline.text}); near it: {', '.join(near) or 'none'}",
        )


def _check_undo(event: Event, mine: list[Event]) -> None:
    if event.data.get("seq") not in _undoable(mine):
        raise StoreError(f"{event.obligation} 没有可撤回的办理", f"{event.obligation} has no act to take back")


def _undoable(mine: list[Event]) -> list[int]:
    """The numbers of the persons' acts on an obligation that still count, oldest first."""
    acts = [each for each in standing_acts(mine) if each.obligation and not by_machine(each)]
    return [each.seq for each in acts if each.kind not in _NOT_UNDONE]


def _check_fields(fields: Mapping[str, Any]) -> None:
    if unknown := sorted(set(fields) - set(CORRECTABLE)):
        names = ", ".join(unknown)
        raise StoreError(f"不能更正这些字段：{names}", f"these fields can't be corrected: {names}")
    if not fields:
        raise StoreError("没有要更正的字段", "there is no field to correct")


def _shapes_of(fields: Mapping[str, Any]) -> str:
    """How what is corrected must be written, e.g. ``bearers=[{"text": "市应急局"}]``."""
    return "；".join(f"{name}={_SHAPES[name]}" for name in fields if name in _SHAPES)


def check_correction(event: Event, chain: list[Event]) -> None:
    """The corrected obligation must be one that could be written, field by field."""
    try:
        fault = unfit(ledger_of([*chain, event])[event.obligation or ""][0].content.item)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        if shapes := _shapes_of(event.data.get("fields", {})):
            raise StoreError(f"更正的写法不对，应当是 {shapes}", f"write the correction as {shapes}") from error
        fault = str(error)
    if fault:
        raise StoreError(f"更正的内容不合契约：{fault}", f"the correction doesn't fit the contract: {fault}")
