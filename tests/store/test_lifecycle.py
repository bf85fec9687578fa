from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.errors import StoreError
from pipeline.store.events import Event, Head, broken_link, tie
from pipeline.store.lifecycle import BEGINNING, END, Standing, check_act, standing_on, timeline
from pipeline.store.types import to_json


def act(seq: int, kind: str, on: str, note: str = "据核查表", **data: str) -> Event:
    return Event(kind, to_json(data), "x-1", on, seq=seq, note=note)


def test_a_duty_begins_as_registered_and_stays_so() -> None:
    assert timeline([]) == [Standing(BEGINNING, END, "registered")]


def test_the_whole_life() -> None:
    events = [
        act(1, "assigned", "2024-03-01", to="一大队"),
        act(2, "acknowledged", "2024-03-02"),
        act(3, "progress", "2024-03-10"),
        act(4, "extended", "2024-03-28", due="2024-04-30"),
        act(5, "done", "2024-04-20"),
        act(6, "returned", "2024-04-21"),
        act(7, "done", "2024-04-25"),
        act(8, "closed", "2024-04-28"),
    ]
    pieces = timeline(events)
    assert [piece.state for piece in pieces] == [
        "registered", "assigned", "acknowledged", "in_progress", "in_progress", "done", "returned", "done", "closed",
    ]  # fmt: skip
    assert all(first.valid_to == second.valid_from for first, second in pairwise(pieces))
    assert standing_on(pieces, "2024-03-27").extended_to is None
    assert standing_on(pieces, "2024-03-28").extended_to == "2024-04-30"
    assert {piece.assigned_to for piece in pieces[1:]} == {"一大队"}


def test_acts_count_by_their_day_not_by_the_order_of_recording() -> None:
    late = [act(1, "done", "2024-04-20"), act(2, "assigned", "2024-03-01", to="一大队")]
    assert [piece.state for piece in timeline(late)] == ["registered", "assigned", "done"]


def test_several_acts_of_one_day_leave_the_last() -> None:
    pieces = timeline([act(1, "assigned", "2024-03-01", to="甲"), act(2, "acknowledged", "2024-03-01")])
    assert [(piece.valid_from, piece.state) for piece in pieces] == [
        (BEGINNING, "registered"),
        ("2024-03-01", "acknowledged"),
    ]


@pytest.mark.parametrize(
    ("event", "before"),
    [
        (act(2, "closed", "2024-03-02"), []),
        (act(2, "done", "2024-03-02"), [act(1, "cancelled", "2024-03-01")]),
        (act(3, "extended", "2024-03-03", due="2024-05-01"), [act(1, "done", "2024-03-01")]),
        (act(1, "extended", "2024-03-03"), []),
        (act(1, "assigned", "2024-03-03"), []),
        (act(1, "occurrence", "2024-03-03"), []),
        (act(2, "closed", "2024-03-03", note=" "), [act(1, "done", "2024-03-01")]),
        (act(1, "forgotten", "2024-03-03"), []),
    ],
)
def test_acts_that_cannot_happen(event: Event, before: list[Event]) -> None:
    with pytest.raises(StoreError):
        check_act(event, before)


def test_a_chain_shows_what_was_changed_swapped_or_left_out() -> None:
    head, chain = Head(), []
    for number in range(4):
        event = tie(act(0, "progress", "2024-03-01", note=f"第{number}次"), "doc", head, f"2024-03-0{number + 1}")
        chain.append(event)
        head = Head(event.seq, event.hash)
    assert broken_link(chain, "doc", head) is None
    assert broken_link(chain, "other", head) == 1
    assert broken_link(chain[:-1], "doc", head) == 4
    assert broken_link(chain[1:], "doc", head) == 1
    assert broken_link([chain[0], chain[2], chain[1], chain[3]], "doc", head) == 2
    assert broken_link([], "doc", Head()) is None
