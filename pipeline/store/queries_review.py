"""What is still to be reviewed, the doubtful first, and how far the review has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from pipeline.store.conditions import clocks, here
from pipeline.store.events import Event
from pipeline.store.filters import Filter
from pipeline.store.known import events_of
from pipeline.store.project import REVIEWS, standing_reviews
from pipeline.store.reach import within
from pipeline.store.tables import events, obligations

_UNSURE = 0.5
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Progress:
    """How many obligations there are, how many were looked at, and what was said of these."""

    total: int
    accepted: int
    corrected: int
    rejected: int
    added: int

    @property
    def reviewed(self) -> int:
        """How many were looked at."""
        return self.accepted + self.corrected + self.rejected + self.added

    @property
    def agreement(self) -> float | None:
        """Of what the machine had said and a person looked at, the share that was left as it was."""
        judged = self.accepted + self.corrected + self.rejected + self.added
        return self.accepted / judged if judged else None


def reviews(connection: Connection) -> dict[str, str]:
    """What was decided of each obligation that was reviewed and not taken back."""
    query = select(events.c.document_id).where(events.c.kind.in_((*REVIEWS, "corrected"))).distinct()
    found: dict[str, str] = {}
    for document in connection.execute(query).scalars().all():
        found |= standing_reviews(_without_readings(connection, document))
    return found


def progress(connection: Connection, decided: dict[str, str]) -> Progress:
    """The figures of the review."""
    total = select(func.count(here.uid.distinct())).where(here.known_to.is_(None))
    said = list(decided.values())
    return Progress(
        int(connection.execute(total).scalar_one()), *(said.count(kind) for kind in ("accepted", "corrected")),
        *(said.count(kind) for kind in ("rejected", "added")),
    )  # fmt: skip


def queue(connection: Connection, asked: Filter, decided: Iterable[str], limit: int) -> list[str]:
    """The ids of what is to be looked at next: where machine and person differ, then the least certain first."""
    done = set(decided)
    conflict = case((here.machine.is_not(None), 0), else_=1)
    query = (
        select(here.uid)
        .select_from(obligations)
        .where(*clocks(asked), *([here.document_uid == asked.document] if asked.document else []))
        .order_by(conflict, func.coalesce(here.confidence, _UNSURE), here.document_uid, here.span_start, here.uid)
    )
    if asked.within is not None:
        query = query.where(within(asked.within).condition)
    found: list[str] = []
    for uid in connection.execute(query.limit(limit + len(done))).scalars():
        if uid not in done and len(found) < limit:
            found.append(uid)
    return found


def neighbour(connection: Connection, asked: Filter, uid: str) -> str | None:
    """The obligation that stands next in the same document."""
    query = select(here.uid).where(*clocks(asked), here.document_uid == uid.rpartition("-")[0])
    ordered = list(connection.execute(query.order_by(here.span_start, here.uid)).scalars())
    place = ordered.index(uid) if uid in ordered else len(ordered)
    return ordered[place + 1] if place + 1 < len(ordered) else None


def _without_readings(connection: Connection, document: int) -> list[Event]:
    return [event for event in events_of(connection, document) if event.kind != "extracted"]
