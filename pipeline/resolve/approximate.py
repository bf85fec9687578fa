"""Numbers that are meant roughly: 三千多, 数十亿, 十几, 八九亿, as the pair of their bounds, exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.patterns import compiled
from pipeline.resolve.numerals import LONGEST, parse_number, plain_digits

Bounds = tuple[Decimal, Decimal | None]

_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_MANY = compiled(r"[数几幾](?P<units>[十百千万亿]+)")
_OVER = compiled(r"(?P<head>[^多余餘几幾来]+)(?:多|余|餘|几|幾|来){1,2}(?P<units>个?[十百千万亿]*)")
_SOME = compiled(r"上(?P<head>[百千万亿].*)")
_NEIGHBOURS = compiled(r"(?P<head>.*?)(?P<low>[一二两三四五六七八])(?P<high>[二三四五六七八九])(?P<tail>[十百千万亿]*)")
_FIGURE = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"两": 2}


def parse_bounds(text: str) -> Bounds | None:
    """Both bounds of one number, alike where it is exact; the upper is ``None`` where it is open (上百万).

    >>> parse_bounds('三千多')
    (Decimal('3000'), Decimal('4000'))
    >>> parse_bounds('八九亿')
    (Decimal('800000000'), Decimal('900000000'))
    """
    if len(text) > LONGEST:
        return None
    words = re.sub(r"\s+", "", text) if re.search(r"[^\d\s.,]", text) else text
    words = re.sub("个(?=[万亿])", "", plain_digits(words).replace("萬", "万").replace("億", "亿"))
    exact = parse_number(words)
    if exact is not None:
        return exact, exact
    return _many(words) or _over(words) or _some(words) or _neighbours(words)


def _many(words: str) -> Bounds | None:
    """数十亿 lies between one and ten of 十亿."""
    found = _MANY.fullmatch(words)
    low = parse_number("一" + found["units"]) if found else None
    return (low, low * 10) if low else None


def _over(words: str) -> Bounds | None:
    """三千多 is short of four thousand: one more in the last place that was named."""
    found = _OVER.fullmatch(words)
    if not found:
        return None
    head, units = found["head"].rstrip("零〇"), found["units"].lstrip("个")
    low, factor = parse_number(head), parse_number("一" + units) if units else Decimal(1)
    if not low or factor is None or low < 0:
        return None
    place = 10 if head != found["head"] else _last_place(head, low)  # 一百零几: the tens are named as none
    return low * factor, (low + place) * factor


def _last_place(head: str, value: Decimal) -> int:
    if head[-1] in _UNITS:
        units = re.search("[十百千万亿]+$", head)
        last = units.group() if units else ""
        return _UNITS[last[0]] * (_UNITS[last[1]] if len(last) > 1 else 1)
    place = 1
    while value % (place * 10) == 0:
        place *= 10
    return place


def _some(words: str) -> Bounds | None:
    """上百万 has no end."""
    found = _SOME.fullmatch(words)
    low = parse_number("一" + found["head"]) if found else None
    return (low, None) if low else None


def _neighbours(words: str) -> Bounds | None:
    """八九亿, 十七八万, 三五千: two figures in one place."""
    found = _NEIGHBOURS.fullmatch(words)
    if not found or found["head"][-1:] in _FIGURE:
        return None
    low, high = _FIGURE[found["low"]], _FIGURE[found["high"]]
    if high - low != 1 and (low, high) != (3, 5):
        return None
    ends = [parse_number(found["head"] + found[name] + found["tail"]) for name in ("low", "high")]
    return (ends[0], ends[1]) if ends[0] and ends[1] and ends[0] < ends[1] else None
