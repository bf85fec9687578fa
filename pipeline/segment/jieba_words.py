"""jieba, with its dictionary cache in a folder of our own: its default, a file in /tmp, anybody could plant."""

from __future__ import annotations

import contextlib
import logging
import os
import stat
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.model import Span
from pipeline.rulebook.cache import cache_folder
from pipeline.segment.protocol import spans_of, usable_terms


class JiebaWords:
    """Words by jieba's dictionary and hidden Markov model, the user's terms among them."""

    name = "jieba"

    def __init__(self, terms: Iterable[str] = ()) -> None:
        self._tokenizer = _tokenizer()
        for term in usable_terms(terms):
            self._tokenizer.add_word(term)

    def frequency(self, word: str) -> int:
        """How often the dictionary counted the word; 0 where it does not know it."""
        return int(self._tokenizer.FREQ.get(word) or 0)

    def words(self, text: str) -> list[Span]:
        """The words of the text; white space and signs come as words too."""
        return spans_of(self._tokenizer.cut(text))


def _tokenizer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its source has invalid escapes, which newer interpreters warn of
        import jieba

    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    with _private_folder() as folder:
        tokenizer.tmp_dir = str(folder)
        tokenizer.cache_file = "jieba.cache"
        tokenizer.initialize()
    return tokenizer


@contextlib.contextmanager
def _private_folder() -> Iterator[Path]:
    """The user's cache folder where it is ours alone to write, else one that is gone afterwards."""
    folder = cache_folder()
    if folder is not None and _is_private(folder):
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="duban-") as name:
        yield Path(name)


def _is_private(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError:
        return False
    if os.name != "posix":
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
