"""Penal phrases of invented sentences: kind, figures, unit, period; who bears them and who imposes them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.find.penalties import PenaltyFinder
from pipeline.model import Penalty
from pipeline.resolve.targets import authority_before
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("penalties.yaml").read_text(encoding="utf-8"))
PIECES = "责令改正停产停业处罚款五千元以上下没收违法所得吊销许可证警告处分追究刑事责任的，、或者并予以通报年内不得"


@cache
def finder() -> PenaltyFinder:
    return PenaltyFinder(load_rulebook(rules_folder()))


def _said(penalty: Penalty) -> str:
    figures = (penalty.min, penalty.max, penalty.unit)
    named = [] if penalty.unit is None else ["-" if value is None else str(value) for value in figures]
    return " ".join([penalty.kind, *named, *([penalty.per] if penalty.per else [])])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_penalties(case: dict[str, Any]) -> None:
    found = finder().find(case["text"])
    assert [_said(penalty) for penalty in found] == case["penalties"]
    assert finder().is_penal(case["text"]) == bool(found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_offsets_are_those_of_the_text(case: dict[str, Any]) -> None:
    before, after = "前一句责令改正。", "。后一句没收工具"
    text = before + case["text"] + after
    moved = finder().find(text, len(before), len(text) - len(after))
    assert [_said(penalty) for penalty in moved] == case["penalties"]
    for penalty in moved:
        assert penalty.span is not None
        assert penalty.text in penalty.span.of(text)


@pytest.mark.parametrize(
    ("text", "target", "base"),
    [
        ("处应补税款一倍以上三倍以下罚款", None, "应补税款"),
        ("处应当退还费用一倍以下罚款", None, "应当退还费用"),
        ("对其他管理人员处三千元罚款", "其他管理人员", None),
        ("对其主要负责人处三千元罚款", "主要负责人", None),
        ("对其处三千元罚款", None, None),
        ("对未按要求备案的商户，处三千元罚款", "未按要求备案的商户", None),
    ],
)
def test_no_letter_of_a_base_or_target_is_lost(text: str, target: str | None, base: str | None) -> None:
    (fine,) = finder().find(text)
    assert (fine.target, fine.base) == (target, base)


def test_targets_base_and_cap() -> None:
    text = "由云岭市应急局对单位处违法所得一倍以上三倍以下罚款，但最高不超过三万元，对个人处五百元以下罚款"
    first, second = finder().find(text)
    assert (first.target, first.base, first.cap) == ("单位", "违法所得", 30000)
    assert second.target == "个人"
    authority = authority_before(text, first)
    assert authority is not None
    assert authority.of(text) == "云岭市应急局"


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_nothing_raises(text: str) -> None:
    for penalty in finder().find(text):
        assert penalty.min is None or penalty.max is None or penalty.min <= penalty.max
