"""Plain, whole dates as headers and signatures print them; deadlines and partial dates are for ``resolve/times``."""

from __future__ import annotations

from datetime import date

from pipeline.patterns import compiled
from pipeline.resolve.numerals import parse_number

_D = "[0-9０-９]"
_HAN_YEAR = "[一二][〇○零ＯO0Ο九]{1,2}[〇○零ＯO0Ο一二三四五六七八九]{1,2}"
_GAP = r"\s{0,3}"
_HAN = "[一二三四五六七八九十]{1,3}"
#: Regex text of a whole date: 2024年3月12日, 二〇〇四年一月十六日, 2024-03-12, 2024.3.12; white space inside allowed.
DATE = (
    rf"(?:(?:{_D}\s?){{4}}{_GAP}年{_GAP}(?:{_D}\s?){{1,2}}{_GAP}月{_GAP}(?:{_D}\s?){{1,2}}{_GAP}[日号]"
    rf"|{_HAN_YEAR}{_GAP}年{_GAP}{_HAN}{_GAP}月{_GAP}{_HAN}{_GAP}日"
    rf"|(?:19|20){_D}{{2}}[-./．－]{_D}{{1,2}}[-./．－]{_D}{{1,2}}(?!{_D}))"
)
_PARTS = compiled(r"(.+?)[年\-./．－](.+?)[月\-./．－](.+?)[日号]?")
_FIRST, _LAST = 1900, 2099  # a year beyond them was misread, as under a seal
_ZERO = str.maketrans("○ＯOΟ", "〇〇〇〇")


def read_date(words: str) -> date | None:
    """The day that the words name, or ``None`` where there is no such day, or none of these two centuries.

    >>> read_date('二〇〇四年一月十六日'), read_date('2024 年 2 月 30 日'), read_date('2931年5月20日')
    (datetime.date(2004, 1, 16), None, None)
    """
    match = _PARTS.fullmatch("".join(words.split()).translate(_ZERO))
    if not match:
        return None
    year, month, day = (parse_number(part) for part in match.groups())
    if year is None or month is None or day is None or not _FIRST <= year <= _LAST:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
