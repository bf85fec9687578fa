"""Every recurrence is RFC 5545 as calendar programs read it: dateutil's rules and icalendar's components."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from pipeline.parse.times import TimeParser
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook

PARSER = TimeParser(load_rulebook(rules_folder()))
LINES = Path(__file__).with_name("expressions.jsonl").read_text(encoding="utf-8").splitlines()
RULES = sorted({want["rrule"] for line in LINES for want in json.loads(line)["expect"] if want.get("rrule")})
ORDER = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "BYHOUR", "BYMINUTE", "UNTIL")
ON = date(2024, 2, 5)
START = datetime(2024, 2, 5)


def rule_of(words: str, on: date = ON) -> str:
    ((_, found),) = PARSER.parse(words, on)
    assert found.rrule is not None
    return found.rrule


def first(rule: str, number: int) -> list[str]:
    return [f"{each:%Y-%m-%d %H:%M}" for each in islice(rrulestr(rule, dtstart=START), number)]


def test_there_are_many() -> None:
    assert len(RULES) >= 60


@pytest.mark.parametrize("rule", RULES)
def test_the_parts_stand_in_the_contract_s_order(rule: str) -> None:
    names = [part.split("=")[0] for part in rule.split(";")]
    assert names == sorted(names, key=ORDER.index)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rule", RULES)
def test_dateutil_finds_occurrences(rule: str) -> None:
    whole = re.sub(r"UNTIL=(\d{8})$", r"UNTIL=\1T235959", rule)
    assert list(islice(rrulestr(whole, dtstart=START - timedelta(days=400)), 2))


@pytest.mark.parametrize("rule", RULES)
def test_a_calendar_component_takes_it(rule: str) -> None:
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        f"DTSTAMP:20240205T000000Z\r\nDTSTART;VALUE=DATE:20240205\r\nRRULE:{rule}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    said = dict(part.split("=") for part in event["RRULE"].to_ical().decode().split(";"))
    assert said == dict(part.split("=") for part in rule.split(";"))


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("每周二、周四消毒", ["2024-02-06 00:00", "2024-02-08 00:00", "2024-02-13 00:00"]),
        ("每月5日、20日前报送", ["2024-02-05 00:00", "2024-02-20 00:00", "2024-03-05 00:00"]),
        ("每季度末月25日前上报", ["2024-03-25 00:00", "2024-06-25 00:00", "2024-09-25 00:00"]),
        ("每季度末通报", ["2024-03-31 00:00", "2024-06-30 00:00", "2024-09-30 00:00"]),
        ("每年12月底前考评", ["2024-12-31 00:00", "2025-12-31 00:00"]),
        ("每年6月底、12月底前报送", ["2024-06-30 00:00", "2024-12-31 00:00", "2025-06-30 00:00"]),
        ("每月最后一个工作日报送", ["2024-02-29 00:00", "2024-03-29 00:00", "2024-04-30 00:00"]),
        ("每月前5个工作日内报送", ["2024-02-07 00:00", "2024-03-07 00:00"]),
        ("每季度第一个工作日召开例会", ["2024-04-01 00:00", "2024-07-01 00:00"]),
        ("每日8时、16时报送", ["2024-02-05 08:00", "2024-02-05 16:00", "2024-02-06 08:00"]),
        ("每2小时巡查一次", ["2024-02-05 00:00", "2024-02-05 02:00"]),
        ("逢双日消杀", ["2024-02-06 00:00", "2024-02-08 00:00"]),
        ("每旬报送", ["2024-02-10 00:00", "2024-02-20 00:00", "2024-02-29 00:00"]),
        ("每季度结束后10日内报送", ["2024-04-10 00:00", "2024-07-10 00:00"]),
        ("至2月7日每天17时前报送", ["2024-02-05 17:00", "2024-02-06 17:00"]),
    ],
)
def test_it_falls_on_the_days_that_are_meant(words: str, days: list[str]) -> None:
    assert first(rule_of(words), len(days)) == days


@given(
    st.sampled_from(["每", "每个", "每隔", "按", "逢"]),
    st.sampled_from(["", "两", "3", "半", "3—5"]),
    st.sampled_from(["日", "周", "月", "季度", "半年", "年", "旬", "小时", "工作日", "双周", "学期"]),
    st.sampled_from(
        ["", "五", "5日", "底", "末月25日", "3月、9月", "第一个工作日", "结束后10日内", "一至周五", "上旬", "1日至5日"]
    ),
    st.sampled_from(["", "16时", "下午4时前", "8时、16时", "前", "至少2次"]),
)
@example("每", "两", "小时", "", "16时")
@example("每", "3", "小时", "", "8时、16时")
@settings(max_examples=300, deadline=None)
def test_whatever_is_read_is_a_rule(head: str, number: str, unit: str, detail: str, tail: str) -> None:
    for _, found in PARSER.parse(f"各站{head}{number}{unit}{detail}{tail}报送。", ON):
        if found.rrule:
            rrulestr(found.rrule, dtstart=START)
