"""Long work shares the write lock: whoever marks something meanwhile gets in between, and soon."""

from __future__ import annotations

import threading
import time
from itertools import count
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from pipeline.errors import StoreError
from pipeline.store.acts import Desk
from pipeline.store.opening import Store
from pipeline.store.queries_history import history
from pipeline.store.turns import SLICE, slices
from pipeline.store.writer import Writer
from tests.store.factory import Clock, bulletin
from tests.store.test_acts import DAY, named

_ITEMS, _EACH = 60, 0.05


def test_long_work_is_done_in_slices_whole_and_in_order(store: Store) -> None:
    found = [list(few) for _, few in slices(range(5), store)]
    assert [each for few in found for each in few] == list(range(5))
    assert list(slices([], store)) == []


def test_a_slice_ends_with_the_item_that_fills_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = count(step=SLICE * 0.7)  # a clock of our own: each look at it is 0.7 of a slice later
    monkeypatch.setattr("pipeline.store.turns.time", SimpleNamespace(monotonic=lambda: next(ticks), sleep=time.sleep))
    assert [list(few) for _, few in slices(range(4), store)] == [[0, 1], [2, 3]]


def test_who_marks_something_meanwhile_gets_in_between(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.store.engine.BUSY_SECONDS", 1.5)
    done = threading.Event()

    def long_work() -> None:
        for connection, few in slices(range(_ITEMS), store):
            for _ in few:
                connection.execute(text("SELECT 1"))
                time.sleep(_EACH)
        done.set()

    worker = threading.Thread(target=long_work)
    worker.start()
    marked = 0
    while not done.is_set():
        with store.writing() as connection:
            connection.execute(text("SELECT 1"))
        marked += 1
        time.sleep(_EACH)
    worker.join()
    assert marked >= 4


def test_what_is_written_beside_an_act_is_written_with_it_or_not_at_all(
    store: Store, writer: Writer, clock: Clock
) -> None:
    writer.add(bulletin())
    writer.commit()
    uid, told = named(store, "各大队要"), []
    Desk(store, clock, "李四", "test", beside=lambda _: told.append("1")).act(uid, "acknowledged", DAY)
    assert told == ["1"]

    def fails(_: object) -> None:
        raise StoreError("没有写成", "was not written")

    with pytest.raises(StoreError, match="没有写成"):
        Desk(store, clock, "李四", "test", beside=fails).act(uid, "done", DAY)
    with store.reading() as connection:
        assert [each.kind for each in history(connection, uid)][-1] == "acknowledged"
