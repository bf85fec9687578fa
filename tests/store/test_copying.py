"""A ledger moved to another database is the same ledger: rows, history, answers, search; and goes on from there."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.store.acts import Desk
from pipeline.store.audit import verify
from pipeline.store.copying import copy_ledger, proof_of
from pipeline.store.filters import KINDS, Filter
from pipeline.store.opening import Store, open_ledger
from pipeline.store.queries import ledger
from pipeline.store.queries_history import history
from pipeline.store.writer import Writer
from tests.store.factory import Clock, bulletin, reread

DAY = date(2024, 3, 1)


@pytest.fixture
def source(tmp_path: Path, template: Path) -> Store:
    """A ledger with a life behind it: read, read anew, acted on, corrected, with odd characters in it."""
    path = tmp_path / "source.db"
    shutil.copy(template, path)
    store = open_ledger(str(path))
    writer = Writer(store, Clock(), actor="张三", origin="test")
    records = [bulletin(path=f"简报{number}\udcff.txt", salt=f"{number}\x00") for number in range(5)]
    for each in records:
        writer.add(each)
    writer.commit()
    writer.add(reread(records[0], *records[0].obligations[:-1]))
    writer.commit()
    with store.reading() as connection:
        uid = ledger(connection, Filter(DAY))[0].id
    desk = Desk(store, Clock(), "李四", "test")
    desk.act(uid, "extended", DAY, "经批准", due="2024-04-30")
    desk.correct(uid, {"action": "报送"}, DAY)
    return store


def answers(store: Store) -> list[object]:
    questions = [
        Filter(DAY, kinds=KINDS, states=None),
        Filter(DAY, search="居民楼"),
        Filter(DAY, fine_from=10_000),
        Filter(DAY, unit="大队"),
        Filter(DAY, known_at="2024-02-10T08:00:02.000000Z", kinds=KINDS, states=None),
    ]
    with store.reading() as connection:
        found = [[entry.to_dict() for entry in ledger(connection, asked)] for asked in questions]
        uid = ledger(connection, questions[0])[0].id
        return [*found, [each.to_dict() for each in history(connection, uid)]]


def test_the_copy_is_the_same_and_goes_on(source: Store, store: Store) -> None:
    proof = copy_ledger(source, store)
    assert proof.rows["documents"] == 5
    assert proof.rows["events"] == 8
    assert answers(store) == answers(source)
    with store.reading() as connection:
        assert list(verify(connection)) == [None] * 5
        assert proof_of(connection) == proof
    writer = Writer(store, Clock(), actor="张三", origin="test")
    writer.add(bulletin(path="新.txt", salt="new"))
    assert [each.status for each in writer.commit()] == ["new"]


def test_there_and_back_again(source: Store, store: Store, tmp_path: Path) -> None:
    first = copy_ledger(source, store)
    with open_ledger(str(tmp_path / "back.db")) as back:
        assert copy_ledger(store, back) == first


def test_a_ledger_with_documents_is_not_overwritten_unless_that_is_asked(source: Store, store: Store) -> None:
    writer = Writer(store, Clock(), actor="张三", origin="test")
    writer.add(bulletin(path="旧.txt", salt="old"))
    writer.commit()
    before = answers(store)
    with pytest.raises(StoreError, match="空台账"):
        copy_ledger(source, store)
    assert answers(store) == before
    copy_ledger(source, store, replace=True)
    assert answers(store) == answers(source)


def test_a_copy_that_differs_is_taken_back(source: Store, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.store import copying

    really = copying.put_rows

    def losing(connection, table, rows):  # type: ignore[no-untyped-def]
        really(connection, table, rows[:-1] if table.name == "penalties" else rows)

    monkeypatch.setattr(copying, "put_rows", losing)
    with pytest.raises(StoreError, match="核对不一致"):
        copy_ledger(source, store)
    with store.reading() as connection:
        assert proof_of(connection).rows["documents"] == 0
