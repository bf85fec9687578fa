"""Reading and extracting many documents: one that fails is reported in a line, and the others go on."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.cli.output import report
from pipeline.cli.progress import Bar, warn
from pipeline.errors import DubanError
from pipeline.model import Document, Record
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.stages import Extractor


@dataclass(slots=True)
class Extraction:
    """The records of the documents that could be read, as they come; ``failed`` names the others when it is done."""

    paths: Sequence[str]
    settings: Settings
    lang: str
    failed: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Record]:
        from pipeline.read import limits_of, read_all
        from pipeline.stages import extractor_by

        extractor = extractor_by(self.settings)
        with Bar(1, self.lang) as bar:
            for document in read_all(self.paths, limits_of(self.settings), progress=bar.pages):
                if isinstance(document, DubanError):
                    self._report(document)
                    continue
                warn(document, self.lang)
                if record := self._extract(extractor, document):
                    yield record

    def _extract(self, extractor: Extractor, document: Document) -> Record | None:
        from pipeline.clock import SlowError, time_limit

        try:
            with time_limit(document, self.settings):
                return extractor.extract(document)
        except SlowError as error:
            self._report(error)
            return None
        except Exception as error:
            if os.environ.get("DUBAN_DEBUG"):
                raise
            self._report(_unexpected(document, error))
            return None

    def _report(self, error: DubanError) -> None:
        self.failed.append(error.message(self.lang))
        report(error, self.lang)


def _unexpected(document: Document, error: Exception) -> DubanError:
    what = f"{type(error).__name__}: {' '.join(str(error).split())}"
    return DubanError(
        f"{document.path}：提取失败，程序内部错误 {what}", f"{document.path}: extraction failed, internal error {what}"
    )
