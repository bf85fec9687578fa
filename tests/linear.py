"""That a cost grows with a text's length and not with its square, told from a busy machine."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import partial

_RUNS = 7
_TIMES = 8


def assert_linear(work: Callable[[str], object], unit: str, size: int, bound: float = 12) -> None:
    """Eight times the text takes some eight times as long, squares sixty-four times: at most ``bound`` is allowed.

    Other people's work on the machine only ever adds. So the short text counts with the least of seven runs, and one
    run of the long text within the bound proves it; one beyond it may be noise, and is run again, seven times at most.
    Both end with a whole unit: how a text ends may be a case of its own.
    """
    times = size // len(unit) + 1
    short, long = unit * times, unit * (_TIMES * times)
    most = bound * min(seconds(partial(work, short)) for _ in range(_RUNS))
    spent: list[float] = []
    while len(spent) < _RUNS and min(spent, default=most) >= most:
        spent.append(seconds(partial(work, long)))
    assert min(spent) < most, (unit, most / bound, spent)


def seconds(work: Callable[[], object]) -> float:
    """Processor time, without the collector: it walks the whole test run's objects whenever enough has been made."""
    gc.disable()
    try:
        begin = time.process_time()
        work()
        return time.process_time() - begin
    finally:
        gc.enable()
