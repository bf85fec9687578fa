"""Our own list of official-style times with what they mean, and of words that are no time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.parse.times import TimeParser, time_row
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook

HERE = Path(__file__).parent
PARSER = TimeParser(load_rulebook(rules_folder()))


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def found(case: dict[str, Any]) -> list[dict[str, Any]]:
    on = date.fromisoformat(case["on"]) if case["on"] else None
    return [time_row(*each) for each in PARSER.parse(case["text"], on)]


EXPRESSIONS = lines("expressions.jsonl")
NEGATIVES = lines("negatives.jsonl")


def test_the_lists_are_long_enough() -> None:
    assert len(EXPRESSIONS) >= 300
    assert len(NEGATIVES) >= 150
    assert len({(case["text"], case["on"]) for case in EXPRESSIONS}) == len(EXPRESSIONS)


@pytest.mark.parametrize("case", EXPRESSIONS, ids=lambda case: case["text"])
def test_an_expression_means_what_it_should(case: dict[str, Any]) -> None:
    rows = found(case)
    assert [{key: row[key] for key in want} for row, want in zip(rows, case["expect"], strict=True)] == case["expect"]


@pytest.mark.parametrize("case", NEGATIVES, ids=lambda case: case["text"])
def test_nothing_is_invented(case: dict[str, Any]) -> None:
    rows = [row for row in found(case) if not (case.get("time") and row["slot"] == "time")]
    assert rows == []
