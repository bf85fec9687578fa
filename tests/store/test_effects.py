"""What counts of what was recorded: acts taken back, documents repealed or at their end, dates told by a calendar."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from pipeline.errors import StoreError
from pipeline.store.acts import Desk
from pipeline.store.audit import verify
from pipeline.store.effects import standing_acts
from pipeline.store.events import Event
from pipeline.store.filters import KINDS, Filter
from pipeline.store.lifecycle import standing_on, timeline
from pipeline.store.opening import Store
from pipeline.store.project import Content, resolved
from pipeline.store.queries import find_one, ledger
from pipeline.store.queries_history import history
from pipeline.store.types import to_json
from pipeline.store.writer import Writer
from tests.store.factory import bulletin, item

DAY = date(2024, 4, 1)


def event(kind: str, on: str, number: int, origin: str = "link", uid: str | None = None, **data: object) -> Event:
    return Event(kind, to_json(data), uid, on, origin=origin, note="据文件", seq=number)


def states(events: list[Event], *days: str) -> list[str]:
    pieces = timeline(events)
    return [standing_on(pieces, day).state for day in days]


def test_a_repealed_document_asks_for_nothing_from_that_day_on() -> None:
    repeal = event("repealed", "2024-05-01", 1, link="a", by="文件乙")
    assert states([repeal], "2024-04-30", "2024-05-01") == ["registered", "lapsed"]
    undone = event("retracted", "2024-05-02", 2, link="a")
    assert states([repeal, undone], "2024-05-01") == ["registered"]
    assert states([repeal, undone, replace(repeal, seq=3)], "2024-05-01") == ["lapsed"]


def test_a_term_of_validity_ends_after_its_last_day_and_can_be_prolonged() -> None:
    term = event("validity", "2021-01-01", 1, "validity", until="2023-12-31")
    assert states([term], "2023-12-31", "2024-01-01") == ["registered", "lapsed"]
    longer = event("validity", "2023-11-01", 2, link="b", until="2025-12-31")
    assert states([term, longer], "2024-01-01", "2026-01-01") == ["registered", "lapsed"]
    assert states([term, longer, event("retracted", "2023-11-02", 3, link="b")], "2024-01-01") == ["lapsed"]


def test_what_was_done_before_the_end_stays_done() -> None:
    done = event("done", "2023-05-01", 1, "mark", "x")
    term = event("validity", "2021-01-01", 2, "validity", until="2023-12-31")
    assert states([done, term], "2024-06-01") == ["done"]


def test_what_follows_from_documents_does_not_depend_on_the_order_of_loading() -> None:
    one = event("extended", "2024-03-01", 1, uid="x", due="2024-05-01", link="a")
    two = event("extended", "2024-03-01", 2, uid="x", due="2024-06-01", link="b")
    three = event("repealed", "2024-07-01", 3, link="c")
    wanted = timeline([one, two, three])
    for _ in range(20):
        mixed = random.sample([one, two, three], 3)
        renumbered = [replace(each, seq=number) for number, each in enumerate(mixed, 1)]
        assert timeline(renumbered) == wanted


def test_retracting_names_one_act_or_all_of_a_link() -> None:
    acts = [event("done", "2024-03-01", 1, "mark", "x"), event("superseded", "0000-01-01", 2, uid="x", link="a")]
    assert [each.seq for each in standing_acts([*acts, event("retracted", "2024-03-02", 3, seq=1)])] == [2]
    assert [each.seq for each in standing_acts([*acts, event("retracted", "2024-03-02", 3, link="a")])] == [1]


def test_a_date_that_a_calendar_told_fills_what_the_text_left_open() -> None:
    from pipeline.model import Deadline

    text = "各大队要坚持值守至全国两会结束。"
    limit = Deadline("至全国两会结束", "event", anchor="全国两会结束")
    content = Content(item(text, text[:-1], deadline=limit), None)
    told = event("resolved", "0000-01-01", 1, "calendar", "x", text=limit.text, anchor=limit.anchor, due="2027-03-11")
    other = replace(told, payload=to_json({"text": "汛期结束前", "anchor": "汛期结束", "due": "2027-09-30"}))
    again = replace(told, payload=to_json(told.data | {"due": None}))
    assert [
        resolved(content, events).item.deadline.due  # type: ignore[union-attr]
        for events in ([told], [other], [told, again])
    ] == ["2027-03-11", None, None]


@pytest.fixture
def desk(store: Store, writer: Writer) -> Desk:
    writer.add(bulletin())
    writer.commit()
    return Desk(store, writer.clock, "李四", "mark")


def named(store: Store, beginning: str) -> str:
    with store.reading() as connection:
        found = ledger(connection, Filter(DAY, kinds=KINDS, states=None))
    return next(entry.id for entry in found if entry.item.quote.startswith(beginning))


def test_an_act_and_a_correction_can_be_taken_back_and_nothing_is_erased(store: Store, desk: Desk) -> None:
    uid = named(store, "各大队要")
    desk.act(uid, "extended", date(2024, 3, 20), due="2024-05-01", approver="支队长")
    desk.act(uid, "done", date(2024, 3, 25))
    desk.correct(uid, {"report_to": None}, date(2024, 3, 26))
    for wanted in ("done", "registered", "registered"):
        desk.undo(uid, date(2024, 3, 27), "误登")
        with store.reading() as connection:
            entry = find_one(connection, uid, DAY)
        assert (entry.state, entry.item.report_to) == (wanted, "支队")
    assert entry.due == "2024-03-31"
    with pytest.raises(StoreError, match="没有可撤回"):
        desk.undo(uid, DAY)
    with store.reading() as connection:
        told = history(connection, uid)
        assert all(fault is None for fault in verify(connection))
    assert [each.kind for each in told] == [
        "registered", "extended", "done", "corrected", "retracted", "retracted", "retracted",
    ]  # fmt: skip
    assert told[1].data == {"old": "2024-03-31", "due": "2024-05-01", "approver": "支队长"}


def test_evidence_or_approver_stand_for_the_note(store: Store, desk: Desk) -> None:
    uid = named(store, "各大队要")
    with pytest.raises(StoreError, match="依据或理由"):
        desk.act(uid, "extended", DAY, due="2024-05-01")
    desk.act(uid, "done", DAY)
    with pytest.raises(StoreError, match="依据或理由"):
        desk.act(uid, "closed", DAY)
    desk.act(uid, "closed", DAY, evidence="核查表3号")
    with store.reading() as connection:
        assert find_one(connection, uid, DAY).state == "closed"


@pytest.mark.parametrize("kind", ["lapsed", "resolved", "repealed", "validity", "retracted"])
def test_what_follows_from_documents_is_no_act_of_a_person(store: Store, desk: Desk, kind: str) -> None:
    with pytest.raises(StoreError):
        desk.act(named(store, "各大队要"), kind, DAY, "说明")
