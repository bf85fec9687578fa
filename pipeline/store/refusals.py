"""The quarantine: what could not be read or kept, why, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from pipeline.store.tables import refusals

# quarantined: waits for somebody; dropped: somebody said to leave it; solved: it was read in the end.
STATES = ("quarantined", "dropped", "solved")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that was refused: where it is, the reason in both languages, its hash where one is known."""

    path: str
    zh: str
    en: str
    sha256: str | None = None

    @classmethod
    def of_secret(cls, path: str, mark: str, sha256: str) -> Refusal:
        """Of a document that bears a mark of state secrecy nothing else is kept."""
        return cls(path, f"标有密级“{mark}”", f"bears the state-secret mark “{mark}”", sha256)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A refusal as the ledger keeps it; ``tries`` counts how often it was tried."""

    id: int
    path: str
    sha256: str | None
    reason_zh: str
    reason_en: str
    state: str
    tries: int
    first_at: str
    last_at: str

    def to_dict(self) -> dict[str, Any]:
        """Plain values by name."""
        return asdict(self)


def put_refusals(connection: Connection, refused: Iterable[Refusal], now: str) -> list[Refusal]:
    """Note them, one entry a path and content; gives those that were not waiting in quarantine already.

    A hash that was noted stays, whatever comes under the same name later.
    """
    fresh = []
    here = refusals.c
    for each in refused:
        same = or_(here.sha256.is_(None), here.sha256 == each.sha256) if each.sha256 else here.sha256.is_(None)
        query = select(here.id, here.state, here.tries).where(here.path == each.path, same)
        known = connection.execute(query.order_by(here.id.desc())).first()
        values = {
            "sha256": each.sha256,
            "reason_zh": each.zh,
            "reason_en": each.en,
            "state": "quarantined",
            "last_at": now,
        }
        if known is None:
            connection.execute(insert(refusals).values(path=each.path, tries=1, first_at=now, **values))
        else:
            connection.execute(
                update(refusals).where(refusals.c.id == known.id).values(tries=known.tries + 1, **values)
            )
        if known is None or known.state != "quarantined":
            fresh.append(each)
    return fresh


def solve(connection: Connection, paths: Sequence[str]) -> None:
    """These paths were read: whatever waited under their names waits no more."""
    waiting = refusals.c.state != "solved"
    if paths and connection.execute(select(refusals.c.id).where(waiting).limit(1)).first():
        for path in paths:
            connection.execute(update(refusals).where(refusals.c.path == path, waiting).values(state="solved"))


def listed(connection: Connection, states: Sequence[str] = ("quarantined",)) -> list[Quarantined]:
    """What is in quarantine, by path."""
    here = refusals.c
    columns = (here.id, here.path, here.sha256, here.reason_zh, here.reason_en, here.state, here.tries, here.first_at)
    query = select(*columns, here.last_at).where(here.state.in_(states)).order_by(here.path, here.id)
    return [Quarantined(*row) for row in connection.execute(query)]


def set_state(connection: Connection, ids: Sequence[int], state: str) -> None:
    """Say what became of these entries."""
    connection.execute(update(refusals).where(refusals.c.id.in_(list(ids))).values(state=state))
