"""Cases of a test that only ``make soak`` tries."""

from __future__ import annotations

from typing import Any

import pytest


def soak(*values: Any) -> Any:
    """One case of ``pytest.mark.parametrize`` that takes long and is like another that every run tries."""
    return pytest.param(*values, marks=pytest.mark.soak)
