"""The stores of the store's tests, and an extractor made once."""

from __future__ import annotations

import pytest

from pipeline.resources import rules_folder
from pipeline.rulebook import Rulebook, load_rulebook
from pipeline.stages import Extractor
from tests.store.conftest import clock

__all__ = ["clock"]


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook(rules_folder())


@pytest.fixture(scope="session")
def extractor(rulebook: Rulebook) -> Extractor:
    return Extractor(rulebook)
