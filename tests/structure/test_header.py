"""A document's own header and the limits of its body, over invented documents of every make."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Header
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from pipeline.structure.anatomy import Anatomy
from pipeline.structure.header import HeaderReader
from tests.linear import assert_linear

CASES = yaml.safe_load((Path(__file__).parent / "headers.yaml").read_text(encoding="utf-8"))
LISTS = ("addressees", "cc", "marks")


@cache
def reader() -> HeaderReader:
    return HeaderReader(load_rulebook(rules_folder()))


def spans(anatomy: Anatomy) -> list[tuple[int, int]]:
    single = (anatomy.title, anatomy.number, anatomy.dateline, anatomy.addressee_line, anatomy.date, anatomy.body)
    several = (*anatomy.letterhead, *anatomy.marks, *anatomy.addressees, *anatomy.signature, *anatomy.cc, *anatomy.tail)
    return [tuple(span) for span in (*single, *several, *anatomy.enclosures) if span is not None]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_header(case: dict[str, Any]) -> None:
    wanted = {key: tuple(value) if key in LISTS else value for key, value in case["header"].items()}
    assert reader().read(case["text"]).header == Header(**wanted)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_where_the_body_is(case: dict[str, Any]) -> None:
    text = case["text"]
    anatomy = reader().read(text)
    body = anatomy.body.of(text).strip()
    assert (body[: len(case["body"][0])], body[-len(case["body"][1]) :]) == tuple(case["body"])
    titles = [span.of(text) for span in anatomy.enclosure_titles if span]
    assert titles == case.get("enclosures", [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_reference_date(case: dict[str, Any]) -> None:
    reference = reader().read(case["text"]).reference
    got = [reference.on.isoformat(), reference.source] if reference else None
    assert got == case.get("reference")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_addressees_are_slices_in_order(case: dict[str, Any]) -> None:
    text = case["text"]
    anatomy = reader().read(text)
    assert len(anatomy.addressees) == len(anatomy.header.addressees)
    for span, name in zip(anatomy.addressees, anatomy.header.addressees, strict=True):
        assert "".join(span.of(text).split()) == name


@given(st.text(alphabet="各市县人民政府关于的通知：，、。〔2024〕1号\n 年月日《》（）附件办公室", max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_and_every_span_lies_inside(text: str) -> None:
    for start, end in spans(reader().read(text)):
        assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize(
    "unit", ["各", "各县、", "关于", "附件\n", "办公室\n", "2024年1月1日", "（", "通知\n", "。", "《"]
)
def test_a_hostile_text_stays_linear(unit: str) -> None:
    assert_linear(reader().read, unit, 15_000)
