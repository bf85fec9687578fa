"""Every test runs with no setting from outside and with a cache folder of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    for name in [name for name in os.environ if name.startswith("DUBAN_")]:
        patch.delenv(name)
    patch.setenv("DUBAN_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()
