"""The regression: it stands at its minimum, learns what can be learned, and is the same every time."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from pipeline.learn.regression import fit, table

rows = st.lists(st.tuples(st.sets(st.sampled_from("甲乙丙丁戊")), st.booleans()), min_size=2, max_size=30)


def loss(data: list[tuple[set[str], bool]], bias: float, weights: dict[str, float], strength: float) -> float:
    held = sum(strength * weight * weight for weight in weights.values()) + 1e-3 * bias * bias
    logits = [(bias + sum(weights[name] for name in names), right) for names, right in data]
    return held / 2 + sum(math.log1p(math.exp(-logit if right else logit)) for logit, right in logits)


@given(rows, st.floats(0.5, 10))
def test_no_step_from_the_minimum_is_better(data: list[tuple[set[str], bool]], strength: float) -> None:
    names = sorted(set().union(*(held for held, _ in data)) | {"甲"})
    made = table([sorted(held) for held, _ in data], names)
    bias, weights = fit(made, [right for _, right in data], strength)
    least = loss(data, bias, weights, strength)
    for name in names:
        for step in (-0.05, 0.05):
            assert loss(data, bias, weights | {name: weights[name] + step}, strength) >= least - 1e-6
    if 0 < sum(right for _, right in data) < len(data):
        assert all(loss(data, bias + step, weights, strength) >= least - 1e-6 for step in (-0.05, 0.05))


def test_it_learns_what_tells_right_from_wrong() -> None:
    data = [(["必须"], True)] * 20 + [(["据悉"], False)] * 20
    bias, weights = fit(table([row for row, _ in data], ["必须", "据悉"]), [right for _, right in data], 1.0)
    assert weights["必须"] > 1
    assert weights["据悉"] < -1
    assert abs(bias) < 0.5
