"""Timing that a busy machine can't easily turn round: both sides in turns, the best of several runs each."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence


def best(rounds: int, *jobs: Callable[[], object]) -> list[float]:
    """The least seconds that each job took over so many rounds, the jobs taken in turns."""
    least = [float("inf")] * len(jobs)
    for _ in range(rounds):
        for number, job in enumerate(jobs):
            start = time.perf_counter()
            job()
            least[number] = min(least[number], time.perf_counter() - start)
    return least


def least_processor_seconds(rounds: int, *jobs: Callable[[], object]) -> list[float]:
    """As :func:`best`, in seconds of this process alone: other people's load is not in it."""
    least = [float("inf")] * len(jobs)
    for _ in range(rounds):
        for number, job in enumerate(jobs):
            start = time.process_time()
            job()
            least[number] = min(least[number], time.process_time() - start)
    return least


def process(*arguments: str) -> Callable[[], object]:
    """A job that runs this interpreter with ``arguments`` to its end, its output thrown away."""
    return lambda: subprocess.run(
        [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def rate(characters: int, seconds: float) -> str:
    """Characters per second with thousands separated."""
    return f"{characters / seconds:,.0f}"


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows as aligned columns: the first to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    ]
    return "\n".join(lines)
