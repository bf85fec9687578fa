"""Every number, written in any notation, comes back exact; what is no number, or two, gives nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.resolve.approximate import parse_bounds
from pipeline.resolve.numerals import ARABIC, CHINESE, NUMBER, parse_fraction, parse_number, plain_digits
from pipeline.resources import rules_folder
from pipeline.rulebook.source import gather_source
from tests.resolve.notations import DIGITS, FINANCIAL, FULL_WIDTH, TRADITIONAL, chinese, mixed

WHOLE = st.integers(0, 10**16 - 1) | st.integers(0, 10**5) | st.integers(0, 10**8).map(lambda n: n * 10**4)


@settings(deadline=None)
@given(WHOLE)
def test_a_whole_number_in_every_notation(number: int) -> None:
    words = chinese(number)
    notations = [
        str(number), f"{number:,}", str(number).translate(FULL_WIDTH), f"{number:,}".translate(FULL_WIDTH), words,
        words.translate(FINANCIAL), words.translate(TRADITIONAL), words.replace("零", "〇"), mixed(number),
        words.removeprefix("一") if words.startswith("一十") else words, f"-{number}", f"负{words}",
    ]  # fmt: skip
    for notation in notations:
        assert abs(parse_number(notation) or Decimal(0)) == number, notation


@settings(deadline=None)
@given(st.integers(1000, 10**12))
def test_a_string_of_digits(number: int) -> None:
    words = "".join(DIGITS[int(figure)] for figure in str(number))
    assert parse_number(words) == number
    assert parse_number(words.replace("零", "〇")) == number


@settings(deadline=None)
@given(st.decimals(0, 10**9, places=4), st.sampled_from(["", "万", "亿", "万亿"]))
def test_decimals_and_scales(value: Decimal, scale: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]
    assert parse_number(f"{value:f}{scale}") == value * factor
    assert parse_number(f"{value:f}{scale}".translate(FULL_WIDTH)) == value * factor


@settings(deadline=None)
@given(st.integers(0, 9999), st.text("0123456789", min_size=1, max_size=6))
def test_decimals_after_dian(whole: int, figures: str) -> None:
    words = chinese(whole) + "点" + "".join(DIGITS[int(figure)] for figure in figures)
    assert parse_number(words) == Decimal(f"{whole}.{figures}")


@settings(deadline=None)
@given(st.text("0123456789.,，－-+零一二两三四五六七八九十百千万亿点半几多余廿壹贰kw分之 　", max_size=80) | st.text())
def test_nothing_raises(text: str) -> None:
    for value in (parse_number(text), parse_fraction(text), *(parse_bounds(text) or ())):
        assert value is None or isinstance(value, (Decimal, Fraction))
    assert len(plain_digits(text)) == len(text)


@settings(deadline=None)
@given(WHOLE, st.integers(1, 3))
def test_spaces_between_chinese_figures_change_nothing(number: int, spaces: int) -> None:
    assert parse_number((" " * spaces).join(chinese(number))) == number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("二〇二四", 2024), ("二O二四", 2024), ("○八", 8), ("廿五", 25), ("卅", 30), ("半", Decimal("0.5")),
        ("百五", 150),
        ("九万四", 94000), ("一百零五", 105), ("3万5千", 35000), ("3万5", 35000), ("0.5万", 5000), ("贰万伍仟", 25000),
        ("十万", 100000), ("百万", 10**6), ("两亿", 2 * 10**8), ("5万4千6百", 54600), ("一点五亿", 15 * 10**7),
        ("30w", 300000),
    ],
)  # fmt: skip
def test_single_notations(words: str, value: int | Decimal) -> None:
    assert parse_number(words) == value


@pytest.mark.parametrize(
    "words",
    [
        "",
        "万",
        "亿万",
        "万万",
        "七八",
        "三五",
        "二三十",
        "二十两",
        "十百",
        "1.2万5千",
        "3 500",
        "一百五万",
        "点五点",
        "1.2.3",
        "1,23",
        "个",
        "几",
        "9" * 99,
    ],
)
def test_no_number_or_two(words: str) -> None:
    assert parse_number(words) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("三分之二", Fraction(2, 3)),
        ("百分之五", Fraction(1, 20)),
        ("一又二分之一", Fraction(3, 2)),
        ("3/5", Fraction(3, 5)),
        ("五分", None),
        ("3/0", None),
    ],
)
def test_fractions(words: str, value: Fraction | None) -> None:
    assert parse_fraction(words) == value


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("三千多", 3000, 4000), ("数十亿", 10**9, 10**10), ("十几", 10, 20), ("五百余万", 5 * 10**6, 6 * 10**6),
        ("四五千", 4000, 5000),
        ("一百零几", 100, 110), ("上百万", 10**6, None), ("十七八万", 170000, 180000), ("七八", 7, 8),
        ("两个亿", 2 * 10**8, 2 * 10**8),
    ],
)  # fmt: skip
def test_bounds(words: str, low: int, high: int | None) -> None:
    assert parse_bounds(words) == (low, high)


def test_the_rulebook_has_the_same_fragments() -> None:
    source = gather_source(Path(rules_folder()))
    fragments = source.fragments
    assert fragments["number.arabic"] == ARABIC
    assert fragments["number.chinese"] == CHINESE
    filled = fragments["number.any"].replace("{number.arabic}", ARABIC).replace("{number.chinese}", CHINESE)
    assert filled == NUMBER
