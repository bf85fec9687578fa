"""Numbers as Chinese documents write them, read exactly: Arabic, Chinese, financial, mixed, full-width, digit strings.

Nothing here knows a document: a caller hands over the words of one number and gets a :class:`~decimal.Decimal`, or
``None`` where the words are no number or could mean two (``七八`` is seven *or* eight).
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

#: Inside of a character class: Arabic digits of both widths.
DIGITS = "0-9０-９"
#: Inside of a character class: every character that a Chinese numeral is made of (plain, financial, traditional).
HAN = "〇○零一二三四五六七八九十百千万亿兆两廿卅卌壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟萬億兩"
#: An Arabic number with thousands separators and decimals, of either width. Between ASCII digits a full-width comma
#: is punctuation, unless ASCII commas stand beside it (1,234，567).
ARABIC = (
    rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}}(?:，[0-9]{{3}})*+)++(?![{DIGITS}])|[０-９]{{1,3}}(?:[,，][０-９]{{3}})++(?![{DIGITS}])"
    rf"|[{DIGITS}]++)(?:[.．][{DIGITS}]++)?"
)
#: A run of Chinese numeral characters, with decimals after 点.
CHINESE = rf"[{HAN}]++(?:[点點][〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖]++[万亿萬億]*+)?"
#: Regex text for a number in running text; what it matches is for :func:`parse_number` to accept or refuse.
NUMBER = rf"(?:{ARABIC}[十百千万亿拾佰仟萬億{DIGITS}零]*+|{CHINESE})"

LONGEST = 64  # characters; nothing longer is a number that a person wrote

_EXACT = Context(prec=4 * LONGEST)
_PLAIN = str.maketrans(
    "０１２３４５６７８９．，－＋−—％ｋＫｗＷKW　\u00a0\u2009\u202f"
    "壹贰貳弐叁參叄参肆伍陆陸柒捌玖拾佰仟萬億兩倆俩點負圆○◯０",
    "0123456789.,-+--%kkwwkw    一二二二三三三三四五六六七八九十百千万亿两两两点负元〇〇0",
)
_ZEROS = "〇零"
_DIGIT = {**{c: i for i, c in enumerate("〇一二三四五六七八九")}, "零": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_HALVES = {"半": Decimal("0.5"), "半百": Decimal(50)}
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_ARABIC = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+", re.ASCII)
_TOKEN = re.compile(
    r"(?P<arabic>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)|(?P<run>[〇零一二三四五六七八九两]+)|(?P<unit>[十百千万亿兆])",
    re.ASCII,
)
_LOOSE_SPACE = re.compile(r"(?<![0-9.]) +| +(?![0-9. ])")
_LETTER_O = re.compile(r"(?<=[〇零一二三四五六七八九])[OoΟ]|[OoΟ](?=[〇零一二三四五六七八九])")
_SLASH = re.compile(r"(?:(?P<whole>\d{1,9}) +)?(?P<above>\d{1,9})[/／](?P<below>\d{1,9})", re.ASCII)
_FRACTION = re.compile(r"(?P<sign>[-负]?)(?:(?P<whole>[^又]+)又)?(?P<below>[^分]+)分之(?P<above>[^分]+)")


def plain_digits(text: str) -> str:
    """``text`` with one spelling for every numeral sign, of the same length: 5万二千 for ``５萬貳仟``."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Decimal | None:
    """The exact value of one number in any of its notations, or ``None``.

    >>> parse_number('贰万伍仟'), parse_number('3万5千'), parse_number('0.5万'), parse_number('二〇二四')
    (Decimal('25000'), Decimal('35000'), Decimal('5000'), Decimal('2024'))
    >>> parse_number('七八') is None
    True
    """
    if len(text) > 4 * LONGEST:
        return None
    words = _LOOSE_SPACE.sub("", plain_digits(text).strip())
    if len(words) > LONGEST:
        return None
    sign = 1 if words[:1] in ("-", "负") else 0
    value = _unsigned(words[sign:].lstrip())
    if value is None:
        return None
    return -value if sign and value else value


