"""Every schema that was ever released comes up to the newest with its data, and answers as it did."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Connection

from pipeline.store.acts import Desk
from pipeline.store.audit import verify
from pipeline.store.engine import make_engine
from pipeline.store.filters import KINDS, Filter
from pipeline.store.migrate import upgrade
from pipeline.store.opening import open_ledger
from pipeline.store.queries import ledger
from pipeline.store.search import fold
from pipeline.store.searching import index
from pipeline.store.tables import metadata
from pipeline.store.urls import address
from pipeline.store.versions import REVISIONS
from tests.databases import BACKENDS
from tests.store.factory import Clock

# What the program of each schema had written: tables as they were, and the answer to one question.
SCHEMAS = Path(__file__).parent / "schemas"
OLD = REVISIONS[:-1]
ASKED = Filter(date(2024, 4, 1), kinds=KINDS, states=None)


@pytest.fixture(params=BACKENDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with nothing in it at all."""
    if request.param == "sqlite":
        (tmp_path / "old.db").touch()
        yield str(tmp_path / "old.db")
        return
    server = request.getfixturevalue("server")
    name = server.create("template0")
    yield server.url(name)
    server.drop(name)


def restore(url: str, revision: str) -> Any:
    """The database as the program of that schema left it; gives the answers that it gave."""
    kept = json.loads((SCHEMAS / f"{revision}.json").read_text(encoding="utf-8"))
    engine = make_engine(address(url))
    upgrade(engine, revision)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            for row in kept["rows"].get(table.name, ()):
                put(connection, table.name, dict(zip(kept["columns"][table.name], row, strict=True)))
        found = {
            row[1]: fold(row[kept["columns"]["obligations"].index("quote")]) for row in kept["rows"]["obligations"]
        }
        index(connection, [(content, [words]) for content, words in found.items()])
        count_on(connection)
    engine.dispose()
    return kept["answers"]


def put(connection: Connection, table: str, row: dict[str, Any]) -> None:
    """One row as it was written down, whatever the program's own schema says by now."""
    known = metadata.tables[table].c
    if connection.dialect.name == "postgresql":
        booleans = [name for name in row if name in known and isinstance(known[name].type, Boolean)]
        row = row | {name: bool(row[name]) for name in booleans}
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    names = ", ".join(f'"{name}"' for name in row)
    statement = f"INSERT INTO {table} ({names}) VALUES ({', '.join([mark] * len(row))})"
    connection.exec_driver_sql(statement, tuple(row.values()))


def count_on(connection: Connection) -> None:
    """PostgreSQL's sequences stand where the rows end."""
    if connection.dialect.name == "postgresql":
        for name in ("documents", "obligations", "names"):
            connection.exec_driver_sql(f"SELECT setval('{name}_rows', (SELECT max(id) FROM {name}))")
        for name in ("runs", "events"):
            row = f"pg_get_serial_sequence('{name}', 'id')"
            connection.exec_driver_sql(f"SELECT setval({row}, (SELECT max(id) FROM {name}))")


@pytest.mark.parametrize("revision", OLD)
def test_an_old_ledger_comes_up_with_its_data_and_answers_as_it_did(empty: str, revision: str) -> None:
    wanted = restore(empty, revision)
    with open_ledger(empty) as store:
        with store.reading() as connection:
            assert [entry.to_dict() for entry in ledger(connection, ASKED)] == wanted
            assert all(fault is None for fault in verify(connection))
            assert ledger(connection, replace(ASKED, search="电动自行车"))
            outstanding = ledger(connection, Filter(date(2024, 4, 1)))
        Desk(store, Clock(), "王五", "test").act(outstanding[0].id, "done", date(2024, 4, 1))
        with store.reading() as connection:
            assert len(ledger(connection, Filter(date(2024, 4, 1)))) == len(outstanding) - 1


def test_every_released_schema_is_kept_here() -> None:
    assert {path.stem for path in SCHEMAS.glob("*.json")} >= set(OLD)
