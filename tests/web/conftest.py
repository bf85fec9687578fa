"""A service over a small ledger of invented documents, and browsers of ours that are logged in to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.store.opening import open_ledger
from pipeline.store.writer import Writer
from pipeline.web.opening import open_site
from pipeline.web.site import Site
from tests.store.factory import Clock
from tests.web.service import Browser, accounts, papers, settings


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger's file with its accounts, written once."""
    path = tmp_path_factory.mktemp("web") / "ledger.db"
    with open_ledger(str(path)) as store:
        writer = Writer(store, Clock(), actor="张三", origin="test")
        for paper in papers():
            writer.add(paper)
        writer.commit()
        accounts(store)
    return path


@pytest.fixture
def site(tmp_path: Path, written: Path) -> Iterator[Site]:
    """A service of its own for each test."""
    path = tmp_path / "ledger.db"
    shutil.copy(written, path)
    with open_site(settings(path), tmp_path / "spool", hosts=("testserver",)) as opened:
        yield opened


@pytest.fixture
def browser(site: Site) -> Iterator[Callable[[str], Browser]]:
    """Gives a browser in which somebody is logged in (nobody for an empty name)."""
    opened: list[Browser] = []

    def make(name: str = "") -> Browser:
        made = Browser(site)
        opened.append(made)
        if name:
            made.log_in(name)
        return made

    yield make
    for each in opened:
        each.close()
