from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.errors import StoreError
from pipeline.store.acts import Desk
from pipeline.store.audit import digest, verify
from pipeline.store.entries import Entry
from pipeline.store.filters import KINDS, Filter
from pipeline.store.opening import Store
from pipeline.store.queries import find_one, ledger
from pipeline.store.queries_history import documents_since, history
from pipeline.store.writer import Writer
from tests.store.factory import Clock, bulletin, reread

DAY = date(2024, 4, 1)


@pytest.fixture
def desk(store: Store, writer: Writer, clock: Clock) -> Desk:
    """A desk before a ledger that holds the bulletin."""
    writer.add(bulletin())
    writer.commit()
    return Desk(store, clock, "李四", "test")


def ask(store: Store, as_of: date = DAY, **more: Any) -> list[Entry]:
    with store.reading() as connection:
        return ledger(connection, Filter(as_of, **more))


def named(store: Store, beginning: str) -> str:
    return next(entry.id for entry in ask(store, kinds=KINDS, states=None) if entry.item.quote.startswith(beginning))


def one(store: Store, uid: str, as_of: date = DAY, known_at: str | None = None) -> Entry:
    with store.reading() as connection:
        return find_one(connection, uid, as_of, known_at)


def whole(store: Store) -> bool:
    with store.reading() as connection:
        return all(fault is None for fault in verify(connection))


def test_what_is_done_is_no_longer_outstanding_from_that_day_on(store: Store, desk: Desk) -> None:
    uid = named(store, "各大队要")
    desk.act(uid, "done", date(2024, 3, 20))
    assert uid in {entry.id for entry in ask(store, date(2024, 3, 19))}
    assert uid not in {entry.id for entry in ask(store, date(2024, 3, 20))}
    assert [entry.id for entry in ask(store, states=("done",))] == [uid]
    assert one(store, uid).light is None
    assert whole(store)


def test_an_extension_moves_the_due_date_and_keeps_the_old_one(store: Store, desk: Desk) -> None:
    uid = named(store, "各大队要")
    desk.act(uid, "extended", date(2024, 3, 25), "经支队长批准", due="2024-04-30")
    entry = one(store, uid)
    assert (entry.due, entry.light, entry.extended) == ("2024-04-30", "green", True)
    assert entry.item.deadline is not None
    assert entry.item.deadline.due == "2024-03-31"
    assert one(store, uid, date(2024, 3, 24)).due == "2024-03-31"
    assert ask(store, overdue=True) == []
    assert uid in {each.id for each in ask(store, due_after=date(2024, 4, 30), due_before=date(2024, 4, 30))}


def test_what_is_assigned_is_found_by_the_unit_that_has_it(store: Store, desk: Desk) -> None:
    uid = named(store, "严禁")
    assert ask(store, unit="三大队") == []
    desk.act(uid, "assigned", date(2024, 3, 1), to="三大队")
    assert [entry.id for entry in ask(store, unit="三大队")] == [uid]


def test_an_act_that_cannot_happen_leaves_no_trace(store: Store, desk: Desk) -> None:
    uid = named(store, "各大队要")
    with store.reading() as connection:
        before = digest(connection)
    for kind, more in (("closed", {}), ("extended", {"due": "2024-02-30"}), ("assigned", {}), ("nothing", {})):
        with pytest.raises(StoreError):
            desk.act(uid, kind, DAY, "说明", **more)
    with pytest.raises(StoreError, match="没有这一条"):
        desk.act("zz-1", "done", DAY)
    with store.reading() as connection:
        assert digest(connection) == before


def test_occurrences_of_what_recurs(store: Store, desk: Desk) -> None:
    uid = named(store, "支队每周")
    assert one(store, uid).due == "2024-04-07"
    desk.act(uid, "occurrence", date(2024, 3, 24), date="2024-03-24", status="done")
    late = one(store, uid)
    assert (late.due, late.light) == ("2024-03-31", "red")
    assert uid in {entry.id for entry in ask(store, overdue=True)}
    desk.act(uid, "occurrence", DAY, date="2024-03-31", status="done")
    assert one(store, uid).due == "2024-04-07"
    assert one(store, uid, date(2024, 3, 31)).due == "2024-03-31"
    assert whole(store)


@pytest.mark.parametrize(
    ("words", "day", "said"),
    [("支队每周", "2024-03-27", "2024-03-24、2024-03-31"), ("各大队要", "2024-03-31", "不是周期性任务")],
)
def test_only_a_day_on_which_it_is_due_can_be_ticked_off(
    store: Store, desk: Desk, words: str, day: str, said: str
) -> None:
    with pytest.raises(StoreError, match=said):
        desk.act(named(store, words), "occurrence", DAY, date=day, status="done")


