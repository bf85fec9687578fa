"""spaCy's Chinese tokenizer over our segmenters: ``@tokenizers = "duban.Segmenter.v1"`` in a spaCy configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, get_words_and_spaces, registry
from spacy.vocab import Vocab

from pipeline.segment import Segmenter, make_segmenter


class SegmenterTokenizer(DummyTokenizer):
    """Text to a spaCy Doc whose tokens are the segmenter's words; the Doc's text is the text, to the letter."""

    def __init__(self, vocab: Vocab, segmenter: Segmenter) -> None:
        self.vocab = vocab
        self.segmenter = segmenter

    def __call__(self, text: str) -> Doc:
        """The tokens of one text."""
        words = [span.of(text) for span in self.segmenter.words(text)]
        words, spaces = get_words_and_spaces(words, text)
        return Doc(self.vocab, words=words, spaces=spaces)


@registry.tokenizers("duban.Segmenter.v1")  # type: ignore[untyped-decorator]
def make_tokenizer(
    segmenter: str = "jieba", terms: Iterable[str] = (), model: str | None = None
) -> Callable[[Language], SegmenterTokenizer]:
    """What spaCy calls with its pipeline to get the tokenizer."""
    return lambda nlp: SegmenterTokenizer(nlp.vocab, make_segmenter(segmenter, terms, Path(model) if model else None))
