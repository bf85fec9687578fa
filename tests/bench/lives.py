"""What offices do with a ledger, in bulk: done, closed, put off, handed on, corrected; a fifth of the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from pipeline.store.events import Event, Head, tie
from pipeline.store.group import Group
from pipeline.store.known import events_of, known_document
from pipeline.store.naming import Names
from pipeline.store.opening import Store
from pipeline.store.project import Version, ledger_of
from pipeline.store.stamps import next_stamp
from pipeline.store.tables import documents
from pipeline.store.types import to_json

TODAY = date(2025, 3, 10)
_EVERY = 5
_BATCH = 500


def live(store: Store, clock: Callable[[], datetime]) -> int:
    """Give every fifth document a past; how many acts that were."""
    with store.reading() as connection:
        chosen = list(connection.execute(select(documents.c.id).where(documents.c.id % _EVERY == 0)).scalars())
    count = 0
    for start in range(0, len(chosen), _BATCH):
        with store.writing() as connection:
            now = next_stamp(connection, clock())
            group = Group(connection, now, "李四", "bench", Names(), {})
            for document in chosen[start : start + _BATCH]:
                known = known_document(connection, document)
                chain = events_of(connection, document)
                acts = list(_tied(_acts(document, ledger_of(chain)), known.uid, known.head, now))
                if acts:
                    group.apply(known, chain, acts, known.run_id)
                count += len(acts)
    return count


def _acts(document: int, ledger: dict[str, list[Version]]) -> Iterator[Event]:
    for pos, (uid, (version, *_)) in enumerate(ledger.items()):
        due, turn = version.due, document // _EVERY + pos
        day = date.fromisoformat(due[:10]) if due else date(2024, 6, 1) + timedelta(days=document % 300)
        if day > TODAY:
            # Nothing happens in the future.
            continue
        if turn % 7 < 3 and due:
            yield _event("done", uid, day - timedelta(days=turn % 9))
            if turn % 2 and day + timedelta(days=20) <= TODAY:
                yield _event("closed", uid, day + timedelta(days=20), evidence="验收单")
        elif turn % 7 == 3 and due:
            later = (day + timedelta(days=30)).isoformat()
            yield _event("extended", uid, day - timedelta(days=3), old=due, due=later, approver="分管领导")
        elif turn % 7 == 4:
            yield _event("assigned", uid, day - timedelta(days=30), to="青禾县应急管理局")
        elif turn % 7 == 5 and version.due_key == "~r":
            yield _event("occurrence", uid, day, date=day.isoformat(), status="done")
        elif turn % 7 == 6:
            yield _event("corrected", uid, day, fields={"deliverable": "书面报告"})


def _event(kind: str, uid: str, on: date, **data: Any) -> Event:
    return Event(kind, to_json(data), uid, on.isoformat(), "李四", "bench", "")


def _tied(fresh: Iterator[Event], uid: str, head: Head, now: str) -> Iterator[Event]:
    for event in fresh:
        placed = tie(event, uid, head, now)
        head = Head(placed.seq, placed.hash)
        yield placed
