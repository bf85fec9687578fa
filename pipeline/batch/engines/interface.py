"""What every engine promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

# A task is called with a batch and gives a list: for every item of the batch its result, in order. It is picklable.
Task = Callable[[Sequence[Any]], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands for the result of an item that killed its worker, alone and more than once."""

    item: Any


class Engine(Protocol):
    """Works on batches; a worker that dies costs time and nothing else."""

    workers: int

    def run(self, task: Task, batches: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
        """For every batch, in order, the results of its items; few batches are in flight at a time.

        What a task raises comes out here. An item whose worker dies is tried again by itself, and given up as
        :class:`Lost` when it kills that worker too; the other items of its batch are not touched by that.
        """
        ...
