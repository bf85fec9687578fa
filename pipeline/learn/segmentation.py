"""How well words are cut: precision, recall and F1 of words against sentences segmented by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.evaluate.score import Count
from pipeline.segment.protocol import Segmenter


def read_words(path: Path) -> list[list[str]]:
    """The sentences of a file, one a line, words between spaces."""
    return [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score_words(segmenter: Segmenter, sentences: Iterable[list[str]]) -> Count:
    """Words found, invented and missed; a word counts where both its edges are right.

    >>> from pipeline.segment import make_segmenter
    >>> score_words(make_segmenter("rjieba"), [["报送", "报告", "。"]]).f1
    1.0
    """
    right = found = wanted = 0
    for words in sentences:
        ours = {tuple(span) for span in segmenter.words("".join(words))}
        theirs, at = set(), 0
        for word in words:
            theirs.add((at, at + len(word)))
            at += len(word)
        right, found, wanted = right + len(ours & theirs), found + len(ours), wanted + len(theirs)
    return Count(right, found - right, wanted - right)
