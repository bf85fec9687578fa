"""Saved views: a question under a name, for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from sqlalchemy import Connection, delete, insert, select

from pipeline.errors import StoreError
from pipeline.store.tables import saved
from pipeline.web.questions import LIGHT_OPTIONS, Question, question_of

LONGEST = 60
_MOST = 200
_FIELDS = {each.name for each in fields(Question)} - {"wrong", "page"}


def saved_views(connection: Connection) -> list[tuple[str, str]]:
    """The saved views by name, with their addresses; empty where it is one that only ``duban ledger`` can ask."""
    rows = connection.execute(select(saved.c.name, saved.c.question).order_by(saved.c.name).limit(_MOST))
    return [(name, _address(question)) for name, question in rows]


def save_view(connection: Connection, name: str, asked: Question, actor: str, at: str) -> None:
    """Keep a question under a name; one that was kept under it before gives way. Raises StoreError."""
    if not name or len(name) > LONGEST or not name.isprintable():
        raise StoreError(f"视图名称要有 1–{LONGEST} 个字", f"a view's name has 1 to {LONGEST} characters")
    connection.execute(delete(saved).where(saved.c.name == name))
    connection.execute(insert(saved).values(name=name, question=asked.options(), saved_at=at, actor=actor))


def drop_view(connection: Connection, name: str) -> None:
    """Keep it no longer."""
    connection.execute(delete(saved).where(saved.c.name == name))


def from_options(options: Mapping[str, object]) -> dict[str, str] | None:
    """The fields of a page for such options; None where it has none.

    >>> from_options({"search": "台账", "overdue": True, "fine": 10000})
    {'q': '台账', 'fine': '10000', 'light': 'red'}
    >>> from_options({"overdue": True, "undated": True}) is None
    True
    """
    left = dict(options)
    light = next((name for name, said in LIGHT_OPTIONS.items() if said.items() <= left.items()), "")
    for name in LIGHT_OPTIONS.get(light, {}):
        del left[name]
    fields_ = {"q" if name == "search" else name: "1" if value is True else str(value) for name, value in left.items()}
    fields_ |= {"light": light} if light else {}
    return fields_ if set(fields_) <= _FIELDS else None


def _address(question: object) -> str:
    words = from_options(question) if isinstance(question, dict) else None
    asked = question_of(words) if words is not None else None
    return "" if asked is None or asked.wrong else asked.url()
