from __future__ import annotations

from datetime import date

from pipeline.model import Deadline
from pipeline.store.acts import Desk
from pipeline.store.filters import Filter
from pipeline.store.occurrences import occurrences
from pipeline.store.opening import Store
from pipeline.store.queries import ledger
from pipeline.store.writer import Writer
from tests.store.factory import Clock, item, record

DAY = date(2024, 2, 28)
TEXT = "各大队每周五报送进展。"


def test_each_occurrence_is_done_missed_or_to_come(store: Store, writer: Writer) -> None:
    weekly = Deadline("每周五", "recurring", rrule="FREQ=WEEKLY;BYDAY=FR")
    writer.add(record(TEXT, item(TEXT, TEXT[:-1], deadline=weekly)))
    writer.commit()
    with store.reading() as connection:
        uid = ledger(connection, Filter(DAY))[0].id
    desk = Desk(store, writer.clock, "李四", "mark")
    desk.act(uid, "occurrence", date(2024, 2, 2), date="2024-02-02", status="done")
    desk.act(uid, "occurrence", date(2024, 2, 20), "停电", date="2024-02-16", status="missed")
    with store.reading() as connection:
        entry = ledger(connection, Filter(DAY))[0]
        found = occurrences(connection, entry, DAY)
        assert [(each.due, each.status, each.said) for each in found] == [
            ("2024-02-02", "done", True),
            ("2024-02-09", "missed", False),
            ("2024-02-16", "missed", True),
            ("2024-02-23", "missed", False),
            ("2024-03-01", "due", False),
        ]
        earlier = occurrences(connection, entry, date(2024, 2, 10))
        assert [each.status for each in earlier] == ["done", "missed", "due"]
        assert [each.due for each in occurrences(connection, entry, DAY, date(2024, 2, 20))] == [
            "2024-02-23",
            "2024-03-01",
        ]


def test_what_does_not_recur_has_none_and_what_ended_no_next(store: Store, writer: Writer) -> None:
    ended = Deadline("至2月底每周五", "recurring", due="2024-02-20", rrule="FREQ=WEEKLY;BYDAY=FR;UNTIL=20240220")
    writer.add(record(TEXT, item(TEXT, TEXT[:-1], deadline=ended), path="a"))
    once = TEXT.replace("每周五", "三月底前")
    writer.add(record(once, item(once, once[:-1], deadline=Deadline("三月底前", "by", due="2024-03-31")), path="b"))
    writer.commit()
    with store.reading() as connection:
        by_path = {entry.document: entry for entry in ledger(connection, Filter(DAY, states=None))}
        assert [each.due for each in occurrences(connection, by_path["a"], DAY)] == [
            "2024-02-02", "2024-02-09", "2024-02-16",
        ]  # fmt: skip
        assert occurrences(connection, by_path["b"], DAY) == []


def test_many_years_of_a_daily_duty_stop_somewhere(store: Store, clock: Clock) -> None:
    writer = Writer(store, clock)
    daily = Deadline("每日", "recurring", start="1990-01-01", rrule="FREQ=DAILY")
    writer.add(record(TEXT, item(TEXT, TEXT[:-1], deadline=daily)))
    writer.commit()
    with store.reading() as connection:
        found = occurrences(connection, ledger(connection, Filter(DAY))[0], DAY)
    assert (len(found), found[-1].due) == (400, "2024-02-28")
