"""What must hold of every time, whatever its wording."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.find.times import TimeFinder
from pipeline.model import Deadline
from pipeline.parse.times import TimeParser, time_row
from pipeline.resolve.times import TimeResolver, deadline_of
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from tests.linear import assert_linear
from tests.resolve.notations import FINANCIAL
from tests.soaked import sampled

BOOK = load_rulebook(rules_folder())
PARSER = TimeParser(BOOK)
FINDER, RESOLVER = TimeFinder(BOOK), TimeResolver(BOOK)
CALENDAR = RESOLVER.tools.words.calendar
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
HAN = "〇一二三四五六七八九"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def han(number: int) -> str:
    """1 to 99 as documents write them: 十, 二十一."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else HAN[tens] + "十") + ("" if tens and not ones else HAN[ones])


def notations(day: date) -> list[str]:
    year = "".join(HAN[int(c)] for c in str(day.year))
    plain = f"{day.year}年{day.month}月{day.day}日"
    return [
        plain,
        plain.translate(WIDE),
        f"{day.year}年{day.month:02d}月{day.day:02d}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year}年{day.month}月\n{day.day}日",
        f"{day.year}年{day.month}月{day.day}号",
        f"{year}年{han(day.month)}月{han(day.day)}日",
        f"{year.replace('〇', '○')}年{han(day.month)}月{han(day.day)}日",
        f"{year.replace('〇', '零')}年{han(day.month)}月{han(day.day)}号",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}-{day.month:02d}-{day.day:02d}",
        f"{day.year}/{day.month}/{day.day}",
        capitals(day),
    ]


def capitals(day: date) -> str:
    """As cheques have it: 贰零贰肆年零壹月零壹拾日; 零 before what could be made larger."""
    year = "".join("零壹贰叁肆伍陆柒捌玖"[int(figure)] for figure in str(day.year))
    month, number = (han(each).translate(FINANCIAL) for each in (day.month, day.day))
    month = f"零{month}" if day.month in (1, 2) else f"零壹{month}" if day.month == 10 else month
    number = f"零{number}" if day.day in (1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 30) else number
    month, number = (re.sub("^拾", "壹拾", each) for each in (month, number))
    return f"{year}年{month}月{number}日"


def only(text: str, on: date) -> Deadline:
    found = PARSER.parse(text, on)
    assert len(found) == 1, (text, found)
    return found[0][1]


@given(DAYS, DAYS)
@settings(max_examples=120, deadline=None)
def test_a_date_in_any_notation_resolves_to_itself(day: date, on: date) -> None:
    for words in notations(day):
        assert only(words, on).due == day.isoformat(), words
        assert only(f"请于{words}前报送。", on).due == day.isoformat(), words


@given(DAYS, DAYS)
@settings(max_examples=100, deadline=None)
def test_a_deadline_without_a_year_lies_ahead_within_a_year(day: date, on: date) -> None:
    due = date.fromisoformat(only(f"请于{day.month}月{day.day}日前报送。", on).due or "")
    assert (due.month, due.day) == (day.month, day.day)
    assert on <= due
    assert (due - on).days <= (366 if (day.month, day.day) != (2, 29) else 366 * 8)


@given(DAYS, st.integers(0, 400), DAYS)
@settings(max_examples=100, deadline=None)
def test_a_range_comes_back_in_order(first: date, days: int, on: date) -> None:
    last = first + timedelta(days=days)
    words = f"自{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日开展整治。"
    found = only(words, on)
    assert (found.start, found.due) == (first.isoformat(), last.isoformat())
    short = only(f"{first.month}月{first.day}日至{last.month}月{last.day}日开展整治。", on)
    assert short.start is not None
    assert short.due is not None
    assert short.start <= short.due
    assert short.due >= on.isoformat()