def parse_fraction(text: str) -> Fraction | None:
    """``三分之二`` → 2/3, ``百分之五`` → 1/20, ``一又二分之一`` → 3/2; ``None`` where there is no 分之 or no number.

    >>> parse_fraction('三分之二')
    Fraction(2, 3)
    """
    words = plain_digits(text[: 3 * LONGEST]).strip()
    if slash := _SLASH.fullmatch(words):
        return _slashed(slash)
    found = _FRACTION.fullmatch(_LOOSE_SPACE.sub("", words))
    if not found:
        return None
    below, above = _denominator(found["below"]), parse_number(found["above"])
    whole = parse_number(found["whole"]) if found["whole"] else Decimal(0)
    if not below or above is None or whole is None:
        return None
    value = Fraction(whole) + Fraction(above) / Fraction(below)
    return -value if found["sign"] else value


def _slashed(found: re.Match[str]) -> Fraction | None:
    """``3/5`` and ``1 3/5``."""
    whole, above, below = (int(found[name] or 0) for name in ("whole", "above", "below"))
    return whole + Fraction(above, below) if below else None


def _denominator(words: str) -> Decimal | None:
    """百分之, 千分之 and 万分之 need no 一 before them."""
    return parse_number(words if words[:1] not in ("百", "千", "万", "亿") else "一" + words)


def _unsigned(words: str) -> Decimal | None:
    if _ARABIC.fullmatch(words):
        return Decimal(words.replace(",", ""))
    if words in _HALVES:
        return _HALVES[words]
    if words[-1:] in ("k", "w") and _ARABIC.fullmatch(words[:-1]):
        return _times(Decimal(words[:-1].replace(",", "")), 1000 if words[-1] == "k" else 10**4)
    words = _LETTER_O.sub("〇", words)
    for short, full in _TENS.items():
        words = words.replace(short, full)
    whole, point, rest = words.partition("点")
    return _decimal(whole, rest) if point else _whole(whole)


def _times(value: Decimal, factor: int) -> Decimal:
    return _tidy(_EXACT.multiply(value, Decimal(factor)))


def _tidy(value: Decimal) -> Decimal:
    """``12000.0`` is 12000: an integral value carries no exponent."""
    return value.quantize(Decimal(1), context=_EXACT) if value == value.to_integral_value() else value


def _decimal(whole: str, rest: str) -> Decimal | None:
    """``三点五``, ``一点五亿``, ``四百亿点零五``: digits after the point, and large units for all of it."""
    digits = rest.rstrip("十百千万亿")
    factor = _unit_chain(rest[len(digits) :])
    figures = "".join(c if c.isdigit() and c.isascii() else str(_DIGIT.get(c, "x")) for c in digits)
    head = _whole(whole)
    if head is None or factor is None or not re.fullmatch(r"[0-9]+", figures) or head != int(head):
        return None
    if factor > 1 and head >= 10**4:
        return None
    return _times(_EXACT.add(head, Decimal(f"0.{figures}")), factor)


def _unit_chain(units: str) -> int | None:
    factor = 1
    for unit in units:
        factor *= _SMALL.get(unit) or _LARGE[unit]
    return factor if factor <= 10**16 else None


def _whole(words: str) -> Decimal | None:
    """An integer in Chinese or mixed notation (Arabic parts may carry decimals before a unit: ``3.5万``)."""
    if words and all(c in _DIGIT for c in words):
        return _digit_string(words)
    reading = _Reading()
    at = 0
    while at < len(words):
        token = _TOKEN.match(words, at)
        if token is None or not reading.take(token):
            return None
        at = token.end()
    return reading.value()


def _digit_string(words: str) -> Decimal | None:
    """``二〇二四``; two neighbours (``七八``) and ``三五`` are a guess between two numbers, so none."""
    figures = [_DIGIT[c] for c in words]
    if len(figures) > 1 and "两" in words:
        return None
    guess = len(figures) == 2 and figures[0] and (figures[1] - figures[0] == 1 or figures == [3, 5])
    return None if guess else Decimal("".join(map(str, figures)))


