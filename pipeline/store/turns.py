"""Taking turns at SQLite's one write lock: whoever waits looks often, and long work gives way in between.

SQLite has no queue: it wakes nobody, and its own waiting looks every tenth of a second in the end. A night run that
takes the lock again at once would keep everybody out who marks something on the pages.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from sqlalchemy import Connection

from pipeline.store.opening import Store

T = TypeVar("T")
# So long may work that nobody waits for hold the lock at a time, so long does it then leave it free.
SLICE, GAP = 0.2, 0.04


def slices(items: Iterable[T], store: Store) -> Iterator[tuple[Connection, Iterator[T]]]:
    """Transactions, each with as many of the items as fit in a :data:`SLICE` (one at least)."""
    waiting = list(items)[::-1]
    while waiting:
        with store.writing() as connection:
            yield connection, _while_it_lasts(waiting)
        give_way(store)


def give_way(store: Store) -> None:
    """Leave the lock free for a moment; a server's database has turns of its own."""
    if store.where.file is not None:
        time.sleep(GAP)


def _while_it_lasts(waiting: list[T]) -> Iterator[T]:
    until = time.monotonic() + SLICE
    yield waiting.pop()
    while waiting and time.monotonic() < until:
        yield waiting.pop()
