"""What is left of purged documents, in a chain of its own that shows any later change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from pipeline.store.events import START
from pipeline.store.tables import tombstones

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A document that was here: its id and hash, where its chain had ended, why it went and who said so."""

    seq: int
    document: str
    sha256: str
    head_hash: str
    reason: str
    actor: str
    purged_at: str
    prev_hash: str
    hash: str = ""


def set_tombstone(
    connection: Connection, document: str, sha256: str, head_hash: str, reason: str, actor: str, now: str
) -> Tombstone:
    """Put one at the end of the chain."""
    last = list_tombstones(connection)[-1:]
    seq, link = (last[0].seq + 1, last[0].hash) if last else (1, START)
    bare = Tombstone(seq, document, sha256, head_hash, reason, actor, now, link)
    placed = Tombstone(*_said(bare), hash=_link(bare))
    connection.execute(insert(tombstones).values(**{name: getattr(placed, name) for name in _FIELDS}))
    return placed


def list_tombstones(connection: Connection) -> list[Tombstone]:
    """All of them, first to last."""
    columns = [tombstones.c[name] for name in _FIELDS]
    return [Tombstone(*row) for row in connection.execute(select(*columns).order_by(tombstones.c.seq))]


def count_tombstones(connection: Connection) -> int:
    """How many there are: while it stays the same, no row of the ledger has gone."""
    return int(connection.execute(select(func.count()).select_from(tombstones)).scalar_one())


def purged_among(connection: Connection, hashes: Iterable[str]) -> dict[str, str]:
    """Of these SHA-256 hashes those of purged documents, with the reason."""
    wanted = sorted(set(hashes))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        query = select(tombstones.c.sha256, tombstones.c.reason)
        for sha256, reason in connection.execute(query.where(tombstones.c.sha256.in_(wanted[start : start + _CHUNK]))):
            found[sha256] = reason
    return found


def broken_tombstone(stones: Sequence[Tombstone]) -> int | None:
    """The number of the first that is not as it was set; None for a whole chain."""
    before = START
    for number, stone in enumerate(stones, 1):
        if stone.seq != number or stone.prev_hash != before or stone.hash != _link(stone):
            return number
        before = stone.hash
    return None


_FIELDS = tuple(Tombstone.__dataclass_fields__)


def _said(stone: Tombstone) -> tuple[int, str, str, str, str, str, str, str]:
    return (
        stone.seq, stone.document, stone.sha256, stone.head_hash, stone.reason, stone.actor, stone.purged_at,
        stone.prev_hash,
    )  # fmt: skip


def _link(stone: Tombstone) -> str:
    return hashlib.sha256(json.dumps(_said(stone)).encode()).hexdigest()
