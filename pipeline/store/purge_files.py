"""Files that may hold a purged document: how it is recognized in them, and what was done about them."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.store.tombstones import Tombstone

_FOLD = re.compile(rb"\r?\n ")
_MOST_UNPACKED = 1 << 30
_SQLITE = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Traces:
    """By what files that hold a document to purge are known: words that stand in them, hashes that name them."""

    document: str
    words: tuple[bytes, ...]
    hashes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Files:
    """What became of files: removed, cleaned, or left for a person to see to."""

    removed: tuple[str, ...] = ()
    cleaned: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def __add__(self, more: Files) -> Files:
        """What was done here and there, each file once."""
        pairs = (self.removed, more.removed), (self.cleaned, more.cleaned), (self.left, more.left)
        return Files(*(tuple(dict.fromkeys((*one, *other))) for one, other in pairs))


@dataclass(frozen=True, slots=True)
class Purged:
    """What was done: the tombstone, and what became of files."""

    stone: Tombstone
    files: Files


def is_ledger(path: Path) -> bool:
    """Whether a backup is a file of SQLite; those of PostgreSQL can't be cleaned."""
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def holds(path: Path, words: tuple[bytes, ...]) -> bool:
    """Whether a file says any of this; lines that a calendar folds are read whole."""
    return any(word in each for data in _contents(path) for each in (data, _FOLD.sub(b"", data)) for word in words)


def _contents(path: Path) -> Iterator[bytes]:
    """The bytes of an exported file, of what it packs (DocBin), and of the parts of a spreadsheet or a circular."""
    data = path.read_bytes()
    yield data
    with suppress(zlib.error):
        yield zlib.decompressobj().decompress(data, _MOST_UNPACKED)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            yield from (package.read(name) for name in package.namelist())
