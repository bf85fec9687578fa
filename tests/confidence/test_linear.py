"""The sum at run time: bounded, monotone, unmoved by names that it does not know; files that are none are refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.confidence.linear import Linear, read_linear, sigmoid
from pipeline.errors import ConfigError

weights = st.dictionaries(st.text(min_size=1, max_size=6), st.floats(-20, 20), max_size=12)


@given(st.floats(-50, 50), weights, st.lists(st.text(max_size=6), max_size=20))
def test_a_probability_lies_between_nothing_and_one(bias: float, known: dict[str, float], names: list[str]) -> None:
    assert 0 <= Linear(bias, known).probability(names) <= 1


@given(weights)
def test_unknown_names_add_nothing(known: dict[str, float]) -> None:
    model = Linear(0.5, known)
    assert model.logit(["没有这个名字的", *known]) == model.logit(known)


def test_more_evidence_for_it_makes_it_surer() -> None:
    assert [sigmoid(x) for x in (-2, 0, 2)] == [0.119, 0.5, 0.881]


def test_the_heaviest_reasons_come_first() -> None:
    model = Linear(0.0, {"cue=must": 2.0, "why=祈使": -3.0, "opens=True": 0.1})
    assert model.reasons(["opens=True", "cue=must", "why=祈使"], most=2) == [("why=祈使", -3.0), ("cue=must", 2.0)]


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"bias": 1}', '{"bias": "x", "weights": {}}', '{"bias": 1, "weights": {"a": NaN}}', "\x00"],
)
def test_a_broken_file_is_one_line_of_advice(tmp_path: Path, content: str) -> None:
    path = tmp_path / "obligation.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"obligation\.json"):
        read_linear(path)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps({"bias": -1, "weights": {"a": 2}}), encoding="utf-8")
    assert read_linear(path) == Linear(-1.0, {"a": 2.0})


@given(weights, st.lists(st.lists(st.text(max_size=6), max_size=5).map(tuple), max_size=8))
def test_names_in_groups_weigh_what_they_weigh_one_by_one(
    known: dict[str, float], groups: list[tuple[str, ...]]
) -> None:
    model, flat = Linear(0.5, known), [name for group in groups for name in group]
    assert [model.of_groups(groups) for _ in range(2)] == [model.probability(flat)] * 2
