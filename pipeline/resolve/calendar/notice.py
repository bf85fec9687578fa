"""Reads the State Council's yearly holiday notice (关于2027年部分节假日安排的通知) as text.

Days off and make-up working days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.errors import ConfigError
from pipeline.patterns import compiled
from pipeline.resolve.calendar.local import CalendarRow
from pipeline.resolve.times.text import plain

_YEAR = compiled(r"([12][0-9]{3})年(?:部分)?节假日安排")
_ITEM = compiled(
    r"[一二三四五六七八九十]+、(?P<name>[^:：,，。]{1,12})[:：](?P<rest>.*?)(?=[一二三四五六七八九十]+、[^:：,，。]{1,12}[:：]|$)"
)
_NOTE = compiled(r"[(（][^)）]*[)）]")
_DATE = compiled(r"(?:(?P<y>[12][0-9]{3})年)?(?:(?P<m>[0-9]{1,2})月)?(?P<d>[0-9]{1,2})日")
_TOTAL = compiled(r"(?:共|放假)(?P<n>[0-9]{1,2})天")


def parse_notice(text: str) -> tuple[CalendarRow, ...]:
    """Every day off and every make-up working day that the notice names, sorted.

    ``…关于2027年部分节假日安排的通知 一、元旦：1月1日至3日放假，共3天。1月9日上班。`` gives three holidays and a
    workday. Raises
    :class:`ConfigError` where the text is no such notice, or where the days don't add up to the number that it states.
    """
    words = plain(text)
    year = _YEAR.search(words)
    if not year:
        raise ConfigError("没有找到“某年节假日安排”字样", "no 'holiday arrangement of a year' found in the text")
    rows = [
        row for item in _ITEM.finditer(words) for row in _rows(int(year[1]), item["name"], _NOTE.sub("", item["rest"]))
    ]
    if not rows:
        raise ConfigError("通知里没有读出放假日期", "no days off could be read in the notice")
    return tuple(sorted(set(rows)))


def _rows(year: int, name: str, words: str) -> Iterator[CalendarRow]:
    for sentence in re.split("[。;；]", words):
        if "放假" in sentence:
            days = _days_off(year, sentence)
            _check(name, sentence, days)
            yield from (CalendarRow(day, "holiday", name) for day in days)
        elif "上班" in sentence:
            yield from (CalendarRow(day, "workday", name) for day in _dates(year, sentence))


def _days_off(year: int, sentence: str) -> list[date]:
    """``1月28日至2月4日放假``: every day of the stretch; without 至, the days named."""
    head = sentence.partition("放假")[0]
    sides = [_dates(year, side) for side in re.split("至|到|-", head)]
    if len(sides) == 2 and len(sides[0]) == len(sides[1]) == 1:
        first, last = sides[0][0], sides[1][0]
        if not re.search("月", re.split("至|到|-", head)[1]):
            last = last.replace(year=first.year, month=first.month)
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for side in sides for day in side]


def _dates(year: int, words: str) -> list[date]:
    found, month = [], 1
    for each in _DATE.finditer(words):
        month = int(each["m"] or month)
        try:
            found.append(date(int(each["y"] or year), month, int(each["d"])))
        except ValueError as error:
            raise ConfigError(f"没有这一天：{each[0]}", f"no such day: {each[0]}") from error
    return found


def _check(name: str, sentence: str, days: list[date]) -> None:
    total = _TOTAL.search(sentence)
    if not days or (total and int(total["n"]) != len(days)):
        raise ConfigError(
            f"{name}：放假日期与天数不符：{sentence}", f"{name}: the days don't add up to the number stated: {sentence}"
        )
