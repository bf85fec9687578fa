"""Recognizers-Text's own Chinese cases for currency, percentages and numbers.

The adapter asks of us what we offer: ``MoneyParser`` finds currency and percentages in the whole input;
``parse_number`` and ``parse_fraction`` read the words of each number (no finder for bare numbers in running text).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from pipeline.parse.money import MoneyParser
from pipeline.resolve.approximate import parse_bounds
from pipeline.resolve.numerals import parse_fraction, parse_number
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from tests.shared import shared_path

Case = dict[str, Any]

#: What leaves the count, by rule: (kind, pattern of the input or of an expected text, reason).
EXCLUDED = (
    ("number", re.compile(r"\^"), "powers are no number of a document"),
    ("number", re.compile(r"[0-9０-９][eｅ][-－+]?[0-9０-９]"), "scientific notation is no number of a document"),
    ("number", re.compile("打"), "a dozen is a measure word"),
    ("currency", re.compile("^人民币美元$"), "a currency without a figure is no amount"),
)


@cache
def _parser() -> MoneyParser:
    return MoneyParser(load_rulebook(rules_folder()))


def _cases(kind: str) -> Iterator[Case]:
    lines = shared_path("peers", "number_recognizers.jsonl").read_text(encoding="utf-8").splitlines()
    for line in filter(None, lines):
        case = json.loads(line)
        words = [case["input"], *(result["text"] for result in case["results"])]
        out = any(k == kind and pattern.search(text) for k, pattern, _ in EXCLUDED for text in words)
        if case["kind"] == kind and not out:
            yield case


def _near(ours: Decimal | Fraction, theirs: str) -> bool:
    """Equal: theirs are doubles printed to fifteen digits, so that a third has only so many."""
    ours, wanted = Fraction(ours), Fraction(Decimal(theirs))
    return ours == wanted or (wanted != 0 and abs(ours - wanted) / abs(wanted) < Fraction(1, 10**13))


def _number_agrees(case: Case) -> bool:
    if not case["results"]:
        return parse_number(case["input"]) is None
    return all(_reads(result["text"], result["resolution"]["value"]) for result in case["results"])


def _reads(words: str, value: str) -> bool:
    exact = parse_number(words)
    if exact is not None:
        return _near(exact, value)
    fraction = parse_fraction(words)
    if fraction is not None:
        return _near(fraction, value)
    bounds = parse_bounds(words)  # 五百余万: theirs is the lower bound of ours
    return bounds is not None and _near(bounds[0], value)


def _currency_agrees(case: Case) -> bool:
    found = [amount for _, _, amount in _parser().parse(case["input"]) if amount.kind == "money"]
    wanted = [result["resolution"] for result in case["results"]]
    return len(found) == len(wanted) and all(
        amount.value is not None
        and _near(amount.value, one["value"])
        and one.get("isoCurrency") in (None, amount.currency)
        for amount, one in zip(found, wanted, strict=True)
    )


def _percent_agrees(case: Case) -> bool:
    found = [amount for _, _, amount in _parser().parse(case["input"]) if amount.kind in ("percent", "permille")]
    wanted = [result["resolution"]["value"].rstrip("%") for result in case["results"]]
    scale = {"percent": 1, "permille": 10}
    return len(found) == len(wanted) and all(
        amount.max is not None and _near(Fraction(amount.max) / scale[amount.unit], one)
        for amount, one in zip(found, wanted, strict=True)
    )


JUDGES = {"number": _number_agrees, "currency": _currency_agrees, "percent": _percent_agrees}


@pytest.mark.parametrize("kind", sorted(JUDGES))
def test_recognizers_cases(kind: str) -> None:
    cases = list(_cases(kind))
    wrong = [case["input"] for case in cases if not JUDGES[kind](case)]
    assert len(wrong) <= 0.05 * len(cases), wrong


def test_the_comparison_can_fail() -> None:
    case = {"input": "十五", "results": [{"text": "十五", "resolution": {"value": "16"}}]}
    assert not _number_agrees(case)
