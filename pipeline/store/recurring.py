"""The different recurrences of a ledger, and when each is due next."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, text

from pipeline.store.recurrence import next_due
from pipeline.store.streams import ENDED, recurrence_parts

# From one recurrence to the next by the index: a few hundred steps, however many rows have each.
_WALK = """
WITH RECURSIVE found(recurrence) AS (
  SELECT min(recurrence) FROM obligations WHERE {where}
  UNION ALL
  SELECT (SELECT min(recurrence) FROM obligations
          WHERE {where} AND recurrence > found.recurrence)
  FROM found WHERE found.recurrence IS NOT NULL
) SELECT recurrence FROM found WHERE recurrence IS NOT NULL
"""


def recurrences(connection: Connection, stream: str, fined: bool) -> list[str]:
    """Every recurrence that some row of the stream has, or had once; ``fined``: some row that costs a fine."""
    where = "stream = :stream AND recurrence IS NOT NULL" + (" AND fine IS NOT NULL" if fined else "")
    return list(connection.execute(text(_WALK.format(where=where)), {"stream": stream}).scalars())


@lru_cache(maxsize=65536)
def next_by_key(key: str, as_of: date) -> str | None:
    """When what recurs is due next, from the day asked about on.

    Where nobody ever ticked an occurrence off, only what is to come is known; else the row has a due date of its own.
    """
    return None if key == ENDED else next_due(*_asked(key, as_of))


def _asked(key: str, as_of: date) -> tuple[str, date, date | None, date | None]:
    rrule, start, until = recurrence_parts(key)
    return rrule, as_of, start, until
