"""The work of ``duban load``: read, extract, write, with a bar to watch and a way to stop that loses nothing."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import TYPE_CHECKING, Any

from pipeline.cli.output import note, report
from pipeline.cli.progress import Bar, warn
from pipeline.errors import DubanError, ReadError, StoreError
from pipeline.model import Document, Record, Versions
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.read import Reader
    from pipeline.store.refusals import Refusal
    from pipeline.store.writer import Outcome, Writer

_COMMIT_SECONDS = 1.0


@dataclass
class Loading:
    """One run. ``counts`` says what became of the documents, ``obligations`` how many lines are new in the ledger."""

    writer: Writer
    settings: Settings
    lang: str
    counts: dict[str, int] = field(default_factory=lambda: {"new": 0, "updated": 0, "same": 0, "failed": 0})
    obligations: int = 0
    interrupted: bool = False
    _versions: Versions | None = None
    _read: set[str] = field(default_factory=set)

    @property
    def seen(self) -> int:
        """How many documents were dealt with."""
        return sum(self.counts.values())

    def run(self, named: Sequence[str]) -> None:
        """Load everything that is named; StoreError where the ledger can't be written."""
        from pipeline.read import Reader, expand, limits_of

        names = list(expand(named))
        extractor = self._extractor()
        limits = limits_of(self.settings)
        with self._stoppable(), Bar(len(names), self.lang) as bar, Reader(limits, bar.pages) as reader:
            reader.expect(names)
            committed = time.monotonic()
            for name in names:
                for document in _documents(name, reader):
                    if self.interrupted:
                        break
                    self._load(extractor, document)
                bar.advance()
                if self.interrupted:
                    break
                if time.monotonic() - committed > _COMMIT_SECONDS:
                    self._count(self.writer.commit())
                    committed = time.monotonic()
            self._count(self.writer.commit())
        self._solve()

    def _load(self, extractor: Any, document: Document | ReadError) -> None:
        try:
            if isinstance(document, ReadError):
                raise document
            warn(document, self.lang)
            record = self._extract(extractor, document)
        except StoreError:
            raise
        except DubanError as error:
            self._note(error, document)
            self._failed(error)
            return
        self._read.add(document.path)
        if record is None:
            self.counts["same"] += 1
        else:
            self._count(self.writer.add(record))

    def _note(self, error: DubanError, document: Document | ReadError) -> None:
        """What must not be kept, or can't be extracted, goes into quarantine: path, hash and reason, and no word."""
        from pipeline.read import ClassifiedError
        from pipeline.store.refusals import Refusal

        if isinstance(error, ClassifiedError):
            self._quarantine(Refusal.of_secret(error.path, error.mark, error.sha256))
        elif isinstance(document, Document):
            self._quarantine(Refusal(document.path, error.zh, error.en, document.sha256))

    def _solve(self) -> None:
        """What was read now waits no more."""
        from pipeline.store.refusals import listed, solve

        with self.writer.store.reading() as connection:
            waiting = {each.path for each in listed(connection)} & self._read
        if waiting:
            with self.writer.store.writing() as connection:
                solve(connection, sorted(waiting))

    def _quarantine(self, refusal: Refusal) -> None:
        from pipeline.store.refusals import put_refusals
        from pipeline.store.stamps import stamp

        with self.writer.store.writing() as connection:
            put_refusals(connection, [refusal], stamp(self.writer.clock()))

    def _extract(self, extractor: Any, document: Document) -> Record | None:
        """The record of a document; None where the ledger has the same bytes, read by the same versions."""
        if self.writer.knows(document, self._versions):
            return None
        from pipeline.clock import time_limit

        try:
            with time_limit(document, self.settings):
                record: Record = extractor.extract(document)
        except DubanError:
            raise
        except Exception as error:
            if os.environ.get("DUBAN_DEBUG"):
                raise
            raise _unexpected(document, error) from error
        # All records of one run are made by the same versions; the first one tells which.
        self._versions = record.versions
        return record

    def _extractor(self) -> Any:
        from pipeline.stages import extractor_by

        return extractor_by(self.settings)

    def _count(self, outcomes: Sequence[Outcome]) -> None:
        for outcome in outcomes:
            if outcome.error:
                self._failed(_named(outcome.path, outcome.error))
                continue
            self.counts[outcome.status] += 1
            if outcome.copy_of:
                note(self._copied(outcome.path, outcome.copy_of))
            self.obligations += outcome.obligations if outcome.status == "new" else 0

    def _copied(self, path: str, of: str) -> str:
        if self.lang == "en":
            return f"{path}: the same document as {of}; linked, nothing is entered twice"
        return f"{path}：与 {of} 是同一份文件，已关联，不重复记入"

    def _failed(self, error: DubanError) -> None:
        self.counts["failed"] += 1
        report(error, self.lang)

    @contextmanager
    def _stoppable(self) -> Iterator[None]:
        """The first Ctrl-C ends the run after the document at hand, the second at once (its group is not in then)."""

        def stop(_number: int, _frame: FrameType | None) -> None:
            if self.interrupted:
                raise KeyboardInterrupt
            self.interrupted = True

        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _documents(name: str | ReadError, reader: Reader) -> Iterator[Document | ReadError]:
    """What one name stands for: a document, several (an archive, a mail), or why there is none."""
    from pipeline.read import read_documents

    if isinstance(name, ReadError):
        yield name
    else:
        yield from read_documents(name, reader)


def _named(path: str, error: DubanError) -> DubanError:
    return DubanError(f"{path}：{error.zh}", f"{path}: {error.en}")


def _unexpected(document: Document, error: Exception) -> DubanError:
    what = f"{type(error).__name__}: {' '.join(str(error).split())}"
    return DubanError(
        f"{document.path}：提取失败，程序内部错误 {what}", f"{document.path}: extraction failed, internal error {what}"
    )
