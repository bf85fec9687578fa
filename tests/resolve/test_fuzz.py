"""Words of times, sums and numbers thrown together: nothing raises, nothing is invented out of order, nothing hangs.

A seeded sample of fifteen thousand lines in every run; ten minutes as ``soak``.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice, takewhile
from pathlib import Path

import pytest

from pipeline.parse.money import MoneyParser
from pipeline.parse.numbers import NumberParser
from pipeline.parse.times import TimeParser
from pipeline.resolve.numbers import read_number
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from tests.linear import assert_linear, seconds

BOOK = load_rulebook(rules_folder())
TIMES, MONEY, NUMBERS = TimeParser(BOOK), MoneyParser(BOOK), NumberParser(BOOK)
HERE = Path(__file__).parent
SEEDS = ("times/expressions.jsonl", "times/negatives.jsonl", "amounts.jsonl")
SIGNS = (
    "〔〕[]（）()【】—–－~～、，。；：:．./％%‰¥￥\u3000 \n\t\u200b０９年月日号第前内后每至到起元万亿倍之以及\ud800\x00"
)
SLOW = 0.25  # processor seconds for one line of at most some 400 characters


def words() -> list[str]:
    """Every line of our own lists, cut into pieces of one to six characters, and the lines themselves."""
    lines = [
        str(json.loads(line)["text"])
        for name in SEEDS
        for line in (HERE / name).read_text(encoding="utf-8").splitlines()
        if line
    ]
    cuts = [line[at : at + size] for line in lines for size in (1, 2, 4, 6) for at in range(0, len(line), size)]
    return [*lines, *sorted(set(cuts)), *SIGNS, "云消〔2024〕7号", "GB 50016-2014", "（2023）云01民终12号"]


def texts(seed: int, known: list[str]) -> Iterator[str]:
    """Pieces joined, doubled, torn and swapped, without end."""
    chance = random.Random(seed)
    while True:
        pieces = chance.choices(known, k=chance.randint(1, 12))
        text = "".join(pieces)
        for _ in range(chance.randint(0, 4)):
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(SIGNS) + text[at + chance.randint(0, 2) :]
        yield text[:400]


def check(text: str, on: date | None) -> None:
    """What must hold of any line; one that seems slow is parsed again: only noise is less the next time."""
    assert any(seconds(lambda: parse(text, on)) < SLOW for _ in range(2)), text


def parse(text: str, on: date | None) -> None:
    for _, deadline in TIMES.parse(text, on):
        assert deadline.span is not None
        assert deadline.span.of(text) == deadline.text
        assert not (deadline.start and deadline.due and deadline.due[:10] < deadline.start[:10])
    for found, span, amount in MONEY.parse(text):
        assert span.of(text) == found
        assert amount.min is None or amount.max is None or amount.min <= amount.max
    for number in NUMBERS.parse(text):
        assert number.span.of(text) == number.text
        assert read_number(number.number.canonical).canonical == number.number.canonical


def fuzz(lines: Iterable[str]) -> int:
    """Throw the lines at the parsers, each on another day, some on none; how many there were."""
    done = 0
    for done, text in enumerate(lines, 1):
        check(text, date(2024, 2, 5) + timedelta(days=done % 9000 - 4000) if done % 7 else None)
    return done


def test_a_sample() -> None:
    assert fuzz(islice(texts(20240205, words()), 15_000)) == 15_000


@pytest.mark.soak
def test_ten_minutes() -> None:
    end = time.monotonic() + 600
    assert fuzz(takewhile(lambda _: time.monotonic() < end, texts(int(time.time()), words()))) > 10_000


@pytest.mark.parametrize(
    "unit", ["〔2024〕7号", "云消〔", "国发", "令第", "公告", "、9号", "1—", "《", "第", "号", "（云）"]
)
def test_a_hostile_line_of_numbers_stays_linear(unit: str) -> None:
    assert_linear(NUMBERS.parse, unit, 7_500)


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize("code", ["云消", "青政办发", "国办发明电", "云岭应急", "盘消行罚决字"])
@pytest.mark.parametrize("brackets", ["〔〕", "[]", "［］", "（）", "()", "【】", "﹝﹞"])
@pytest.mark.parametrize("gap", ["", " ", "\u3000", "\u200b"])
def test_brackets_width_and_spaces_change_no_number(code: str, brackets: str, gap: str) -> None:
    left, right = brackets
    for raw in (f"{code}{gap}{left}2024{right}{gap}17{gap}号", f"{code}{left}２０２４{right}{gap}１７号"):
        (found,) = NUMBERS.parse(f"根据{raw}要求，")
        assert found.number.canonical == f"{code}〔2024〕17号"
        assert found.text == raw
