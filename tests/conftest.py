"""Every test runs with no setting from outside and with a cache folder that this run alone has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.databases import server, store, template, url

__all__ = ["server", "store", "template", "url"]

# A busy machine must not turn a property red: what takes long is measured where that is the question.
settings.register_profile("duban", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("duban")

# The files that take longest, in this order: begun first, they leave no process alone at the end.
LONGEST = (
    "read/test_surety.py", "browser/test_looks.py", "browser/test_jobs.py", "read/test_hostile.py",
    "read/test_secrets_hidden.py", "read/test_scans.py", "read/test_columns.py", "golden/test_surface.py",
    "store/test_pages.py", "resolve/times/test_properties.py", "batch/test_engines.py", "notebooks/test_notebooks.py",
    "bench/test_work.py", "resolve/test_fuzz.py", "cli/test_ledger.py", "read/test_same_ledger.py",
    "web/test_access.py", "web/test_pages.py", "rules/test_examples.py", "batch/test_night.py", "web/test_api.py",
    "learn/test_train.py", "evaluate/test_score.py", "read/test_evidence.py", "read/test_sheets.py",
    "resolve/test_money_properties.py", "cli/test_bad_input.py", "read/test_secrets.py", "ledger/test_linking.py",
)  # fmt: skip
_PLENTY = 4_000_000_000  # bytes; far more than a run writes
READ_RULES = """
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
load_rulebook(rules_folder())
"""


def in_memory() -> str | None:
    """A folder in memory for all that the tests write, where there is plenty: syncing and unlinking cost milliseconds
    on a disk, tens of thousands of times. None where there is not, or where somebody chose a place."""
    memory = Path("/dev/shm")
    if "TMPDIR" in os.environ or not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < _PLENTY:
        return None
    folder = tempfile.mkdtemp(prefix="duban-", dir=memory)
    Path(folder).chmod(0o711)  # PostgreSQL runs as another user
    return folder


def pytest_configure(config: pytest.Config) -> None:
    """Before any test module is imported; the processes of one run share the cache, so that one reads the rules."""
    if hasattr(config, "workerinput"):
        return
    for name in [name for name in os.environ if name.startswith("DUBAN_")]:
        del os.environ[name]
    if folder := in_memory():
        config.add_cleanup(partial(shutil.rmtree, folder, ignore_errors=True))
        tempfile.tempdir = os.environ["TMPDIR"] = folder
    os.environ["DUBAN_CACHE"] = cache = tempfile.mkdtemp(prefix="duban-cache-")
    config.add_cleanup(partial(shutil.rmtree, cache, ignore_errors=True))
    if getattr(config.option, "dist", "no") != "no":  # while the others collect tests
        config.add_cleanup(subprocess.Popen([sys.executable, "-c", READ_RULES]).wait)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first; ``make test`` keeps this order where each process takes a file at a time."""
    here = Path(__file__).parent
    place = {here / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))
