"""A small ledger of invented documents for whatever is exported."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.model import Bearer, Deadline, Record
from pipeline.store.opening import Store, open_ledger
from pipeline.store.writer import Writer
from tests.store.factory import Clock, bulletin, item, record


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger's file, written once."""
    path = tmp_path_factory.mktemp("export") / "ledger.db"
    with open_ledger(str(path)) as opened:
        writer = Writer(opened, Clock(), actor="张三", origin="test")
        writer.add(bulletin())
        writer.add(formulas())
        writer.commit()
    return path


@pytest.fixture
def store(tmp_path: Path, written: Path) -> Iterator[Store]:
    """One bulletin with a bit of everything, and one whose sentences a spreadsheet would run."""
    shutil.copy(written, tmp_path / "ledger.db")
    with open_ledger(str(tmp_path / "ledger.db")) as opened:
        yield opened


def formulas() -> Record:
    """A document whose sentences and units begin as formulas do."""
    lines = ('=HYPERLINK("http://x.invalid","点我")', "+各站要上报", "@各队要到岗", "-各科要自查")
    text = "\n".join(lines)
    due = Deadline("4月底前", "by", due="2024-04-30")
    items = [item(text, line, bearers=(Bearer("=1+1"),), deadline=due) for line in lines]
    return record(text, *items, path="公式.txt", number="云公〔2024〕1号")
