"""Calibration measures on cases whose answer is known by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.calibration import Rated, bins, calibration_error, caught, least_certain, risk_coverage

events = st.lists(st.builds(Rated, st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


@given(events)
def test_bins_hold_every_event_once(found: list[Rated]) -> None:
    assert sum(each.count for each in bins(found)) == len(found)
    assert 0 <= calibration_error(found) <= 1


@given(events)
def test_full_coverage_has_the_risk_of_all(found: list[Rated]) -> None:
    coverage, risk = risk_coverage(found)[-1]
    assert coverage == 1
    assert risk == pytest.approx(sum(not event.right for event in found) / len(found))


def test_what_keeps_its_word_has_no_error() -> None:
    assert calibration_error([Rated(0.75, True)] * 3 + [Rated(0.75, False)]) == 0


def test_the_queue_is_the_least_certain() -> None:
    found = [Rated(n / 20, n > 2) for n in range(20)]
    assert [event.confidence for event in least_certain(found, 0.15)] == [0, 0.05, 0.1]
    assert caught(found, 0.15) == 1
    assert caught([Rated(0.9, True)]) == 1
