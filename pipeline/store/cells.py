"""Values as the columns of the store take them: text escaped, spans in two, decimals and dates for the driver."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from functools import lru_cache
from typing import Any

from pipeline.errors import StoreError
from pipeline.model import Span
from pipeline.store.escape import storable
from pipeline.store.project import deadline_parts
from pipeline.store.types import plain_number

Row = dict[str, Any]


def span_cells(name: str, span: Span | None) -> Row:
    """The two columns of a span, none where there is none."""
    return {f"{name}_start": span.start, f"{name}_end": span.end} if span else {}


def words(text: str | None) -> str | None:
    """Text escaped; nothing stays nothing."""
    return None if text is None else storable(text)


def figures(dialect: str) -> Callable[[Any], Any]:
    """How this database's driver takes a decimal."""
    return plain_number if dialect == "sqlite" else _as_is


@lru_cache(maxsize=4096)
def checked_due(due: str | None) -> tuple[str | None, str | None]:
    """Date and time of a due date; StoreError where it is no ISO 8601 date, for a wrong date is worse than none."""
    day, clock = deadline_parts(due)
    try:
        if day:
            date.fromisoformat(day)
        if clock:
            time.fromisoformat(clock)
    except ValueError:
        raise StoreError(f"期限不是合法日期：{due}", f"the due date is no date: {due}") from None
    return day, clock


def _as_is(value: Any) -> Any:
    return value
