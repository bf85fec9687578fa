"""Every test runs with no setting from outside and with a cache folder that this run alone has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial

import pytest
from hypothesis import HealthCheck, settings

from tests.databases import server, store, template, url

__all__ = ["server", "store", "template", "url"]

# A busy machine must not turn a property red: what takes long is measured where that is the question.
settings.register_profile("duban", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("duban")

READ_RULES = """
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
load_rulebook(rules_folder())
"""


def pytest_configure(config: pytest.Config) -> None:
    """Before any test module is imported; the processes of one run share the cache, so that one reads the rules."""
    if hasattr(config, "workerinput"):
        return
    for name in [name for name in os.environ if name.startswith("DUBAN_")]:
        del os.environ[name]
    os.environ["DUBAN_CACHE"] = cache = tempfile.mkdtemp(prefix="duban-cache-")
    config.add_cleanup(partial(shutil.rmtree, cache, ignore_errors=True))
    if getattr(config.option, "dist", "no") != "no":  # while the others collect tests
        config.add_cleanup(subprocess.Popen([sys.executable, "-c", READ_RULES]).wait)
