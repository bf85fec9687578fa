"""From events to rows, by pure functions: what the ledger says follows from its documents' events alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from pipeline.codec import obligation_from_dict, obligation_to_dict
from pipeline.model import Obligation, Record
from pipeline.store.effects import RESOLVED, by_machine, standing_acts
from pipeline.store.events import Event
from pipeline.store.lifecycle import Standing, timeline
from pipeline.store.reading import record_of
from pipeline.store.recurrence import next_due

UNDATED, RECURRING = "~", "~r"
# In the place of what the machine says, where it no longer finds the obligation.
WITHDRAWN: Mapping[str, Any] = {"withdrawn": True}
# What is said at the review desk: it is one; it is none; here is one that the machine has missed.
ACCEPTED, REJECTED, ADDED = "accepted", "rejected", "added"
REVIEWS = (ACCEPTED, REJECTED, ADDED)
_DUE_KINDS = ("obligation", "prohibition")


@dataclass(frozen=True, slots=True)
class Content:
    """What an obligation says, a person's corrections over it; ``machine`` is what the machine says where corrected."""

    item: Obligation
    number: str | None
    machine: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One row of the ledger: a content, and how it stands over some days."""

    content: Content
    standing: Standing

    @property
    def due(self) -> str | None:
        """The due date in force, ISO 8601; None where nothing is ever due."""
        return due_of(self.content.item, self.standing.extended_to)

    @property
    def due_key(self) -> str:
        """Where it sorts: its due date, after all of them what recurs, then what has no date.

        What recurs is due at another date on every day that is asked about; once an occurrence was ticked off, the
        next one is due, whatever the day.
        """
        deadline = self.content.item.deadline
        if not (deadline and deadline.rrule and self.content.item.kind in _DUE_KINDS):
            return self.due or UNDATED
        if self.standing.dealt_through is None:
            return RECURRING
        after = date.fromisoformat(self.standing.dealt_through[:10]) + timedelta(days=1)
        return next_due(deadline.rrule, after, _day(deadline.start), _day(self.due)) or RECURRING


def _day(due: str | None) -> date | None:
    return date.fromisoformat(due[:10]) if due else None


def due_of(item: Obligation, extended_to: str | None = None) -> str | None:
    """When an obligation falls due; a sanction or a permission never does."""
    if item.kind not in _DUE_KINDS:
        return None
    return extended_to or (item.deadline.due if item.deadline else None)


def number_of(item: Obligation, numbers: Sequence[str | None]) -> str | None:
    """The number of the instrument that imposes it, out of the record's instruments' numbers."""
    index = item.instrument
    return numbers[index] if index is not None and 0 <= index < len(numbers) else None


def contents(record: Record) -> dict[str, Content]:
    """What a reading says of each obligation, by id, before anybody corrected anything."""
    numbers = [instrument.number for instrument in record.instruments]
    return {item.id: Content(item, number_of(item, numbers)) for item in record.obligations if item.id}


def resolved(content: Content, events: Iterable[Event]) -> Content:
    """The content with the date of the event that bounds it, where a calendar has told that since it was read."""
    deadline = content.item.deadline
    if deadline is None or deadline.due is not None or not deadline.anchor:
        return content
    said = [event.data for event in events if event.kind == RESOLVED]
    told = [data for data in said if data.get("anchor") == deadline.anchor and data.get("text") == deadline.text]
    if not told or not told[-1].get("due"):
        return content
    known = replace(deadline, due=told[-1]["due"], start=deadline.start or told[-1].get("start"))
    return replace(content, item=replace(content.item, deadline=known))


def corrected(content: Content, events: Iterable[Event], numbers: Sequence[str | None]) -> Content:
    """The content with a person's corrections over it, the later ones over the earlier."""
    changes: dict[str, Any] = {}
    for event in events:
        if event.kind == "corrected":
            changes |= event.data["fields"]
        elif event.kind == "uncorrected":
            changes = {name: value for name, value in changes.items() if name not in event.data["fields"]}
    if not changes:
        return content
    machine = obligation_to_dict(content.item)
    item = obligation_from_dict(machine | changes)
    return Content(item, number_of(item, numbers), machine)


def reviewed(acts: Iterable[Event]) -> dict[str, Event]:
    """What persons said of an obligation at the review desk and did not take back, the last of each kind."""
    return {event.kind: event for event in standing_acts(acts) if event.kind in REVIEWS}


def standing_reviews(chain: Iterable[Event]) -> dict[str, str]:
    """What was decided of each obligation and not taken back: ``accepted``, ``corrected``, ``rejected``, ``added``."""
    found: dict[str, str] = {}
    for event in standing_acts(chain):
        if event.obligation and event.kind in (*REVIEWS, "corrected"):
            found[event.obligation] = event.kind
    return found


