"""Saved views: a question under a name, for everybody."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import Connection, delete, insert, select

from pipeline.errors import StoreError
from pipeline.store.tables import saved
from pipeline.web.questions import Question, question_of

LONGEST = 60
_MOST = 200


def saved_views(connection: Connection) -> list[tuple[str, str]]:
    """The saved views by name, with their addresses."""
    rows = connection.execute(select(saved.c.name, saved.c.question).order_by(saved.c.name).limit(_MOST))
    return [(name, question_of(_words(question)).url()) for name, question in rows]


def save_view(connection: Connection, name: str, asked: Question, actor: str, at: str) -> None:
    """Keep a question under a name; one that was kept under it before gives way. Raises StoreError."""
    if not name or len(name) > LONGEST or not name.isprintable():
        raise StoreError(f"视图名称要有 1–{LONGEST} 个字", f"a view's name has 1 to {LONGEST} characters")
    given = {
        each.name: getattr(asked, each.name)
        for each in fields(Question)
        if each.name not in ("wrong", "page") and getattr(asked, each.name) != each.default
    }
    connection.execute(delete(saved).where(saved.c.name == name))
    connection.execute(insert(saved).values(name=name, question=given, saved_at=at, actor=actor))


def drop_view(connection: Connection, name: str) -> None:
    """Keep it no longer."""
    connection.execute(delete(saved).where(saved.c.name == name))


def _words(question: object) -> dict[str, str]:
    return {str(name): str(value) for name, value in question.items()} if isinstance(question, dict) else {}
