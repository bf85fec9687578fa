"""That a cost grows with a text's length and not with its square, told from a busy machine."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import partial

_ROUNDS = 7
_BESIDE = 3
_TIMES = 8


def assert_linear(work: Callable[[str], object], unit: str, size: int, bound: float = 10.5) -> None:
    """Eight times the text takes some eight times as long, squares sixty-four times: at most ``bound`` is allowed.

    A cost of ``n + n²/k`` fails from the same ``k`` on whether 100,000 characters may take 12 times as long as an
    eighth of them, or 60,000 only 10.5 times: the smaller text finds as much in less time.

    Other people's work on the machine only ever adds, for seconds at a time. So the long text is compared with short
    ones timed beside it, the least of them, and one round within the bound proves it; there are seven at most.
    Both end with a whole unit: how a text ends may be a case of its own.
    """
    times = size // len(unit) + 1
    short, long = partial(work, unit * times), partial(work, unit * (_TIMES * times))
    ratios: list[float] = []
    while len(ratios) < _ROUNDS and min(ratios, default=bound) >= bound:
        beside = min(seconds(short) for _ in range(_BESIDE))
        ratios.append(seconds(long) / max(beside, 1e-9))
    assert min(ratios) < bound, (unit, ratios)


def seconds(work: Callable[[], object]) -> float:
    """Processor time, without the collector: it walks the whole test run's objects whenever enough has been made."""
    gc.disable()
    try:
        begin = time.process_time()
        work()
        return time.process_time() - begin
    finally:
        gc.enable()
