"""What a segmenter is, and what the three have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from pipeline.model import Span
from pipeline.patterns import compiled

# jieba cuts at anything else before it looks a word up, so that a term with a bracket would never be found.
_TERM = compiled(r"[\u4e00-\u9fffA-Za-z0-9]{2,}")


class Segmenter(Protocol):
    """Cuts text into words by offset."""

    name: str

    def words(self, text: str) -> list[Span]:
        """The words of ``text`` in order, none empty, none overlapping; what lies between two is white space."""
        ...


def usable_terms(terms: Iterable[str]) -> list[str]:
    """The terms that a user dictionary can hold, sorted so that every run is alike."""
    return sorted({term for term in terms if _TERM.fullmatch(term)})


def spans_of(words: Iterable[str]) -> list[Span]:
    """The spans of words that together are the whole text.

    >>> spans_of(["应当", "报送"])
    [Span(start=0, end=2), Span(start=2, end=4)]
    """
    spans, start = [], 0
    for word in words:
        spans.append(Span(start, start + len(word)))
        start += len(word)
    return spans
