"""Official-style amounts with their values, and words that are no amount: all found, none invented."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.parse.money import MoneyParser, money_row
from pipeline.resolve.amounts import Amount
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("amounts.jsonl").read_text(encoding="utf-8").splitlines()
    if line
]


@cache
def parser() -> MoneyParser:
    return MoneyParser(load_rulebook(rules_folder()))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _expected(one: dict[str, Any]) -> tuple[object, ...]:
    flags = (one.get("min_open", False), one.get("max_open", False), one.get("approximate", False))
    return (tuple(one["span"]), _decimal(one["min"]), _decimal(one["max"]), one["unit"], *flags)


def _got(span: tuple[int, int], amount: Amount) -> tuple[object, ...]:
    return (tuple(span), amount.min, amount.max, amount.unit, amount.above, amount.below, amount.approximate)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_amounts(case: dict[str, Any]) -> None:
    found = [_got(span, amount) for _, span, amount in parser().parse(case["text"])]
    assert found == [_expected(one) for one in case["amounts"]]


def test_there_are_enough() -> None:
    assert sum(len(case["amounts"]) for case in CASES) >= 200
    assert sum(not case["amounts"] for case in CASES) >= 50


def test_a_row_is_exact_and_plain() -> None:
    ((words, span, amount),) = parser().parse("每平方米不超过0.1元")
    row = money_row(words, span, amount)
    assert row["max"] == 0.1
    assert row["min"] is None
    assert json.loads(json.dumps(row)) == row
