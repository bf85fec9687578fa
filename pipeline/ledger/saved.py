"""Questions kept by name: what was asked, not what was answered; days relative to today stay relative."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from pipeline.errors import StoreError
from pipeline.store.tables import saved


def save(connection: Connection, name: str, question: Mapping[str, Any], now: str, actor: str = "") -> None:
    """Keep a question (options by name) under a name; one of that name is replaced."""
    if not name.strip() or len(name) > 80:
        raise StoreError("查询要有名称（80 字以内）", "a saved question needs a name of at most 80 characters")
    connection.execute(delete(saved).where(saved.c.name == name))
    connection.execute(insert(saved).values(name=name, question=dict(question), saved_at=now, actor=actor))


def load(connection: Connection, name: str) -> dict[str, Any]:
    """The question of that name. Raises StoreError where there is none."""
    found = connection.execute(select(saved.c.question).where(saved.c.name == name)).scalar()
    if found is None:
        raise StoreError(f"没有保存过这个查询：{name}", f"no question was saved as {name}")
    return dict(found)


def list_saved(connection: Connection) -> list[dict[str, Any]]:
    """All of them by name: name, question, saved_at, actor."""
    query = select(saved.c.name, saved.c.question, saved.c.saved_at, saved.c.actor).order_by(saved.c.name)
    return [dict(row._mapping) for row in connection.execute(query)]


def drop(connection: Connection, name: str) -> None:
    """Forget a question. Raises StoreError where there is none of that name."""
    load(connection, name)
    connection.execute(delete(saved).where(saved.c.name == name))
