"""What happened to an obligation, and what is new in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from pipeline.store.effects import REPEALED, RETRACTED, VALIDITY
from pipeline.store.events import Event
from pipeline.store.known import events_of
from pipeline.store.project import Replay
from pipeline.store.tables import documents, events, obligations

# What happens to a document and so to everything in it.
_RUN_SECONDS = 600
_OF_ALL = (VALIDITY, REPEALED, RETRACTED)


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of history: ``registered`` and ``reread`` are the machine's, the rest is what persons did."""

    recorded_at: str
    on: str | None
    kind: str
    actor: str
    origin: str
    note: str
    data: Any

    def to_dict(self) -> dict[str, Any]:
        """Plain values by name."""
        return {
            "recorded_at": self.recorded_at, "on": self.on, "kind": self.kind, "actor": self.actor,
            "origin": self.origin, "note": self.note, "data": self.data,
        }  # fmt: skip


def history(connection: Connection, uid: str, known_at: str | None = None) -> list[Happening]:
    """Everything that happened to the obligation, oldest first: found, read otherwise, lost, and every act on it."""
    document = connection.execute(select(obligations.c.document_id).where(obligations.c.uid == uid).limit(1)).scalar()
    if document is None:
        return []
    found: list[Happening] = []
    replay = Replay()
    before: Any = None
    for event in events_of(connection, document):
        if known_at is not None and event.recorded_at > known_at:
            break
        replay.tell(event)
        if event.obligation == uid or (event.obligation is None and event.kind in _OF_ALL and replay.said(uid)):
            found.append(_happening(event, event.kind, event.data))
        elif event.kind == "extracted":
            now = replay.said(uid)
            if now != before:
                found.append(_happening(event, _what(before, now), _changes(before, now)))
            before = now
    return found


def documents_since(connection: Connection, moment: str) -> list[str]:
    """The ids of the documents to which anything has happened since the moment, the first such event first."""
    query = (
        select(documents.c.uid).join_from(events, documents).where(events.c.recorded_at > moment).order_by(events.c.id)
    )
    return list(dict.fromkeys(connection.execute(query).scalars()))


def before_last_load(connection: Connection) -> str:
    """The last moment before the run that put documents in last: what is new since is what that run brought."""
    last = connection.execute(select(func.max(documents.c.loaded_at))).scalar()
    if last is None:
        return ""
    # A run writes group after group; groups less than ten minutes apart are one run.
    query = select(documents.c.loaded_at).distinct().order_by(documents.c.loaded_at.desc())
    first = last
    for moment in connection.execute(query).scalars():
        if _seconds(moment, first) > _RUN_SECONDS:
            return str(moment)
        first = moment
    return ""


def _seconds(early: str, late: str) -> float:
    form = "%Y-%m-%dT%H:%M:%S.%fZ"
    return (datetime.strptime(late, form) - datetime.strptime(early, form)).total_seconds()


def _what(before: Any, now: Any) -> str:
    return "registered" if before is None else "lost" if now is None else "reread"


def _changes(before: Any, now: Any) -> Any:
    """The fields that another reading changed: what they were and what they are."""
    if before is None or now is None:
        return {}
    return {name: {"old": before[name], "new": now.get(name)} for name in before if before[name] != now.get(name)}


def _happening(event: Event, kind: str, data: Any) -> Happening:
    return Happening(event.recorded_at, event.on, kind, event.actor, event.origin, event.note, data)
