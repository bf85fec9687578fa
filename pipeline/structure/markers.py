"""The numbering that heads a line: 第三条, 一、, （二）, 3., （4）, ⑤, and what it says of the line's place."""

from __future__ import annotations

import re

from pipeline.patterns import compiled
from pipeline.record import record

_HAN = "零一二三四五六七八九十"
_COUNT = r"[一二三四五六七八九十百零〇]{1,6}|\d{1,4}"
# the order of nesting in 公文 (GB/T 9704-2012, 7.3.3) and in statutes (编 章 节 条 款 项 目)
RANKS = {"part": 1, "chapter": 2, "section": 3, "article": 4, "square": 4.8, "han": 5, "label": 6, "han_bracket": 7,
         "digit": 8, "decimal1": 8.2, "decimal2": 8.3, "decimal3": 8.4, "digit_bracket": 9, "circle": 10,
         "bullet": 11}  # fmt: skip
BULLETS = "●■◆※▲★·・◎☆▶➢◇□○△▽▷•▪"
_PATTERN = compiled(
    rf"第(?P<n1>{_COUNT})(?P<unit>编|章|节|条)(?:之[一二三四五六七八九十])?[　、：]?"
    r"(?![第、的]|款(?!项)|项(?!目)|规定|[至和](?:第|本|[0-9])|所[列述规指称涉]|中(?=[的，。、规所]))"
    r"|(?P<zero>0\d)[、.．]?(?=[\u4e00-\u9fff])"
    r"|(?P<han>[一二三四五六七八九十]{1,3})[、.．。,，](?!\d)"
    r"|(?P<roman>[Ⅰ-Ⅻ])[、.．。]?[ \u3000]*(?=[\u4e00-\u9fff])"
    r"|[（(](?P<han_bracket>[一二三四五六七八九十]{1,3})[)）][、.．]?"
    r"|(?P<decimal>\d{1,2}(?:[.．]\d{1,2}){1,3})[、.．]?[\u3000 ]?(?=[\u4e00-\u9fff“《])"
    r"(?![米元万亿千公吨级倍年月日时分秒度个名人次家处起件条项户层])"
    r"|(?P<digit>\d{1,2})(?:[.．、](?!\d)|[,，](?=[\u4e00-\u9fff《“])|[.．](?=\d{1,2}月\d|\d{4}年)|[)）](?!\d))"
    r"|[（(](?P<digit_bracket>\d{1,2})[)）][、.．]?"
    r"|[【〖\[]\s?(?P<square>\d{1,2}|[一二三四五六七八九十]{1,3})\s?[】〗\]]"
    r"|(?P<circle>[①-⑳])"
    rf"|(?P<bullet>[{BULLETS}—\-*]{{1,2}}\s?)(?=[\u4e00-\u9fff“《])"
)
_OPENING = compiled(rf"[第\d一二三四五六七八九十Ⅰ-Ⅻ（(①-⑳{BULLETS}—\-*]")
_UNITS = {"编": "part", "章": "chapter", "节": "section", "条": "article"}


@record
class Marker:
    """``kind`` is a key of :data:`RANKS`, ``value`` its number (0 for a bullet), ``end`` where the words begin."""

    kind: str
    value: int
    end: int

    @property
    def rank(self) -> float:
        """How deep this sort of numbering nests; a smaller rank holds a greater one."""
        return RANKS[self.kind]


def may_open(text: str, at: int) -> bool:
    """Whether the character at ``at`` is one that a numbering begins with, in any width; it costs next to nothing."""
    return _OPENING.match(text, at) is not None


def read_marker(text: str, at: int = 0) -> Marker | None:
    """The numbering that stands at ``at``, or ``None``, e.g. ``read_marker('（二）加强值守').value == 2``."""
    match = _PATTERN.match(text, at)
    if match is None:
        return None
    if match["unit"]:
        return Marker(_UNITS[match["unit"]], han_number(match["n1"]), match.end())
    kind = str(match.lastgroup)
    value = match[kind]
    if kind == "zero":
        return Marker("digit", int(value), match.end())
    if kind == "decimal":
        parts = re.split(r"[.．]", value)
        return Marker(f"decimal{len(parts) - 1}", int(parts[-1]), match.end())
    if kind == "roman":
        return Marker("han", ord(value) - ord("Ⅰ") + 1, match.end())
    if kind == "circle":
        return Marker(kind, ord(value) - ord("①") + 1, match.end())
    return Marker(kind, 0 if kind == "bullet" else han_number(value), match.end())


def han_number(text: str) -> int:
    """The ordinal written in digits or in Chinese below one thousand, e.g. ``han_number('一百二十三') == 123``."""
    if text.isdecimal():  # full-width digits too
        return int(text)
    total, digit = 0, 0
    for char in text.replace("〇", "零"):
        if char == "百":
            total, digit = total + max(digit, 1) * 100, 0
        elif char == "十":
            total, digit = total + max(digit, 1) * 10, 0
        else:
            digit = _HAN.index(char)
    return total + digit
