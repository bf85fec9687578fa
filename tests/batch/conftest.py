"""A night run in a folder of its own, over invented notices, its clock in the test's hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.night import NightRun
from pipeline.batch.options import Options
from pipeline.store.opening import Store, read_ledger
from pipeline.store.queries_documents import list_documents

NOTICE = """\
云岭市消防安全委员会办公室关于第{number}批冬季检查的通知
云消安办〔2025〕{number}号

各县区消防安全委员会办公室：
青禾县应急局要于2025年3月{day}日前完成第{number}批居民楼排查，并书面报市消安办。
临江区住建局要于每月25日前报送第{number}批整改进展。
占用第{number}批疏散通道的，处五千元以上五万元以下罚款。

云岭市消防安全委员会办公室
2025年2月1日
"""


def notice(number: int) -> str:
    """An invented notice, each number another."""
    return NOTICE.format(number=number, day=number % 28 + 1)


@dataclass
class Place:
    """A ledger, an inbox and a clock that moves a second at every look."""

    folder: Path
    moment: datetime = datetime(2030, 3, 1, 18, tzinfo=UTC)
    options: Options = field(init=False)

    def __post_init__(self) -> None:
        self.inbox = self.folder / "收文"
        self.inbox.mkdir(exist_ok=True)
        self.db = str(self.folder / "night.db")
        self.options = Options(
            db=self.db, inboxes=(str(self.inbox),), room=self.folder / "night", day="2025-03-10", engine="inline",
            settle=0, patience=0.5,
        )  # fmt: skip

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def put(self, *numbers: int) -> None:
        for number in numbers:
            (self.inbox / f"通知{number:03}.txt").write_text(notice(number), encoding="utf-8")

    def night(self, stopped: Callable[[], bool] = lambda: False, **changes: Any) -> dict[str, Any]:
        """Run; the report, its steps by their names."""
        report = NightRun(replace(self.options, **changes), self.now, stopped).run().to_dict()
        return report | {step["name"]: step["figures"] | {"outcome": step["outcome"]} for step in report["steps"]}

    def store(self) -> Store:
        return read_ledger(self.options.db)

    def documents(self) -> list[str]:
        with self.store() as store, store.reading() as connection:
            return sorted(Path(each.path).name for each in list_documents(connection))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)
