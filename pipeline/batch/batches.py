"""Files in batches of about the same size, so that no worker sits over a heap while another has nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.batch.sources import Source

Batch = tuple[Source, ...]


def batches(sources: Iterable[Source], most_bytes: int, most_files: int) -> Iterator[Batch]:
    """The files in their order, cut where a batch would grow over so many bytes or files; a larger one goes alone.

    >>> files = [Source(name, "", size, 0) for name, size in (("a", 4), ("b", 5), ("c", 9))]
    >>> [[each.path for each in batch] for batch in batches(files, 10, 32)]
    [['a', 'b'], ['c']]
    """
    batch: list[Source] = []
    size = 0
    for each in sources:
        if batch and (size + each.size > most_bytes or len(batch) >= most_files):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(each)
        size += each.size
    if batch:
        yield tuple(batch)
