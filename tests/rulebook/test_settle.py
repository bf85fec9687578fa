from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from pipeline.rulebook.settle import settle
from tests.linear import assert_linear


class One(NamedTuple):
    start: int
    end: int
    rank: tuple[int, int]


ONES = st.lists(
    st.builds(
        lambda start, length, priority, order: One(start, start + length, (-priority, order)),
        st.integers(0, 30), st.integers(1, 10), st.integers(1, 3), st.integers(0, 4),
    ),
    max_size=14,
)  # fmt: skip


def naive(ones: list[One]) -> list[int]:
    order = sorted(
        range(len(ones)), key=lambda i: (ones[i].rank[0], ones[i].start - ones[i].end, ones[i].rank[1], ones[i].start)
    )
    kept: list[int] = []
    for index in order:
        if all(ones[index].end <= ones[other].start or ones[other].end <= ones[index].start for other in kept):
            kept.append(index)
    return sorted(kept, key=lambda index: ones[index].start)


@given(ONES)
def test_the_best_stand_and_every_loser_has_a_better_neighbour(ones: list[One]) -> None:
    kept, losses = settle(ones)
    assert kept == naive(ones)
    assert sorted([*kept, *(loss.loser for loss in losses)]) == list(range(len(ones)))
    for loser, winner in losses:
        assert ones[winner].start < ones[loser].end
        assert ones[loser].start < ones[winner].end
        assert ones[winner].rank[0] <= ones[loser].rank[0]


def test_many_overlaps_cost_what_they_are_many() -> None:
    def overlap(text: str) -> None:
        settle([One(start, start + 50, (-50, start % 7)) for start in range(len(text))])

    assert_linear(overlap, "x", 6_250, bound=20)  # they are sorted, which is a bit more than linear
