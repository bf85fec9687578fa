from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import pytest

from pipeline.store.recurrence import next_due

MONDAY = date(2024, 4, 1)


@pytest.mark.parametrize(
    ("rrule", "day", "wanted"),
    [
        ("FREQ=DAILY", MONDAY, "2024-04-01"),
        ("FREQ=DAILY;BYHOUR=16;BYMINUTE=0", MONDAY, "2024-04-01T16:00"),
        ("FREQ=HOURLY;INTERVAL=2", MONDAY, "2024-04-01"),
        ("FREQ=WEEKLY", MONDAY, "2024-04-07"),
        ("FREQ=WEEKLY", date(2024, 4, 7), "2024-04-07"),
        ("FREQ=WEEKLY;BYDAY=FR", MONDAY, "2024-04-05"),
        ("FREQ=WEEKLY;BYDAY=FR", date(2024, 4, 6), "2024-04-12"),
        ("FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=10", date(2024, 4, 2), "2024-04-04T10:00"),
        ("FREQ=MONTHLY;BYMONTHDAY=5", date(2024, 4, 6), "2024-05-05"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", date(2024, 2, 1), "2024-02-29"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", date(2024, 4, 1), "2024-05-31"),
        ("FREQ=MONTHLY", date(2024, 12, 31), "2024-12-31"),
        ("FREQ=MONTHLY;INTERVAL=3", date(2024, 5, 1), "2024-06-30"),
        ("FREQ=MONTHLY;INTERVAL=6", date(2024, 7, 1), "2024-12-31"),
        ("FREQ=YEARLY", date(2024, 5, 1), "2024-12-31"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", date(2025, 1, 1), "2025-12-31"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25", date(2024, 6, 26), "2024-09-25"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2024, 3, 1), "2028-02-29"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", date(2024, 3, 1), None),
        ("FREQ=DAILY;UNTIL=20240331", MONDAY, None),
        ("FREQ=WEEKLY;UNTIL=20240403", MONDAY, "2024-04-03"),
        ("FREQ=WEEKLY;BYDAY=FR;UNTIL=20240403", MONDAY, None),
        ("FREQ=DAILY", date.max, "9999-12-31"),
        ("FREQ=NEVER", MONDAY, None),
        ("nonsense", MONDAY, None),
        ("FREQ=MONTHLY;INTERVAL=x", MONDAY, None),
        ("FREQ=MONTHLY;INTERVAL=0", MONDAY, "2024-04-30"),
    ],
)
def test_next_due(rrule: str, day: date, wanted: str | None) -> None:
    assert next_due(rrule, day) == wanted


def test_start_and_end_bound_a_recurrence() -> None:
    assert next_due("FREQ=DAILY", MONDAY, start=date(2024, 5, 1)) == "2024-05-01"
    assert next_due("FREQ=DAILY", MONDAY, until=date(2024, 3, 31)) is None
    assert next_due("FREQ=DAILY;INTERVAL=3", date(2024, 5, 2), start=date(2024, 5, 1)) == "2024-05-04"


def test_rules_that_name_their_day_agree_with_dateutil() -> None:
    rrulestr = pytest.importorskip("dateutil.rrule", reason="python-dateutil is not installed").rrulestr
    random.seed(6)
    for _ in range(300):
        parts = random.choice(
            [
                f"FREQ=MONTHLY;BYMONTHDAY={random.choice([1, 5, 28, 30, 31, -1])}",
                f"FREQ=WEEKLY;BYDAY={random.choice(['MO', 'WE,SU', 'FR'])}",
                f"FREQ=YEARLY;BYMONTH={random.choice(['3,6,9,12', '2'])};BYMONTHDAY={random.choice([25, -1, 28])}",
                "FREQ=DAILY",
            ]
        )
        day = date(2024, 1, 1) + timedelta(days=random.randrange(1500))
        start = datetime(day.year - 1, 1, 1)
        expected = rrulestr(parts, dtstart=start).after(datetime(day.year, day.month, day.day), inc=True)
        assert next_due(parts, day) == expected.date().isoformat(), (parts, day)
