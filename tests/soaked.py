"""Cases of a test that only ``make soak`` tries."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest


def soak(*values: Any) -> Any:
    """One case of ``pytest.mark.parametrize`` that takes long and is like another that every run tries."""
    return pytest.param(*values, marks=pytest.mark.soak)


def some(values: Sequence[Any], many: int, seed: int = 7) -> list[Any]:
    """A seeded sample of so many of the values, in their order."""
    places = random.Random(seed).sample(range(len(values)), min(many, len(values)))
    return [values[at] for at in sorted(places)]


def sampled(values: Sequence[Any], many: int, seed: int = 7) -> list[Any]:
    """All the values for ``pytest.mark.parametrize``: a seeded sample for every run, the others for ``make soak``."""
    chosen = some(range(len(values)), many, seed)
    return [value if at in chosen else soak(value) for at, value in enumerate(values)]
