"""One part of a question: what is asked of a row, and where an index leads to all rows that fulfil it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select

from pipeline.store.tables import obligations


@dataclass(frozen=True, slots=True)
class Part:
    """``leads`` are the contents among which all answers are; where they are ``exact``, the condition adds nothing.

    ``size`` has a row or more for each of them, and costs less to count.
    """

    condition: ColumnElement[bool]
    leads: Select[Any] | None = None
    exact: bool = False
    size: Select[Any] | None = None


def looked_up(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether another table has a row for the obligation at hand, looked up when its turn comes.

    PostgreSQL would gather all that EXISTS or IN could find before it looks at the first row of a page.
    """
    found = select(literal(1)).where(*conditions).correlate(obligations).limit(1)
    return found.scalar_subquery().is_not(None)
