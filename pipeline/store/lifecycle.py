"""The life of a duty as an office keeps it: 立项 → 交办 → 签收 → 反馈 → (延期, 退回) → 办结 → 销号."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.errors import StoreError
from pipeline.store.effects import in_order, standing_acts
from pipeline.store.events import BEGINNING, Event

__all__ = ["ACTS", "BEGINNING", "DERIVED", "END", "OPEN", "STATES", "Standing", "check_act", "standing_on", "timeline"]

END = "9999-12-31"

# state → (中文, English); those that still ask something of somebody come first.
STATES = {
    "registered": ("立项", "registered"),
    "assigned": ("已交办", "assigned"),
    "acknowledged": ("已签收", "acknowledged"),
    "in_progress": ("办理中", "in progress"),
    "returned": ("已退回", "returned"),
    "done": ("已办结", "done"),
    "closed": ("已销号", "closed"),
    "cancelled": ("已撤销", "cancelled"),
    "superseded": ("已被替代", "superseded"),
    "lapsed": ("已失效", "lapsed"),
}
OPEN = ("registered", "assigned", "acknowledged", "in_progress", "returned")
SETTLED = ("done", "closed")
_ENDED = ("closed", "cancelled", "superseded", "lapsed")

# event → (中文, the state that it leads to (None: as it was), the states that it may happen in)
ACTS: dict[str, tuple[str, str | None, tuple[str, ...]]] = {
    "assigned": ("交办", "assigned", OPEN),
    "acknowledged": ("签收", "acknowledged", OPEN),
    "progress": ("反馈", "in_progress", OPEN),
    "extended": ("延期", None, OPEN),
    "occurrence": ("本期办结", None, OPEN),
    "returned": ("退回", "returned", (*OPEN, "done", *_ENDED)),
    "done": ("办结", "done", OPEN),
    "closed": ("销号", "closed", ("done",)),
    "cancelled": ("撤销", "cancelled", (*OPEN, "done")),
    "superseded": ("替代", "superseded", (*OPEN, "done")),
    "lapsed": ("失效", "lapsed", OPEN),
}
# Acts that only the ledger itself puts on record: a document's end follows from documents (see ``effects.py``).
DERIVED = ("lapsed",)
OCCURRENCE_STATUSES = ("done", "missed")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a duty stands on the days ``[valid_from, valid_to)``: state, who it was given to, a due date put in place.

    ``dealt_through`` is the last occurrence of what recurs that was done or given up.
    """

    valid_from: str = BEGINNING
    valid_to: str = END
    state: str = "registered"
    assigned_to: str | None = None
    extended_to: str | None = None
    dealt_through: str | None = None


def timeline(events: Iterable[Event]) -> list[Standing]:
    """The standings that the acts on one obligation make, oldest first and without a gap.

    Acts count by the day on which they happened, then by the order in which they were recorded. An act that could not
    happen in the state of its day (a later recorded one may have changed it) says nothing, nor does one taken back.
    """
    pieces = [Standing()]
    acts = [event for event in standing_acts(events) if event.kind in ACTS]
    for event in in_order(acts):
        last = pieces[-1]
        after = _after(last, event)
        if after is last:
            continue
        day = max(event.on or BEGINNING, last.valid_from)
        before = [] if day == last.valid_from else [replace(last, valid_to=day)]
        pieces = [*pieces[:-1], *before, replace(after, valid_from=day)]
    return pieces


def standing_on(pieces: Iterable[Standing], day: str) -> Standing:
    """The one standing that holds on the day."""
    return next(piece for piece in pieces if piece.valid_from <= day < piece.valid_to)


def check_act(event: Event, before: Iterable[Event]) -> None:
    """Raise StoreError where the act can't happen: 销号 of what is not 办结, 签收 of what is closed."""
    if event.kind not in ACTS or event.kind in DERIVED:
        known = [kind for kind in ACTS if kind not in DERIVED]
        raise StoreError(
            f"没有这种办理动作：{event.kind}（可用：{'、'.join(known)}）",
            f"no such act: {event.kind} (known: {', '.join(known)})",
        )
    zh, _, allowed = ACTS[event.kind]
    _check_said(event)
    state = standing_on(timeline(before), event.on or BEGINNING).state
    if state not in allowed:
        raise StoreError(
            f"{event.obligation} 在 {event.on} {STATES[state][0]}，不能{zh}",
            f"{event.obligation} is {STATES[state][1]} on {event.on}: it can't be {event.kind}",
        )


def _check_said(event: Event) -> None:
    """What has to be said with an act: to whom, until when, which occurrence, on what evidence."""
    data = event.data
    needed = {
        "assigned": ("to", "交办要写明交给谁", "assigned: say to whom"),
        "extended": ("due", "延期要写明新的期限", "extended: say until when"),
        "occurrence": ("date", "要写明是哪一期", "say which occurrence"),
    }
    if event.kind in needed and not data.get(needed[event.kind][0]):
        raise StoreError(*needed[event.kind][1:])
    if event.kind == "occurrence" and data.get("status", "done") not in OCCURRENCE_STATUSES:
        raise StoreError("一期要么办结 done，要么未办 missed", "an occurrence is done or missed")
    if event.kind in ("closed", "extended", "returned", "cancelled") and not _reason(event):
        zh = ACTS[event.kind][0]
        raise StoreError(f"{zh}要在说明里写明依据或理由", f"{event.kind}: name the evidence or the reason in a note")


def _reason(event: Event) -> str:
    """The evidence of a 销号, the approver of an extension, or the note in their place."""
    named = event.data.get({"closed": "evidence", "extended": "approver"}.get(event.kind, ""), "")
    return f"{named}{event.note}".strip()


def _after(standing: Standing, event: Event) -> Standing:
    _, state, allowed = ACTS[event.kind]
    if standing.state not in allowed:
        return standing
    data = event.data
    dealt = max(standing.dealt_through or "", data["date"]) if event.kind == "occurrence" else standing.dealt_through
    return replace(
        standing,
        state=state or standing.state,
        assigned_to=data.get("to", standing.assigned_to) if event.kind == "assigned" else standing.assigned_to,
        extended_to=data["due"] if event.kind == "extended" else standing.extended_to,
        dealt_through=dealt,
    )