def test_two_clocks(store: Store, desk: Desk, clock: Clock) -> None:
    uid = named(store, "各大队要")
    loaded = "2024-02-10T08:30:00.000000Z"
    clock.moment = clock.moment.replace(day=20, month=4)
    desk.act(uid, "done", date(2024, 3, 20), "补登")
    recorded = "2024-04-20T08:30:00.000000Z"
    asked = date(2024, 3, 25)
    assert one(store, uid, asked).state == "done"
    assert one(store, uid, asked, recorded).state == "done"
    assert one(store, uid, asked, loaded).state == "registered"
    assert uid in {entry.id for entry in ask(store, asked, known_at=loaded)}
    assert uid not in {entry.id for entry in ask(store, asked)}
    assert ask(store, asked, known_at="2024-02-01T00:00:00.000000Z") == []
    with store.reading() as connection:
        assert [each.kind for each in history(connection, uid)] == ["registered", "done"]
        assert [each.kind for each in history(connection, uid, loaded)] == ["registered"]
        assert documents_since(connection, loaded) == [uid.split("-")[0]]
        assert documents_since(connection, recorded) == []


def test_a_clock_that_jumps_back_keeps_the_order_of_what_was_recorded(store: Store, desk: Desk, clock: Clock) -> None:
    uid = named(store, "各大队要")
    clock.moment = clock.moment.replace(year=2020)
    first = desk.act(uid, "assigned", DAY, to="甲")
    second = desk.act(uid, "acknowledged", DAY)
    assert "2024-02-10" < first.recorded_at < second.recorded_at
    assert whole(store)


def test_a_correction_outlives_a_new_reading_and_shows_what_the_machine_says(
    store: Store, writer: Writer, desk: Desk
) -> None:
    uid = named(store, "各大队要")
    limit = {"text": "3月31日前", "kind": "by", "due": "2024-03-29"}
    desk.correct(uid, {"deadline": limit, "bearers": [{"text": "第一大队"}], "report_to": None}, DAY, "看错")
    entry = one(store, uid)
    assert (entry.due, entry.item.bearers[0].text, entry.item.report_to) == ("2024-03-29", "第一大队", None)
    assert (entry.machine["deadline"]["due"], entry.machine["report_to"]) == ("2024-03-31", "支队")
    assert [each.id for each in ask(store, unit="第一大队")] == [uid]
    assert [each.id for each in ask(store, search="第一大队")] == [uid]

    before = bulletin()
    first = replace(before.obligations[0], deliverable="台账", report_to="总队")
    writer.add(reread(before, *before.obligations[1:], first))
    assert [outcome.status for outcome in writer.commit()] == ["updated"]
    entry = one(store, uid)
    assert (entry.due, entry.item.bearers[0].text, entry.item.report_to) == ("2024-03-29", "第一大队", None)
    assert entry.item.deliverable == "台账"
    assert entry.machine["report_to"] == "总队"

    desk.uncorrect(uid, ["report_to"], DAY)
    assert one(store, uid).item.report_to == "总队"
    desk.uncorrect(uid, ["deadline", "bearers"], DAY)
    entry = one(store, uid)
    assert entry.machine is None
    assert (entry.due, entry.item.bearers[0].text) == ("2024-03-31", "各大队")
    with store.reading() as connection:
        kinds = [each.kind for each in history(connection, uid)]
    assert kinds == ["registered", "corrected", "reread", "uncorrected", "uncorrected"]
    assert whole(store)


def test_what_a_person_acted_on_stays_when_the_machine_loses_it(store: Store, writer: Writer, desk: Desk) -> None:
    kept, lost = named(store, "严禁"), named(store, "青禾县")
    desk.act(kept, "assigned", DAY, to="三大队")
    before = bulletin()
    writer.add(reread(before, *before.obligations[:4]))
    writer.commit()
    assert one(store, kept).machine == {"withdrawn": True}
    with pytest.raises(StoreError):
        one(store, lost)
    with store.reading() as connection:
        assert [each.kind for each in history(connection, lost)] == ["registered", "lost"]
    with pytest.raises(StoreError, match="已不在台账"):
        desk.act(lost, "done", DAY)
    assert whole(store)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"span": [0, 1]},
        {"kind": "wish"},
        {"bearers": ["各大队"]},
        {"bearers": [{"text": ""}]},
        {"bearers": [{"text": "甲", "role": "boss"}]},
        {"deadline": {"text": "x", "kind": "by", "due": "2024-02-30"}},
        {"deadline": {"text": "x", "kind": "by", "rrule": "often"}},
        {"deadline": {"text": "x"}},
        {"penalties": [{"kind": "fine", "text": "罚款", "min": "many"}]},
        {"penalties": [{"kind": "pain", "text": "罚款"}]},
        {"action": 5},
        {"section": [1]},
        {"section": 1},
        {"bearers": "市应急局"},
        {"deadline": "3月底前"},
        {"penalties": 3},
        {"instrument": "0"},
    ],
)
def test_a_correction_that_does_not_fit_is_refused(store: Store, desk: Desk, fields: dict[str, Any]) -> None:
    uid = named(store, "各大队要")
    with pytest.raises(StoreError) as told:
        desk.correct(uid, fields, DAY)
    assert "Error" not in told.value.message("zh"), "a person is told how to write it, not what Python says"
    assert one(store, uid).machine is None
    assert whole(store)