class _Reading:
    """Reads the tokens of one number from left to right; every step may refuse."""

    def __init__(self) -> None:
        self.groups: list[tuple[Decimal, int]] = []  # finished by a large unit: value, that unit
        self.section = Decimal(0)  # what stands before the next large unit
        self.pending: Decimal | None = None  # a figure that waits for its unit
        self.literal = False  # the figure was written out in full (after 零, or several digits)
        self.last = 0  # the last unit read, 0 at the start of the number
        self.floor = 10**4  # the next small unit must be smaller than this
        self.zero = False
        self.broken = False  # a decimal already said what the smaller units would: 1.2万5千 is no number

    def take(self, token: re.Match[str]) -> bool:
        if unit := token["unit"]:
            return self._small(_SMALL[unit]) if unit in _SMALL else self._large(_LARGE[unit])
        if self.pending is not None or self.broken:
            return False
        if arabic := token["arabic"]:
            self.pending, self.literal = Decimal(arabic.replace(",", "")), self.zero or len(arabic) > 1
            return True
        return self._run(token["run"], token.end() == len(token.string))

    def _run(self, run: str, final: bool) -> bool:
        bare = run.lstrip(_ZEROS)
        self.zero = self.zero or bare != run
        if not bare:
            return not (self.last and final)
        if len(bare) > 1 and (self.last or "两" in bare):
            return False
        if bare == "两" and final and self.last:
            return False  # 二十两 weighs
        value = _digit_string(bare)
        if value is None:
            return False
        self.pending, self.literal = value, self.zero or len(bare) > 1
        return True

    def _small(self, unit: int) -> bool:
        figure = self.pending
        if figure is None:
            if self.section or (self.groups and not self.zero and unit != 10):
                return bool(self.zero) and self._add(Decimal(1), unit)
            figure = Decimal(1)
        return self._add(figure, unit)

    def _add(self, figure: Decimal, unit: int) -> bool:
        if unit >= self.floor or figure * unit >= self.floor * (10 if not self.section else 1) * 10**4:
            return False
        self.section = _EXACT.add(self.section, _EXACT.multiply(figure, Decimal(unit)))
        self.broken = self.broken or figure != int(figure)
        self.floor, self.last, self.pending, self.literal, self.zero = unit, unit, None, False, False
        return True

    def _large(self, unit: int) -> bool:
        named, section = self.pending is not None, self._closed(final=False)
        if section is None:
            return False
        self.broken = self.broken or section != int(section)
        while self.groups and (self.groups[-1][1] < unit or (self.groups[-1][1] == unit and not section)):
            section, named = _EXACT.add(section, self.groups.pop()[0]), True
        if not (section or named) or (self.groups and self.groups[-1][1] <= unit):
            return False
        self.groups.append((_EXACT.multiply(section, Decimal(unit)), unit))
        self.section, self.pending, self.floor = Decimal(0), None, 10**4
        self.last, self.literal, self.zero = unit, False, False
        return True

    def _closed(self, final: bool) -> Decimal | None:
        """The section with its last figure: 五 in 一百五 is fifty, in 一百零五 five, in 一百五万 nobody knows."""
        figure, first = self.pending, not self.section
        if figure is None:
            return self.section
        short = self.last > 10 and not self.literal and figure < 10
        if short and (final or not first):
            if not final or figure != int(figure):
                return None
            figure = _EXACT.multiply(figure, Decimal(self.last // 10))
        elif figure >= (self.last if final and self.last else 10**12 if first else self.floor):
            return None
        return _EXACT.add(self.section, figure)

    def value(self) -> Decimal | None:
        if self.pending is None and not self.section and not self.groups:
            return None
        total = self._closed(final=True)
        if total is None or (self.last in _LARGE.values() and not self.groups):
            return None
        for value, _ in self.groups:
            total = _EXACT.add(total, value)
        return _tidy(total)
