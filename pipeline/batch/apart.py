"""Extraction in a process of its own, for a service whose threads no clock can stop."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from time import monotonic

from pipeline.batch.engines.processes import follow_the_parent
from pipeline.batch.task import deadly_clock, extracted, extractor_of
from pipeline.clock import seconds_for, too_slow
from pipeline.errors import DubanError
from pipeline.model import Document, Record
from pipeline.settings import Settings
from pipeline.store.refusals import Refusal

_GRACE = 10  # seconds: its own clock goes off first, and says so


@dataclass
class Apart:
    """Extracts by these settings; the process starts with the first document and is replaced when it dies."""

    settings: Settings
    _pool: ProcessPoolExecutor | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.settings = replace(self.settings, smtp_password="")

    def extract(self, document: Document) -> Record:
        """The record; raises DubanError, one line, where there is none, whatever happened to the process.

        A process that somebody else ended (no memory was left, say) may have nothing to do with the document at hand:
        it is tried once more.
        """
        found = self._tried(document) or self._tried(document)
        if found is None:
            raise DubanError(
                f"{document.path}：提取进程两次意外结束（可能是内存不足）",
                f"{document.path}: the extracting process ended twice (out of memory, perhaps)",
            )
        if isinstance(found, Refusal):
            raise DubanError(found.zh, found.en)
        return found

    def _tried(self, document: Document) -> Record | Refusal | None:
        """None where the process ended before its time."""
        begun, seconds = monotonic(), seconds_for(document, self.settings)
        try:
            return self._ready().submit(_extract, self.settings, document).result()
        except BrokenProcessPool:
            self.close()
            if monotonic() - begun >= seconds:
                raise too_slow(document.path, seconds) from None
            return None

    def close(self) -> None:
        """End the process; the next document gets a new one."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _ready(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=follow_the_parent)
        return self._pool


def _extract(settings: Settings, document: Document) -> Record | Refusal:
    extractor = extractor_of(settings)
    with deadly_clock(int(seconds_for(document, settings)) + _GRACE):
        return extracted(extractor, document, settings)
