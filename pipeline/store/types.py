"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Numeric, String, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from pipeline.store.escape import restored, storable

_LARGEST = 2**63 - 1


def key(length: int) -> String:
    """Short text compared by code point on both databases: ids, stamps, dates as sort keys."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class Words(TypeDecorator[str]):
    """Text out of a document, whatever is in it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Escaped for the database."""
        return None if value is None else storable(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """As it was given."""
        return None if value is None else restored(value)


class Json(TypeDecorator[Any]):
    """Plain values as compact JSON text, Chinese readable, the same bytes on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """One line of JSON; None is NULL."""
        return None if value is None else to_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The plain values."""
        return None if value is None else json.loads(restored(value))


class Exact(TypeDecorator[Decimal]):
    """A decimal that comes back equal: NUMERIC on PostgreSQL; on SQLite an integer, an equal float, or text."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite's driver knows no decimal, so there the values are bound as they are."""
        return dialect.type_descriptor(Numeric(asdecimal=False) if dialect.name == "sqlite" else Numeric())

    def bind_processor(self, dialect: Dialect) -> Any:
        """See :func:`plain_number`."""
        return plain_number if dialect.name == "sqlite" else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """A decimal."""
        return decimal_of


def plain_number(value: Decimal | None) -> int | float | str | None:
    """A decimal as SQLite can hold it exactly, and compare where it is a number at all."""
    if value is None:
        return None
    if value == value.to_integral_value() and abs(value) <= _LARGEST:
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else f"d:{value}"


def decimal_of(value: int | float | str | Decimal | None) -> Decimal | None:
    """The decimal that :func:`plain_number` was given."""
    if value is None or isinstance(value, Decimal):
        return value
    return Decimal(value.removeprefix("d:") if isinstance(value, str) else repr(value))


def to_json(value: Any) -> str:
    """Compact JSON of plain values, fit for the database."""
    return _tuple_to_json(value) if type(value) is tuple else storable(_encode(value))


@lru_cache(maxsize=4096)
def _tuple_to_json(value: tuple[str, ...]) -> str:
    """Headings and cited laws come again and again."""
    return storable(_encode(value))


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
