"""Writes whole numbers as Chinese documents do; the tests read them back."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
FULL_WIDTH = str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")
TRADITIONAL = str.maketrans("万亿两", "萬億兩")


def chinese(number: int) -> str:
    """``chinese(10500) == '一万零五百'``; up to 10¹⁶."""
    return DIGITS[0] if number == 0 else _large(number)


def _large(number: int) -> str:
    if number < 10**4:
        return _section(number)
    unit, name = (10**4, "万") if number < 10**8 else (10**8, "亿")
    high, low = divmod(number, unit)
    rest = ("零" if low < unit // 10 else "") + _large(low) if low else ""
    return _large(high) + name + rest


def _section(number: int) -> str:
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure = number // unit % 10
        if figure:
            words += ("零" if gap and words else "") + DIGITS[figure] + name
            gap = False
        elif words:
            gap = True
    return words


def mixed(number: int) -> str:
    """``mixed(35000) == '3万5000'``."""
    high, low = divmod(number, 10**4)
    return f"{high}万{low:04d}" if high and low >= 1000 else str(number)
