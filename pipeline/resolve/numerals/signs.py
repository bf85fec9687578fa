"""The signs that numbers are written with, and one spelling for all of them."""

from __future__ import annotations

from pipeline.patterns import compiled

#: Inside of a character class: Arabic digits of both widths.
DIGITS = "0-9０-９"
#: Inside of a character class: every character that a Chinese numeral is made of (plain, financial, traditional).
HAN = "〇○零一二三四五六七八九十百千万亿兆两廿卅卌壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟萬億兩"
#: An Arabic number with thousands separators and decimals, of either width. Between ASCII digits a full-width comma
#: is punctuation, unless ASCII commas stand beside it (1,234，567). A space may part the thousands (GB/T 15835: 5 000).
ARABIC = (
    rf"(?:[{DIGITS}]{{1,3}}(?:[ \u00a0\u2009\u202f\u3000][{DIGITS}]{{3}})++(?![{DIGITS}])"
    rf"|[0-9]{{1,3}}(?:,[0-9]{{3}}(?:，[0-9]{{3}})*+)++(?![{DIGITS}])|[０-９]{{1,3}}(?:[,，][０-９]{{3}})++(?![{DIGITS}])"
    rf"|[{DIGITS}]++)(?:[.．][{DIGITS}]++)?"
)
#: A run of Chinese numeral characters, with decimals after 点.
CHINESE = rf"[{HAN}]++(?:[点點][〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖]++[万亿萬億]*+)?"
#: Regex text for a number in running text; what it matches is for :func:`parse_number` to accept or refuse.
NUMBER = rf"(?:{ARABIC}[十百千万亿拾佰仟萬億{DIGITS}零]*+|{CHINESE})"

LONGEST = 64  # characters; nothing longer is a number that a person wrote

_PLAIN = str.maketrans(
    "０１２３４５６７８９．，－＋−—％ｋＫｗＷKW　\u00a0\u2009\u202f"
    "壹贰貳弐叁參叄参肆伍陆陸柒捌玖拾佰仟萬億兩倆俩點負圆○◯０",
    "0123456789.,-+--%kkwwkw    一二二二三三三三四五六六七八九十百千万亿两两两点负元〇〇0",
)
LOOSE_SPACE = compiled(r"(?<![0-9.]) +| +(?![0-9. ])")


def plain_digits(text: str) -> str:
    """``text`` with one spelling for every numeral sign, of the same length: 5万二千 for ``５萬貳仟``."""
    return text.translate(_PLAIN)
