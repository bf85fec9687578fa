"""What a reviewer has seen of an obligation: where somebody else has been there since, nothing is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from pipeline.errors import StoreError
from pipeline.store.acts import no_such
from pipeline.store.events import Event
from pipeline.store.known import events_of
from pipeline.store.project import ledger_of
from pipeline.store.tables import obligations


class StaleError(StoreError):
    """Somebody else has decided since; ``event`` is the last thing that happened."""

    def __init__(self, event: Event) -> None:
        who = event.actor or "机器"
        super().__init__(
            f"{who} 刚刚处理过这一条（{event.recorded_at[:16].replace('T', ' ')} UTC），您的改动没有写入，请看最新内容",
            f"{event.actor or 'the machine'} has just dealt with it; nothing of yours was written: look at it again",
        )
        self.event = event


def version_of(connection: Connection, uid: str) -> int:
    """The number of the last event that says anything of an obligation: what a reviewer has seen of it."""
    row = select(obligations.c.document_id).where(obligations.c.uid == uid).limit(1)
    document = connection.execute(row).scalar()
    if document is None:
        raise no_such(uid)
    return _last(events_of(connection, document), uid).seq


def _last(chain: Sequence[Event], uid: str) -> Event:
    return [event for event in chain if event.obligation == uid or event.kind == "extracted"][-1]


def check_seen(chain: Sequence[Event], seen: Mapping[str, int]) -> None:
    """Raise StaleError where anything has happened since to what was seen; StoreError where it is gone."""
    current = ledger_of(chain)
    for uid, seq in seen.items():
        last = _last(chain, uid)
        if last.seq != seq:
            raise StaleError(last)
        if uid not in current:
            raise no_such(uid)
