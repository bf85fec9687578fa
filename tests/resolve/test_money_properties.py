"""Amounts: what is written comes back; nothing raises; width and spaces change nothing; hostile lines stay linear."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.money import MoneyParser, money_row, plain_number
from pipeline.resolve.money import MoneyResolver
from pipeline.resources import rules_folder
from pipeline.rulebook import Rulebook, load_rulebook
from tests.linear import assert_linear
from tests.resolve.notations import DIGITS, FINANCIAL, FULL_WIDTH, chinese, mixed

SUMS = st.integers(1, 10**9)
PIECES = (
    "元万千百十一二三五九两几多余数近约不超过以上下至到—-~％%‰倍百分之千分之"
    "人民币美元港¥$.,，、（含）0123456789 日年月罚款处"
)


@cache
def book() -> Rulebook:
    return load_rulebook(rules_folder())


@cache
def parser() -> MoneyParser:
    return MoneyParser(book())


@settings(deadline=None)
@given(SUMS)
def test_a_sum_in_every_notation(number: int) -> None:
    words = chinese(number)
    for written in (f"{number}元", f"{number:,}元", f"{number}".translate(FULL_WIDTH) + "元",
                    f"{words}元", f"{words.translate(FINANCIAL)}元整", f"{mixed(number)}元", f"¥{number}",
                    f"人民币{words}元"):  # fmt: skip
        ((text, span, amount),) = parser().parse(f"支付{written}。")
        assert (amount.min, amount.max, amount.unit) == (number, number, "CNY"), written
        assert span.of(f"支付{written}。") == text == written


@settings(deadline=None)
@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_range(first: int, second: int) -> None:
    low, high = sorted((first, second))
    for template in ("{}元以上{}元以下", "{}元至{}元", "{}元—{}元"):
        for write in (str, chinese):
            ((_, _, amount),) = parser().parse("处" + template.format(write(low), write(high)) + "罚款")
            assert (amount.min, amount.max) == (low, high)


@settings(deadline=None)
@given(SUMS, st.sampled_from(["不超过", "不得超过", "最高不超过", "不高于", "未超过"]))
def test_not_over_is_never_over(number: int, words: str) -> None:
    ((_, _, amount),) = parser().parse(f"单笔{words}{number}元。")
    assert (amount.min, amount.max, amount.above) == (None, number, False)


@settings(deadline=None)
@given(st.decimals("0.01", 10**4, places=2))
def test_decimals_stay_exact(value: Decimal) -> None:
    ((words, span, amount),) = parser().parse(f"{value}万元")
    assert amount.value == value * 10**4
    assert Decimal(str(money_row(words, span, amount)["value"])) == value * 10**4
    assert Decimal(str(plain_number(value))) == value


@settings(deadline=None)
@given(st.integers(1, 10**4), st.integers(1, 9), st.integers(1, 9))
def test_coins_are_exact(yuan: int, jiao: int, fen: int) -> None:
    value = Decimal(100 * yuan + 10 * jiao + fen) / 100
    tens, ones = DIGITS[jiao], DIGITS[fen]
    for written in (f"{chinese(yuan)}块{tens}毛{ones}", f"{yuan}元{jiao}角{fen}分", f"{chinese(yuan)}元{tens}角{ones}",
                    f"{yuan}块{jiao}{fen}", f"{chinese(yuan)}圆{tens}角{ones}分整".translate(FINANCIAL)):  # fmt: skip
        ((_, _, amount),) = parser().parse(f"单价{written}。")
        assert amount.value == value, written
    ((_, _, amount),) = parser().parse(f"单价{chinese(yuan)}块{tens}。")
    assert amount.value == Decimal(10 * yuan + jiao) / 10


@settings(deadline=None)
@given(st.text(PIECES, max_size=60) | st.text(max_size=60))
def test_nothing_raises_and_bounds_are_in_order(text: str) -> None:
    for words, span, amount in parser().parse(text):
        assert span.of(text) == words
        assert amount.min is None or amount.max is None or amount.min <= amount.max
    MoneyResolver(book()).read(text)


@settings(deadline=None)
@given(SUMS, SUMS, st.integers(0, 2))
def test_width_and_spaces_change_nothing(first: int, second: int, spaces: int) -> None:
    low, high = sorted((first, second))
    gap = " " * spaces
    plain = f"罚{low}元以上{high}元以下"
    for written in (plain.translate(FULL_WIDTH), f"罚{low}{gap}元以上{high}{gap}元以下"):
        ((_, _, amount),) = parser().parse(written)
        assert (amount.min, amount.max) == (low, high)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "一",
        "万",
        "元",
        "1元",
        "一万元以上",
        "不超过",
        "百分之",
        "5%至",
        "1,",
        "十 ",
        "数几多",
        "人民币",
        "¥",
        "五块六毛八",
        "五元六角",
        "块",
    ],
)
def test_a_hostile_line_stays_linear(unit: str) -> None:
    assert_linear(parser().parse, unit, 7_500)
