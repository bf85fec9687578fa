"""Which versions would read a document now, without building the extractor."""

from __future__ import annotations

from pipeline.batch.task import extractor_of
from pipeline.model import Versions
from pipeline.settings import Settings


def current_versions(settings: Settings) -> Versions:
    """The contract, rules, code and models of an extraction with these settings."""
    versions: Versions = extractor_of(settings).versions
    return versions
