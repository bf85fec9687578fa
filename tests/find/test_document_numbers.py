"""Document numbers in running text: found whole, made canonical, unmoved by the surface, linear on hostile lines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.find.numbers import NumberFinder, number_text
from pipeline.resolve.numbers import canonical_number
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from pipeline.rulebook.schema import unmark
from tests.linear import assert_linear

CASES = yaml.safe_load((Path(__file__).parent / "numbers.yaml").read_text(encoding="utf-8"))


@cache
def finder() -> NumberFinder:
    return NumberFinder(load_rulebook(rules_folder()))


def found(text: str) -> list[str]:
    return [number_text(text, mention) for mention in finder().find(text)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_case(case: dict[str, object]) -> None:
    text, spans, balanced = unmark(str(case["text"]))
    assert balanced
    mentions = finder().find(text)
    assert [mention.span.of(text) for mention in mentions] == [span.of(text) for span in spans]
    assert [mention.span for mention in mentions] == list(spans)
    assert [number_text(text, mention) for mention in mentions] == case["numbers"]


def test_there_are_enough_cases() -> None:
    assert sum(bool(case["numbers"]) for case in CASES) >= 150
    assert sum(not case["numbers"] for case in CASES) >= 30


codes = st.sampled_from(["云消", "云政办发", "国办发明电", "青应急函", "临住建规字", "云安委办", "法", "工信部联企业"])
brackets = st.sampled_from(["〔〕", "[]", "［］", "【】", "﹝﹞", "()", "（）"])
gaps = st.sampled_from(["", " ", "　", "\n", "  "])
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(codes, st.integers(1980, 2039), st.integers(1, 9999), brackets, st.tuples(gaps, gaps, gaps, gaps), st.booleans())
@settings(max_examples=300, deadline=None)
def test_unmoved_by_width_spaces_and_brackets(
    code: str, year: int, seq: int, pair: str, space: tuple[str, str, str, str], wide: bool
) -> None:
    a, b, c, d = space
    number = f"{code}{a}{pair[0]}{b}{year}{b}{pair[1]}{c}{seq}{d}号"
    number = number.translate(WIDE) if wide else number
    assert found(f"根据{number}要求，各单位抓好落实。") == [f"{code}〔{year}〕{seq}号"]


@given(codes, st.integers(1980, 2039), st.integers(1, 9999))
def test_a_canonical_number_reads_as_itself(code: str, year: int, seq: int) -> None:
    number = f"{code}〔{year}〕{seq}号"
    assert canonical_number(number) == number
    assert found(number) == [number]


@given(st.text(alphabet="国发办〔〕[]（）2024年第1号令公告、，\n 的通知", max_size=120))
@settings(max_examples=300, deadline=None)
def test_every_find_is_a_slice_and_reads_as_itself(text: str) -> None:
    last = 0
    for mention in finder().find(text):
        assert last <= mention.span.start < mention.span.end <= len(text)
        last = mention.span.end
        number = number_text(text, mention)
        assert canonical_number(number) == number


@pytest.mark.parametrize(
    "unit",
    [
        "国",
        "国发〔",
        "〔2024〕",
        "第1号",
        "公安部、",
        "令第",
        "国发〔2024〕1号、",
        "公告2024年第",
        "1",
        "号",
        "（85）国",
    ],
)
def test_a_hostile_line_stays_linear(unit: str) -> None:
    assert_linear(finder().find, unit, 7_500)
