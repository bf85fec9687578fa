"""What the store's tests share beside the databases (``tests/databases.py``)."""

from __future__ import annotations

import pytest

from pipeline.store.opening import Store
from pipeline.store.writer import Writer
from tests.store.factory import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def writer(store: Store, clock: Clock) -> Writer:
    return Writer(store, clock, actor="张三", origin="test")
