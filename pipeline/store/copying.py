"""A ledger into another database, whole: every table, every event, every hash; and the proof that it is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select, text

from pipeline.errors import StoreError
from pipeline.store.audit import digest
from pipeline.store.copy_in import copy_in, driver_values
from pipeline.store.opening import Store
from pipeline.store.tables import metadata

_CHUNK = 2000
# Tables whose ids come from a sequence of ours on PostgreSQL (see the first migration).
_COUNTED = ("documents", "obligations", "names")

Advance = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was counted and hashed on both sides: rows by table, one hash over all rows, one over the chains' ends."""

    rows: dict[str, int]
    content: str
    chains: str


def copy_ledger(
    source: Store, target: Store, advance: Advance = lambda table, rows: None, *, replace: bool = False
) -> Proof:
    """Everything into an empty ledger (to ``replace`` it: any), in one transaction, out of one moment of the source.

    Raises StoreError where the target holds documents already, or where what arrived is not what was sent; then
    nothing of it stays.
    """
    with source.reading() as here, target.writing() as there:
        if not replace and there.execute(select(metadata.tables["documents"].c.id).limit(1)).first():
            raise StoreError(f"{target.where.name} 里已有公文，只能复制到空台账",
                             f"{target.where.name} has documents already; copy into an empty ledger")  # fmt: skip
        for table in reversed(metadata.sorted_tables):
            there.execute(table.delete())
        for table in metadata.sorted_tables:
            _copy_table(here, there, table, advance)
        _copy_search(here, there)
        _count_on(there)
        sent, arrived = proof_of(here), proof_of(there)
        if sent != arrived:
            raise StoreError("复制后核对不一致，已全部撤回", "the copy differs from its source; it was taken back")
    return sent


def proof_of(connection: Connection) -> Proof:
    """What two ledgers that hold the same have in common, whatever database they are in."""
    total = hashlib.sha256()
    rows: dict[str, int] = {}
    for table in metadata.sorted_tables:
        count = 0
        for row in _rows(connection, table):
            total.update(repr(_plain(row)).encode("utf-8", "surrogatepass"))
            count += 1
        rows[table.name] = count
    return Proof(rows, total.hexdigest(), digest(connection))


def _copy_table(here: Connection, there: Connection, table: Table, advance: Advance) -> None:
    done = 0
    for chunk in _chunks(_rows(here, table)):
        put_rows(there, table, chunk)
        done += len(chunk)
        advance(table.name, done)


def put_rows(connection: Connection, table: Table, rows: Sequence[Any]) -> None:
    """Rows as they came out of such a table."""
    names = [column.name for column in table.c]
    if connection.dialect.name == "postgresql":
        copy_in(connection, table.name, names, driver_values(connection, table, rows))
        return
    connection.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in rows])


def _rows(connection: Connection, table: Table) -> Iterator[Any]:
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=_CHUNK)
    yield from connection.execute(query)


def _plain(row: Any) -> tuple[Any, ...]:
    """Values as both databases give them: a decimal by its value, whatever its scale."""
    from decimal import Decimal

    return tuple(value.normalize() if isinstance(value, Decimal) else value for value in row)


def _copy_search(here: Connection, there: Connection) -> None:
    """The index is made anew out of the contents: each database has its own form of it."""
    from pipeline.store.reindex import reindex

    reindex(there)


def _count_on(connection: Connection) -> None:
    """PostgreSQL's counters go on after the last number that came along."""
    if connection.dialect.name == "sqlite":
        return
    for table in metadata.sorted_tables:
        if "id" in table.c and table.c.id.type.python_type is int:
            last = connection.execute(select(func.max(table.c.id))).scalar() or 0
            name = f"{table.name}_rows" if table.name in _COUNTED else None
            name = (
                name
                or connection.execute(
                    text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": table.name}
                ).scalar()
            )
            if name:
                connection.execute(text("SELECT setval(:name, :last, :used)"),
                                   {"name": name, "last": max(last, 1), "used": last > 0})  # fmt: skip


def _chunks(rows: Iterator[Any]) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