class Replay:
    """A document's events told one after the other, and the ledger that they leave.

    The last reading counts, and what persons did and said over it. What the machine no longer finds leaves the ledger,
    unless a person has acted on it: then it stays, and ``machine`` says that the machine has nothing.
    """

    def __init__(self) -> None:
        self._latest: dict[str, tuple[Content, list[str | None]]] = {}
        self._current: set[str] = set()
        self._by_hand: set[str] = set()
        self._acts: dict[str, list[Event]] = {}
        self._whole: list[Event] = []
        self.record: Record | None = None

    def tell(self, event: Event) -> None:
        """Take the next event into account."""
        if event.kind == "extracted":
            self.record = record_of(event)
            found = contents(self.record)
            numbers = [instrument.number for instrument in self.record.instruments]
            self._current = set(found)
            self._latest |= {uid: (content, numbers) for uid, content in found.items()}
        elif event.obligation is None:
            self._whole.append(event)
        else:
            if event.kind == ADDED:
                item = obligation_from_dict(event.data["item"] | {"id": event.obligation})
                self._by_hand.add(event.obligation)
                self._latest[event.obligation] = (Content(item, number_of(item, self._numbers())), self._numbers())
            self._acts.setdefault(event.obligation, []).append(event)

    def _numbers(self) -> list[str | None]:
        return [instrument.number for instrument in self.record.instruments] if self.record else []

    def said(self, uid: str) -> Mapping[str, Any] | None:
        """What the last reading says of an obligation, in the contract's JSON; None where it says nothing."""
        return obligation_to_dict(self._latest[uid][0].item) if uid in self._current else None

    def ledger(self) -> dict[str, list[Version]]:
        """Every obligation that is in the ledger now, by id."""
        found: dict[str, list[Version]] = {}
        by_hand = {uid for uid in self._by_hand if reviewed(self._acts[uid]).get(ADDED)}
        places = {self._latest[uid][0].item.span for uid in by_hand}
        for uid, (content, numbers) in self._latest.items():
            acts = self._acts.get(uid, [])
            if acts and reviewed(acts).get(REJECTED):
                continue
            both = sorted([*acts, *self._whole], key=lambda event: event.seq) if self._whole else acts
            if uid in self._by_hand:
                if uid in by_hand:
                    found[uid] = versions(content, both, numbers)
                continue
            if content.item.span in places:
                # The machine has found what a person had added: the person's line goes on.
                continue
            if uid in self._current:
                found[uid] = versions(content, both, numbers)
            elif any(not by_machine(event) for event in acts):
                rows = versions(content, both, numbers)
                found[uid] = [replace(row, content=replace(row.content, machine=WITHDRAWN)) for row in rows]
        return found


def ledger_of(events: Iterable[Event]) -> dict[str, list[Version]]:
    """The ledger that these events of one document leave."""
    replay = Replay()
    for event in events:
        replay.tell(event)
    return replay.ledger()


def versions(content: Content, events: Sequence[Event], numbers: Sequence[str | None]) -> list[Version]:
    """The rows of one obligation: ``content`` as the machine says it now, ``events`` all that was done to it."""
    counting = standing_acts(events)
    effective = corrected(resolved(content, counting), counting, numbers)
    overruled = _overruled(events, counting)
    return [Version(effective, standing) for standing in timeline([e for e in events if e.seq not in overruled])]


def _overruled(events: Sequence[Event], counting: Sequence[Event]) -> set[int]:
    """The extensions after which a person said what the deadline really is: the later word stands.

    A link that is found once more (after other rules, say) tells nothing that the person did not know.
    """
    last = -1
    for event in counting:
        if event.kind == "corrected" and "deadline" in event.data["fields"]:
            last = event.seq
        elif event.kind == "uncorrected" and "deadline" in event.data["fields"]:
            last = -1
    extensions = [event for event in events if event.kind == "extended"]
    known = {_said(event) for event in extensions if event.seq < last}
    return {event.seq for event in extensions if event.seq < last or _said(event) in known}


def _said(event: Event) -> tuple[object, object]:
    """By which link an extension came, and until when; of a person's own its number."""
    return event.data.get("link") or event.seq, event.data["due"]


def deadline_parts(due: str | None) -> tuple[str | None, str | None]:
    """The date and the time of an ISO 8601 date or date-time.

    >>> deadline_parts("2024-03-31T16:00")
    ('2024-03-31', '16:00')
    """
    if not due:
        return None, None
    day, _, time = due.partition("T")
    return day, time or None
