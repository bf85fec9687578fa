"""The search index in the database: FTS5 over pairs on SQLite, an array of pairs with GIN on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Integer, Select, Text, column, func, select, table, text

from pipeline.store.escape import storable
from pipeline.store.search import grams, match_expression, pairs

_SEPARATOR = "\n"
_SEARCH = table("search")
_FOUND = table("search", column("content_id", BigInteger), column("folded", Text))


def index(connection: Connection, found: Iterable[tuple[int, list[str]]]) -> None:
    """Make contents findable; each comes once and is never changed (another wording is another content)."""
    if connection.dialect.name == "sqlite":
        rows: list[tuple[object, ...]] = [(content_id, grams(fields)) for content_id, fields in found]
        statement = "INSERT INTO search (rowid, grams) VALUES (?, ?)"
    else:
        rows = [(content_id, storable(_SEPARATOR.join(fields)), _pairs_of(fields)) for content_id, fields in found]
        statement = "INSERT INTO search (content_id, folded, grams) VALUES (%s, %s, %s)"
    if rows:
        connection.exec_driver_sql(statement, rows)


def matching_contents(dialect: str, terms: Sequence[str]) -> Select[Any]:
    """The contents that hold all the (folded) terms."""
    if dialect == "sqlite":
        hit = text("search MATCH :match").bindparams(match=match_expression(terms))
        return select(column("rowid", Integer)).select_from(_SEARCH).where(hit)
    from sqlalchemy.dialects.postgresql import ARRAY

    needed = sorted({pair for term in terms for pair in pairs(term)})
    pairs_held = [column("grams", ARRAY(Text)).contains(needed)] if needed else []
    return select(_FOUND.c.content_id).where(*(_holds(term) for term in terms), *pairs_held)


def matching(terms: Sequence[str], content: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """PostgreSQL: the conditions that one content holds all the (folded) terms."""
    return [_FOUND.c.content_id == content, *(_holds(term) for term in terms)]


def _holds(term: str) -> ColumnElement[bool]:
    return func.strpos(_FOUND.c.folded, storable(term)) > 0


def _pairs_of(fields: Iterable[str]) -> list[str]:
    return sorted({pair for field in fields for pair in pairs(field)})
