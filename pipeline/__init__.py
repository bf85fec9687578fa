"""Duban (督办): reads Chinese official documents and keeps the ledger of what they oblige whom to do by when."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Record
    from pipeline.stages import Extractor

__version__ = "0.1.0"
__all__ = ["__version__", "extract"]


def extract(text_or_path: str | os.PathLike[str]) -> Record:
    """The record of one document by the rules and models that came with Duban.

    A path object, or a string that names a file, is read; any other string is the document's text. Raises ReadError.

    >>> record = extract("青禾县卫生健康局应当于2031年6月30日前报送自查报告。")
    >>> record.document.text[:3]
    '青禾县'
    """
    from pipeline.model import Document

    if not isinstance(text_or_path, str) or os.path.isfile(text_or_path):  # noqa: PTH113 - a text is no valid path
        from pipeline.read import read_path

        return _extractor().extract(read_path(os.fspath(text_or_path)))
    return _extractor().extract(Document(path="", text=text_or_path))


@functools.cache
def _extractor() -> Extractor:
    from pipeline.stages import make_extractor

    return make_extractor()
