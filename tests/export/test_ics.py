"""The calendar feed, read back by two libraries that did not write it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import ics
import pytest
import vobject
from dateutil.rrule import rrulestr

from pipeline.export.ics import calendar
from pipeline.model import Deadline, Obligation, Span
from pipeline.store.entries import Entry
from pipeline.store.filters import Filter
from pipeline.store.opening import Store
from pipeline.store.queries import ledger
from pipeline.store.recurrence import next_due

DAY = date(2024, 4, 2)
NOW = datetime(2024, 4, 2, 8, tzinfo=UTC)
RULES = (
    "FREQ=DAILY;BYHOUR=16;BYMINUTE=0",
    "FREQ=MONTHLY;BYMONTHDAY=5",
    "FREQ=MONTHLY;INTERVAL=3",
    "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25",
    "FREQ=WEEKLY;BYDAY=FR",
    "FREQ=WEEKLY",
    "FREQ=YEARLY",
    "FREQ=DAILY;UNTIL=20240420",
    "FREQ=DAILY;BYHOUR=17;BYMINUTE=30;UNTIL=20240420",
)


def entry(rrule: str | None, due: str | None, uid: str = "a-1") -> Entry:
    limit = Deadline("每到时候", "recurring", rrule=rrule) if rrule else Deadline("月底前", "by", due=due)
    item = Obligation(Span(0, 6), "各站要报进展；\n逐项,核实", "obligation", deadline=limit)
    return Entry(item, uid, "a.txt", "a", "云消〔2024〕7号", "registered", "临江站", due, 3, "green", False)


def test_both_libraries_read_the_feed_of_a_ledger(store: Store) -> None:
    with store.reading() as connection:
        entries = ledger(connection, Filter(as_of=DAY))
    data = calendar(entries, "督办 · 各大队", NOW, "http://127.0.0.1/items/{id}")
    dated = [each for each in entries if each.due]
    first = ics.Calendar(data.decode())
    second: Any = vobject.readOne(data.decode())
    assert {event.uid for event in first.events} == {f"{each.id}@duban" for each in dated}
    assert {event.uid.value for event in second.vevent_list} == {f"{each.id}@duban" for each in dated}
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    whole = next(event for event in second.vevent_list if event.uid.value == f"{dated[0].id}@duban")
    assert dated[0].item.quote in whole.description.value
    assert len(whole.valarm_list) == 2


def test_dates_and_alarms(store: Store) -> None:
    event: Any = vobject.readOne(calendar([entry(None, "2024-04-30")], "甲", NOW).decode()).vevent
    assert event.dtstart.value == date(2024, 4, 30)
    alarms = sorted(alarm.trigger.value for alarm in event.valarm_list)
    assert alarms == [timedelta(days=-3, hours=9), timedelta(days=-1, hours=9)]
    (read,) = ics.Calendar(calendar([entry(None, "2024-04-30T16:00")], "甲", NOW).decode()).events
    assert read.begin.isoformat() == "2024-04-30T16:00:00+08:00"


def test_what_has_no_date_is_left_out() -> None:
    assert b"VEVENT" not in calendar([entry(None, None)], "甲", NOW)


@pytest.mark.parametrize("rrule", RULES)
def test_a_recurrence_falls_on_the_days_on_which_the_ledger_has_it(rrule: str) -> None:
    """Expanded by dateutil, the feed's rule names the ledger's own next dates, one after the other."""
    due = next_due(rrule, DAY)
    assert due is not None
    event: Any = vobject.readOne(calendar([entry(rrule, due)], "甲", NOW).decode()).vevent
    start = event.dtstart.value
    said = event.rrule.value
    rule = rrulestr(
        said, dtstart=start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)
    )
    wanted, day = [], DAY
    while len(wanted) < 6 and (at := next_due(rrule, day)):
        wanted.append(at)
        day = date.fromisoformat(at[:10]) + timedelta(days=1)
    found = [each.strftime("%Y-%m-%dT%H:%M" if "T" in due else "%Y-%m-%d") for each in rule[: len(wanted)]]
    assert found == wanted
