"""What a document number says: canonical form, parts, ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolve.numbers import canonical_number, expand_range, read_number


@pytest.mark.parametrize(
    ("raw", "code", "year", "seq", "form"),
    [
        ("云消〔2024〕7号", "云消", 2024, 7, "code"),
        ("云消行罚决字〔2024〕第0035号", "云消行罚决字", 2024, 35, "code"),
        ("国务院令第733号", "国务院令", None, 733, "order"),
        ("令12024号", "令", None, 12024, "order"),
        ("交通运输部令2019年第5号", "交通运输部令", 2019, 5, "order"),
        ("中华人民共和国主席令第二十九号", "主席令", None, 29, "order"),
        ("云岭银行公告〔2024〕第11号", "云岭银行", 2024, 11, "announcement"),
        ("2024年第3号", "", 2024, 3, "yearly"),
        ("（85）云发12号", "云发", 85, 12, "year_first"),
        ("关于加强值守的通知", "关于加强值守的通知", None, None, "unknown"),
    ],
)
def test_parts(raw: str, code: str, year: int | None, seq: int | None, form: str) -> None:
    number = read_number(raw)
    assert (number.raw, number.code, number.year, number.seq, number.form) == (raw, code, year, seq, form)


def test_spellings_of_one_number_share_an_identity() -> None:
    one, other = read_number("云建字〔1999〕第012号"), read_number("云建[1999]12号")
    assert one.identity == other.identity
    assert one.canonical != other.canonical


def test_a_range_is_the_numbers_in_it() -> None:
    assert expand_range(read_number("云发〔2024〕1—3号")) == ("云发〔2024〕1号", "云发〔2024〕2号", "云发〔2024〕3号")
    assert expand_range(read_number("云发〔2024〕9号")) == ("云发〔2024〕9号",)
    assert expand_range(read_number("云发〔2024〕1—900号")) == ("云发〔2024〕1—900号",)


@given(st.text(max_size=300))
def test_any_text_has_a_canonical_form_that_is_stable(text: str) -> None:
    once = canonical_number(text)
    assert canonical_number(once) == once
