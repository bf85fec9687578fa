"""For spaCy users: ``nlp.add_pipe("duban")`` on a Chinese pipeline.

Fills ``doc.spans["obligations"]`` (a span an obligation, its label the kind) and ``doc._.duban`` (the record). What a
Doc keeps is the record's JSON, so that ``nlp.pipe(n_process=2)``, ``Doc.to_bytes`` and DocBin carry it.
"""

from __future__ import annotations

import json
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.codec import dumps, from_dict
from pipeline.model import Document, Record
from pipeline.stages import make_extractor

GROUP = "obligations"
_DATA = "duban"


class Duban:
    """The pipeline component; ``rules`` and ``models`` are folders, else those that came with Duban."""

    def __init__(self, rules: str | None = None, models: str | None = None) -> None:
        self.extractor = make_extractor(Path(rules) if rules else None, Path(models) if models else None)

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its obligations marked."""
        return mark(doc, self.extractor.extract(Document(path="", text=doc.text)))


def mark(doc: Doc, record: Record) -> Doc:
    """Put a record on the Doc of its text; tokens that evidence cuts through belong to it whole."""
    doc.user_data[_DATA] = dumps(record)
    doc.spans[GROUP] = [
        span
        for item in record.obligations
        if (span := _span(doc, item.span.start, item.span.end, item.kind)) is not None
    ]
    return doc


def record_of(doc: Doc) -> Record | None:
    """The record on a Doc, or None where no ``duban`` component has run."""
    kept = doc.user_data.get(_DATA)
    return from_dict(json.loads(kept), doc.text) if kept else None


def _span(doc: Doc, start: int, end: int, label: str) -> Span | None:
    return doc.char_span(start, end, label=label, alignment_mode="expand")


if not Doc.has_extension(_DATA):
    Doc.set_extension(_DATA, getter=record_of)


@Language.factory("duban", assigns=["doc._.duban", "doc.spans"], default_config={"rules": None, "models": None})
def make_duban(nlp: Language, name: str, rules: str | None, models: str | None) -> Duban:
    """What spaCy calls for ``nlp.add_pipe("duban", config={"rules": "FOLDER"})``."""
    return Duban(rules, models)
