"""What a worker does: read files and extract, one by one; a bad document is a refusal and the next one goes on."""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any

from pipeline.batch.results import FileResult
from pipeline.batch.sources import Source, stamp_of
from pipeline.clock import time_limit
from pipeline.errors import ConfigError, DubanError, ReadError
from pipeline.model import Document, Record, Versions
from pipeline.settings import Settings
from pipeline.store.refusals import Refusal
from pipeline.store.sources import shown_path

if TYPE_CHECKING:
    from pipeline.read import Reader


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Called with a batch, gives the result of each of its files, in order. It travels to workers as it is.

    A file that takes longer than ``seconds`` takes its worker with it: the engine sees the death and finds the culprit.
    """

    settings: Settings
    seconds: int

    def __call__(self, batch: Sequence[Source]) -> list[FileResult]:
        """Read and extract."""
        extractor, reader = extractor_of(self.settings), reader_of(self.settings)
        reader.expect([source.path for source in batch])
        results = []
        for source in batch:
            with deadly_clock(self.seconds):
                results.append(_file(source, reader, extractor, self.settings))
        return results


@lru_cache(maxsize=2)
def extractor_of(settings: Settings) -> Any:
    """The extractor of this process for these settings, built once."""
    from pipeline.stages import extractor_by

    return extractor_by(settings)


@lru_cache(maxsize=2)
def reader_of(settings: Settings) -> Reader:
    """The reader of this process, with its child process; both end with it."""
    from pipeline.read import Reader, limits_of

    return Reader(limits_of(settings))


def extracted(extractor: Any, document: Document, settings: Settings) -> Record | Refusal:
    """The record of a document, or why there is none, whatever happened inside."""
    try:
        with time_limit(document, settings):
            record: Record = extractor.extract(document)
    except DubanError as error:
        return Refusal(document.path, error.zh, error.en, document.sha256 or None)
    except Exception as error:
        what = f"{type(error).__name__}: {' '.join(str(error).split())}"
        return Refusal(
            document.path,
            f"{document.path}：提取失败，程序内部错误 {what}",
            f"{document.path}: extraction failed, internal error {what}",
            document.sha256 or None,
        )
    return record


def same_versions(records: Iterable[Record], wanted: Versions) -> None:
    """A worker elsewhere must read by the same rules and code; ConfigError where one does not."""
    if other := next((each.versions for each in records if each.versions != wanted), None):
        raise ConfigError(
            f"工作进程用的规则或程序不同：{other.rules[:12]}（督办 {other.code}），这里是 {wanted.rules[:12]}",
            f"a worker reads by other rules or code: {other.rules[:12]} (Duban {other.code}), here {wanted.rules[:12]}",
        )


@contextmanager
def deadly_clock(seconds: int) -> Iterator[None]:
    """End this process where what is inside takes longer: the only clock that even a loop in C can't outlast."""
    with _silence() as silence:
        faulthandler.dump_traceback_later(seconds, exit=True, file=silence)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _silence() -> IO[str]:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def _file(source: Source, reader: Reader, extractor: Any, settings: Settings) -> FileResult:
    from pipeline.read import read_documents

    if not _still(source):
        return FileResult(source, unstable=True)
    found = list(read_documents(source.path, reader))
    if not _still(source):
        return FileResult(source, unstable=True)
    records: list[Record] = []
    refused: list[Refusal] = []
    for each in found:
        done = _refusal(source, each) if isinstance(each, ReadError) else extracted(extractor, each, settings)
        if isinstance(done, Refusal):
            refused.append(done)
        else:
            records.append(done)
    return FileResult(source, tuple(records), tuple(refused))


def _still(source: Source) -> bool:
    """Whether the file is here, and is what it was when it was found."""
    now = stamp_of(source.path)
    return now is not None and now.stamp == source.stamp


def _refusal(source: Source, error: ReadError) -> Refusal:
    """A file inside another one is named in its error, before the colon; the whole file is named by its path."""
    from pipeline.read.reader import INSIDE

    inner, outer = error.en.partition(": ")[0], shown_path(source.path)
    path = inner if inner.startswith(outer + INSIDE) else outer
    return Refusal(path, error.zh, error.en, getattr(error, "sha256", None))
