"""Records as spaCy's DocBin: text, tokens, a span an obligation and the record itself, in one compact file."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import DocBin
from spacy.vocab import Vocab

from pipeline.export.spacy_component import mark
from pipeline.model import Record
from pipeline.segment import Segmenter
from pipeline.segment.spacy_tokenizer import SegmenterTokenizer


def to_docbin(records: Iterable[Record], segmenter: Segmenter) -> DocBin:
    """A DocBin with a Doc a record, tokenized by ``segmenter``; read it with ``get_docs(spacy.blank("zh").vocab)``."""
    tokenize = SegmenterTokenizer(Vocab(), segmenter)
    return DocBin(docs=[mark(tokenize(record.document.text), record) for record in records], store_user_data=True)
