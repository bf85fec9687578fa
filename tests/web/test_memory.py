from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from pipeline.web.memory import Memory


def test_who_asks_meanwhile_waits_and_gets_the_same() -> None:
    memory, made = Memory(), []
    gate = threading.Barrier(8)

    def make() -> int:
        made.append(1)
        time.sleep(0.05)
        return len(made)

    def ask(_: int) -> int:
        gate.wait()
        return memory.get("figures", make)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {1}
    assert len(made) == 1


def test_the_oldest_is_forgotten_and_a_failure_is_not_kept() -> None:
    memory = Memory(most=2)
    for key in "abc":
        memory.get(key, lambda: 1)
    assert memory.get("a", lambda: 2) == 2
    assert memory.get("c", lambda: 2) == 1

    def fail() -> int:
        raise ValueError

    try:
        memory.get("x", fail)
    except ValueError:
        assert memory.get("x", lambda: 3) == 3
