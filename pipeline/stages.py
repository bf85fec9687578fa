"""The ordered list of stages. A stub until the stages are joined: every document gives a record without obligations."""

from __future__ import annotations

from pipeline.model import Document, Header, Instrument, Record, Versions
from pipeline.rulebook import Rulebook


class Extractor:
    """Reads documents by one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    def extract(self, document: Document) -> Record:
        """Everything that was read out of one document."""
        return Record(
            document, Header(), (Instrument(None, None),), (), versions=Versions("1", self.rulebook.version, "0")
        )
