"""Working days, festivals and the holiday around them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.resolve.calendar.local import CalendarRow, read_rows, write_rows
from pipeline.resolve.calendar.lunar import lunar_day, term
from pipeline.resolve.times.words import TimeWords
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook

WORDS = TimeWords.of(load_rulebook(rules_folder()))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2024-02-05", True),
        ("2024-02-12", False),  # 春节假期
        ("2024-02-18", True),  # a Sunday that is worked
        ("2024-02-24", False),
        ("2026-10-10", True),
        ("2030-01-01", False),
        ("2030-01-02", True),
        ("2030-02-03", False),  # 春节 2030
    ],
)
def test_a_day_is_worked_or_not(day: str, works: bool) -> None:
    assert WORDS.calendar.is_working(date.fromisoformat(day)) is works


def test_counting_skips_the_holiday_and_takes_make_up_days() -> None:
    assert WORDS.calendar.add(date(2024, 2, 5), 5) == (date(2024, 2, 18), False)


def test_a_year_without_a_notice_is_provisional() -> None:
    day, provisional = WORDS.calendar.add(date(2030, 1, 31), 3)
    assert provisional
    assert day == date(2030, 2, 7)  # the 1st, then 春节 from Sunday the 3rd to the 5th, the 6th, the 7th


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("春节", 2027, "2027-02-06"),
        ("元宵节", 2024, "2024-02-24"),
        ("端午节", 2024, "2024-06-10"),
        ("中秋节", 2025, "2025-10-06"),
        ("清明节", 2024, "2024-04-04"),
        ("除夕", 2025, "2025-01-28"),
        ("国庆节", 2024, "2024-10-01"),
    ],
)
def test_a_festival_falls_on_its_day(name: str, year: int, day: str) -> None:
    festival = WORDS.festivals.get(name)
    assert festival is not None
    assert festival.in_year(year) == date.fromisoformat(day)


def test_lunar_days_that_do_not_exist_are_none() -> None:
    assert lunar_day(2024, 13, 1) is None
    assert lunar_day(2024, 1, 31) is None
    assert term(2025, "清明") == date(2025, 4, 4)
    assert term(2024, "冬至") == date(2024, 12, 21)
    assert term(2024, "小寒") == date(2024, 1, 6)
    assert term(2024, "小年") is None


def test_the_users_file_overrules(tmp_path: Path) -> None:
    rows = [CalendarRow(date(2024, 2, 19), "holiday", "停工"), CalendarRow(date(2024, 2, 17), "workday", "补班")]
    path = tmp_path / "own" / "calendar.csv"
    write_rows(path, rows)
    assert read_rows(path) == tuple(sorted(rows))
    words = TimeWords.of(load_rulebook(rules_folder()), read_rows(path))
    assert not words.calendar.is_working(date(2024, 2, 19))
    assert words.calendar.is_working(date(2024, 2, 17))


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "calendar.csv"
    path.write_text("date,kind,name\n2024-02-30,holiday,没有这天\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="第2行"):
        read_rows(path)
