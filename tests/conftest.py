"""Every test runs with no setting from outside and with a cache folder of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.databases import server, store, template, url

__all__ = ["server", "store", "template", "url"]

# A busy machine must not turn a property red: what takes long is measured where that is the question.
settings.register_profile("duban", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("duban")


@pytest.fixture(scope="session", autouse=True)
def _clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    for name in [name for name in os.environ if name.startswith("DUBAN_")]:
        patch.delenv(name)
    patch.setenv("DUBAN_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()
