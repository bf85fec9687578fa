"""Ledgers for tests: every one on SQLite, and on a real PostgreSQL where one can be started."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.store.opening import Store, open_ledger
from tests.store.postgres import Server, start

BACKENDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A PostgreSQL of our own; skips, saying why, where there is none to start."""
    found = start(tmp_path_factory.mktemp("postgres"))
    if isinstance(found, str):
        pytest.skip(found)
    yield found
    found.stop()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger, migrated once."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    open_ledger(str(path)).close()
    return path


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, tmp_path: Path, template: Path) -> Iterator[str]:
    """The URL of an empty ledger, on each of the two databases in turn; a test leaves its schema as it is."""
    if request.param == "sqlite":
        path = tmp_path / "ledger.db"
        shutil.copy(template, path)
        yield f"sqlite:///{path}"
        return
    server: Server = request.getfixturevalue("server")
    yield server.url("shared")
    server.empty("shared")


@contextmanager
def shared_store(request: pytest.FixtureRequest, folder: Path, template: Path) -> Iterator[Store]:
    """An open ledger that several tests may read, on the database of the fixture's parameter."""
    if request.param == "sqlite":
        url = str(shutil.copy(template, folder / "ledger.db"))
    else:
        server: Server = request.getfixturevalue("server")
        url = server.url(server.create())
    with open_ledger(url) as opened:
        yield opened


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open, empty ledger."""
    with open_ledger(url) as opened:
        yield opened