@given(DAYS, st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_the_last_working_day_of_a_month_is_one_and_none_comes_after_it(on: date, month: int) -> None:
    due = date.fromisoformat(only(f"请于{on.year}年{month}月最后一个工作日前报送。", on).due or "")
    later = [due + timedelta(days=n) for n in range(1, 31) if (due + timedelta(days=n)).month == month]
    assert (due.year, due.month) == (on.year, month)
    assert [CALENDAR.is_working(day) for day in (due, *later)] == [True] + [False] * len(later)


@given(DAYS, st.integers(1, 12), st.integers(1, 14), st.integers(15, 28))
@settings(max_examples=60, deadline=None)
def test_a_day_in_a_list_is_of_the_month_of_the_day_before_it(on: date, month: int, first: int, last: int) -> None:
    for between in ("、", "前报初稿，"):
        found = [one.due or "" for _, one in PARSER.parse(f"请于{month}月{first}日{between}{last}日前报送。", on)]
        dues = [date.fromisoformat(due) for due in found]
        assert len(dues) == 2
        assert (dues[0].month, dues[0].day, dues[1].day) == (month, first, last)
        if date(on.year, on.month, 1) != date(on.year, month, 1):  # in this month one may be over, the other ahead
            assert dues[1] == dues[0].replace(day=last)


TIMES = (
    "年月日前内起至到每周季度底末旬时点分第个半上下本自从之以后期间工作次不少于即立限提、"
    "，。；（）“”-—~：:./0123456789０１２一二三四五六七八九十两百零〇元旦春节国庆收通知 \n\t"
)


@given(st.text(TIMES, max_size=60), st.one_of(st.none(), DAYS))
@settings(max_examples=600, deadline=None)
def test_nothing_raises_and_no_due_lies_before_its_start(text: str, on: date | None) -> None:
    for _, found in PARSER.parse(text, on):
        assert found.span is not None
        assert text[found.span.start : found.span.end] == found.text
        if found.start and found.due:
            assert found.start[:10] <= found.due[:10]
    mentions = FINDER.find(text)
    merged = deadline_of(RESOLVER, text, mentions, on, 0)
    assert merged is None or merged.span is None or merged.span.of(text) == merged.text


@given(st.text(max_size=80), st.one_of(st.none(), st.dates()))
@settings(max_examples=200, deadline=None)
def test_any_text_and_any_day_are_survived(text: str, on: date | None) -> None:
    PARSER.parse(text, on)


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize(
    "text",
    [
        "下周五前",
        "每月5日前",
        "3月底前",
        "自印发之日起30个工作日内",
        "春节前",
        "去年",
        "过去十年",
        "100年后",
        "节后第一个工作日",
        "明年初",
    ],
)
def test_the_ends_of_the_calendar_are_survived(text: str, day: date) -> None:
    PARSER.parse(text, day)


HOSTILE = (
    "前",
    "2024年",
    "1",
    "一",
    "每",
    "3月5日至",
    "在",
    "自",
    "内",
    "、",
    "每周",
    "收到",
    "（",
    "十",
    "至",
    "2024.",
    "第",
    "不少于",
    "\n",
    " ",
    "立即",
    "年内",
    "周一、",
    "月初",
    "于二十日前报",
    "贰零贰肆年零叁月",
    "暑假期间",
    "每周一至周五每日",
    "3月、",
    "6月20日、",
    "3月最后一个工作日",
    "工作日每日",
    "1.2024年",
    "每月5日前调整为",
    "将“3月底前”改为",
    "原3月底前",
    "25年5月",
    "4月20日22时至次日",
)


@pytest.mark.parametrize("unit", sampled(HOSTILE, 16))
def test_a_hostile_line_stays_linear(unit: str) -> None:
    assert_linear(lambda line: PARSER.running(line, date(2024, 2, 5)), unit, 12_000)


SURFACES = {
    "width": lambda text: text.translate(WIDE),
    "space": lambda text: re.sub(r"(?<=[年月日时])(?=[0-9])|(?<=[0-9])(?=[年月日时])", " ", text),
    "bracket": lambda text: text.translate(str.maketrans("（）：～", "():~")),
}
MEANING = ("kind", "start", "due", "rrule", "duration", "business_days", "quota")


@pytest.mark.parametrize("surface", SURFACES)
def test_the_surface_changes_nothing(surface: str) -> None:
    """Every expression of our list means the same full width, spaced out as a PDF gives it, and with other brackets."""
    lines = (Path(__file__).parent / "expressions.jsonl").read_text(encoding="utf-8").splitlines()
    for case in map(json.loads, lines):
        on = date.fromisoformat(case["on"]) if case["on"] else None
        means = [
            [tuple(time_row(*found)[key] for key in MEANING) for found in PARSER.parse(text, on)]
            for text in (case["text"], SURFACES[surface](case["text"]))
        ]
        assert means[0] == means[1], case["text"]
