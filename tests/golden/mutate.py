"""The same notice with other digits, amounts and units, letter for letter as long: every span stays where it was."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from datetime import date

STEMS = ("应急", "住建", "教体", "城管", "水务", "民政", "审计", "文旅")
_DAY = re.compile(r"(?<![0-9])(?<![0-9]\n)([0-9]{1,2})月([0-9]{1,2})日(?!至|—|-|～|，星期|（星期)")
_FULL = re.compile(r"[0-9]{4}年$")
_MONEY = re.compile(r"(?<![0-9.])([1-9])([0-9]*)(?=[千万]?元)")
_HAN_MONEY = re.compile(r"[二三四五六七八九](?=[十百千万]{1,2}元)")
_UNIT = re.compile(rf"({'|'.join(STEMS)})(?=局|部门|厅)")
_SUM = re.compile(r"([0-9.]+)([千万]?)(?=元|[-—~至][0-9.]+[千万]?元)|([一二三四五六七八九十百千万]+)(?=元)")
_TIMES = {"": 1, "千": 1_000, "万": 10_000}
_HAN = "零一二三四五六七八九"


def mutated(text: str, signed: date | None, seed: int) -> str:
    """Days, sums and units changed at random; a date in the signing month stays: its year hangs on the day.

    A bulletin that tells no year (``编发时间：9月15日``) is signed in the first month that it names.
    """
    chance = random.Random(seed)
    first = _DAY.search(text)
    spare = signed.month if signed else int(first[1]) if first else 0
    for pattern, change in (
        (_DAY, lambda m: _other_day(m, spare, chance)),
        (_MONEY, lambda m: chance.choice("123456789") + m[2]),
        (_HAN_MONEY, lambda m: chance.choice(_HAN[2:])),
        (_UNIT, _renamed(chance)),
    ):
        text = pattern.sub(change, text)
    return text


def _other_day(match: re.Match[str], spare: int, chance: random.Random) -> str:
    month, day = match[1], match[2]
    if int(month) == spare or _FULL.search(match.string[max(0, match.start() - 5) : match.start()]):
        return match[0]
    other = chance.randint(1, 9) if len(day) == 1 else chance.randint(10, 28)
    return f"{month}月{other}日"


def _renamed(chance: random.Random) -> Callable[[re.Match[str]], str]:
    names = dict(zip(STEMS, chance.sample(STEMS, len(STEMS)), strict=True))
    return lambda m: names[m[1]]


def sums_in(words: str) -> set[float]:
    """Every sum of money that the words name, by a reading of its own: ``三万元`` is 30000."""
    plain = "".join(unicodedata.normalize("NFKC", words).split())
    return {_value(m[1] or m[3]) * _TIMES[m[2] or ""] for m in _SUM.finditer(plain)}


def _value(words: str) -> float:
    if re.fullmatch(r"[0-9.]+", words):
        return float(words)
    total = part = digit = 0
    for sign in words:
        if sign in _HAN:
            digit = _HAN.index(sign)
        elif sign == "万":
            total, part, digit = (total + part + digit) * 10_000, 0, 0
        else:
            part, digit = part + max(digit, 1) * {"十": 10, "百": 100, "千": 1000}[sign], 0
    return float(total + part + digit)
