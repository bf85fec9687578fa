"""Events: what happened to a document or an obligation, tied into a chain that shows any later change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

START = "0" * 64
# Before every day that a document can name.
BEGINNING = "0000-01-01"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. ``on`` is the day in the world, ``recorded_at`` when the store learned of it.

    ``obligation`` is None for an event of the whole document; ``payload`` is JSON text, kept exactly as it was hashed.
    """

    kind: str
    payload: str = "{}"
    obligation: str | None = None
    on: str | None = None
    actor: str = ""
    origin: str = ""
    note: str = ""
    seq: int = 0
    recorded_at: str = ""
    prev_hash: str = START
    hash: str = ""

    @property
    def data(self) -> Any:
        """The payload as plain values."""
        return json.loads(self.payload)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a document's chain: the last event's number and hash."""

    seq: int = 0
    hash: str = START


def tie(event: Event, document: str, head: Head, recorded_at: str) -> Event:
    """The event as the next link after ``head`` of the chain of ``document`` (its id)."""
    placed = replace(event, seq=head.seq + 1, recorded_at=recorded_at, prev_hash=head.hash)
    return replace(placed, hash=link_hash(placed, document))


def link_hash(event: Event, document: str) -> str:
    """SHA-256 over everything that the event says, its place in the chain and the link before it."""
    payload = hashlib.sha256(event.payload.encode("utf-8", "surrogatepass")).hexdigest()
    said = [
        document, event.seq, event.obligation, event.kind, event.on, event.recorded_at,
        event.actor, event.origin, event.note, payload, event.prev_hash,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def broken_link(events: Iterable[Event], document: str, head: Head) -> int | None:
    """The number of the first event that is not what was written, or is missing; None for a whole chain."""
    last = Head()
    for event in events:
        if event.seq != last.seq + 1 or event.prev_hash != last.hash or event.hash != link_hash(event, document):
            return last.seq + 1
        last = Head(event.seq, event.hash)
    return None if last == head else last.seq + 1
