"""Tasks for the engines' tests: what workers are given to do, some of it deadly."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


def doubled(batch: Sequence[int]) -> list[int]:
    return [2 * number for number in batch]


def process(batch: Sequence[int]) -> list[int]:
    time.sleep(0.01)
    return [os.getpid() for _ in batch]


def failing(batch: Sequence[int]) -> list[int]:
    raise ValueError(f"no {batch[0]}")


@dataclass(frozen=True)
class Poisoned:
    """Doubles, but the number ``deadly`` kills the process that works on it."""

    deadly: int

    def __call__(self, batch: Sequence[int]) -> list[int]:
        for number in batch:
            if number == self.deadly:
                os.kill(os.getpid(), signal.SIGKILL)
        return doubled(batch)


@dataclass(frozen=True)
class Once:
    """Doubles; whoever comes to number ``at`` first dies there, the next one does not."""

    at: int
    flag: Path

    def __call__(self, batch: Sequence[int]) -> list[int]:
        time.sleep(0.01)
        if self.at in batch and not self.flag.exists():
            self.flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return doubled(batch)


@dataclass(frozen=True)
class Endless:
    """As the reading of a file that never ends: its clock must end the process."""

    at: int
    seconds: int = 1

    def __call__(self, batch: Sequence[int]) -> list[int]:
        from pipeline.batch.task import deadly_clock

        results = []
        for number in batch:
            with deadly_clock(self.seconds):
                while number == self.at:
                    pass
                results.append(2 * number)
        return results
