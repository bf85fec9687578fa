"""Periods under a statute whose days are working days."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.parse.times import TimeParser
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook

PARSER = TimeParser(load_rulebook(rules_folder()))


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("依照《中华人民共和国行政处罚法》，应当在七日内送达。", [True]),
        ("依照《行政处罚法》，应当在十五日内送达。", [False]),
        ("按照《行政许可法》，自受理之日起二十日内作出决定。", [True]),
        ("按照《行政强制法》，在十日内作出决定，三十日内执行。", [True, False]),
        ("按照《行政许可法》，在二个月内完成。", [False]),
        ("根据《行政复议法》，五日内审查。另外七日内通知。", [True, False]),
        ("按照《青禾县供水办法》，七日内送达。", [False]),
        ("应当在七日内送达。", [False]),
    ],
)
def test_whose_days_are_working_days(text: str, working: list[bool]) -> None:
    assert [found.business_days for _, found in PARSER.parse(text)] == working


def test_the_due_date_follows() -> None:
    ((_, found),) = PARSER.parse("按照《行政许可法》，自印发之日起10日内公布目录。", date(2024, 2, 5))
    assert (found.duration, found.due) == ("P10D", "2024-02-23")
