"""The night runs as the ledger remembers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from pipeline.store.tables import nights


@dataclass(frozen=True, slots=True)
class Night:
    """A run that came to its end: when, with which exit status, and its report as plain values."""

    started_at: str
    finished_at: str
    status: int
    report: Any


def last_night(connection: Connection) -> Night | None:
    """The run that ended last; None before the first one."""
    here = nights.c
    query = select(here.started_at, here.finished_at, here.status, here.report).order_by(here.id.desc()).limit(1)
    row = connection.execute(query).first()
    return Night(*row) if row else None


def save_night(connection: Connection, night: Night) -> None:
    """Remember a run."""
    connection.execute(
        insert(nights).values(
            started_at=night.started_at, finished_at=night.finished_at, status=night.status, report=night.report
        )
    )
