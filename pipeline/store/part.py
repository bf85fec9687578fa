"""One part of a question: what is asked of a row, and where an index leads to all rows that fulfil it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select


@dataclass(frozen=True, slots=True)
class Part:
    """``leads`` are the contents among which all answers are; where they are ``exact``, the condition adds nothing."""

    condition: ColumnElement[bool]
    leads: Select[Any] | None = None
    exact: bool = False
