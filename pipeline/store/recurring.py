"""The different recurrences of a ledger, and when each is due next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select, text

from pipeline.store.recurrence import next_due
from pipeline.store.streams import recurrence_parts
from pipeline.store.tables import obligations

# From one recurrence to the next by the index: a few hundred steps, however many rows have each.
_WALK = text("""
WITH RECURSIVE found(recurrence) AS (
  SELECT min(recurrence) FROM obligations WHERE known_to IS NULL AND recurrence IS NOT NULL
  UNION ALL
  SELECT (SELECT min(recurrence) FROM obligations
          WHERE known_to IS NULL AND recurrence IS NOT NULL AND recurrence > found.recurrence)
  FROM found WHERE found.recurrence IS NOT NULL
) SELECT recurrence FROM found WHERE recurrence IS NOT NULL
""")


def recurrences(connection: Connection, regions: Sequence[Sequence[Any]] | None) -> list[str]:
    """Every recurrence that some row has: of the whole ledger as it is known now, or of some rows only."""
    if regions is None:
        return list(connection.execute(_WALK).scalars())
    column = obligations.c.recurrence
    found: set[str] = set()
    for region in regions:
        found.update(connection.execute(select(column).where(*region, column.is_not(None)).distinct()).scalars())
    return sorted(found)


@lru_cache(maxsize=65536)
def next_by_key(key: str, as_of: date) -> str | None:
    """When what recurs is due next: from the day asked about on, or from the last occurrence that was ticked off.

    So an occurrence left out after a ticked one is late; where nobody ever ticked one, only what is to come is known.
    """
    rrule, start, until, dealt = recurrence_parts(key)
    return next_due(rrule, dealt + timedelta(days=1) if dealt else as_of, start, until)
