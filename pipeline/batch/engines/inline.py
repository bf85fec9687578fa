"""This very process: nothing to start, and nothing between it and a document that kills it. For finding faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.batch.engines.interface import Task


@dataclass
class Inline:
    """The engine ``inline``."""

    workers: int = 1

    def run(self, task: Task, batches: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
        """See :class:`Engine`."""
        for batch in batches:
            yield list(task(batch))
