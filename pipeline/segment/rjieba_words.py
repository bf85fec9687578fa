"""rjieba: jieba's algorithm and dictionary in Rust, some twenty times as fast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.segment.protocol import spans_of, usable_terms

# jieba cuts runs of Latin letters and digits at signs (``A-3`` is three words); rjieba keeps them whole.
_LATIN = compiled(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")


class RjiebaWords:
    """The same words as :class:`~pipeline.segment.jieba_words.JiebaWords`."""

    name = "rjieba"

    def __init__(self, terms: Iterable[str] = ()) -> None:
        import rjieba

        self._tokenizer = rjieba.Jieba()
        for term in usable_terms(terms):
            self._tokenizer.add_word(term, None, None)

    def words(self, text: str) -> list[Span]:
        """The words of the text; white space and signs come as words too."""
        return spans_of(self._cut(text))

    def _cut(self, text: str) -> Iterator[str]:
        for word in self._tokenizer.cut(text):
            if len(word) > 1 and word.isascii() and not word.isalnum() and not word.isspace():
                yield from filter(None, _LATIN.split(word))
            else:
                yield word
