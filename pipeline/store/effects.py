"""Which of the recorded acts count, and in which order: what was taken back doesn't, the end of a document does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pipeline.store.events import BEGINNING, Event
from pipeline.store.types import to_json

# Where an event comes from that no person made. Such events count alike in whatever order documents were loaded.
MACHINE = ("link", "calendar", "validity")
VALIDITY, REPEALED, RESOLVED, RETRACTED = "validity", "repealed", "resolved", "retracted"


def by_machine(event: Event) -> bool:
    """Whether the event follows from documents and calendars, and was made by no person."""
    return event.origin in MACHINE


def standing_acts(events: Iterable[Event]) -> list[Event]:
    """The events that were not taken back, and after them the end of the document where it has one.

    ``retracted`` names an event by its number (``seq``), or by the link that it followed from.
    """
    found: list[Event] = []
    for event in events:
        if event.kind == RETRACTED:
            data = event.data
            found = [each for each in found if not _is_meant(each, data.get("seq"), data.get("link"))]
        else:
            found.append(event)
    return [*found, *_end(found)]


def in_order(acts: Iterable[Event]) -> list[Event]:
    """By the day in the world; on one day first what follows from documents, by its words, then persons' acts."""
    return sorted(acts, key=_place)


def _place(event: Event) -> tuple[str, int, str, int]:
    machine = by_machine(event)
    return event.on or BEGINNING, 0 if machine else 1, event.payload if machine else "", event.seq


def _is_meant(event: Event, seq: int | None, link: str | None) -> bool:
    if seq is not None:
        return event.seq == seq
    return link is not None and event.origin == "link" and event.data.get("link") == link


def _end(events: Sequence[Event]) -> list[Event]:
    """The day from which the document binds nobody any more: repealed, or its term of validity over."""
    days = [(event.on or BEGINNING, event) for event in events if event.kind == REPEALED]
    terms = in_order(event for event in events if event.kind == VALIDITY)
    if terms and (until := terms[-1].data.get("until")):
        days.append((_day_after(until), terms[-1]))
    if not days:
        return []
    day, why = min(days, key=lambda pair: (pair[0], pair[1].kind, pair[1].payload))
    return [Event("lapsed", to_json({"why": why.kind} | why.data), why.obligation, day, origin="validity")]


def _day_after(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return "9999-12-30"
