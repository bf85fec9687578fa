"""A list's count in the figures that Word shows: 1, 一, 壹, ①, a, IV, 甲 … (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_HAN = "〇一二三四五六七八九"
_FINANCIAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def figure(count: int, form: str) -> str:
    """The count as shown; a form that is not known is shown in Arabic figures.

    >>> figure(12, "chineseCounting"), figure(3, "decimalEnclosedCircle"), figure(4, "upperRoman")
    ('十二', '③', 'IV')
    """
    shown = _FORMS.get(form)
    return shown(count) if shown and 0 < count < 10_000 else ("" if form in ("none", "bullet") else str(count))


def _counting(count: int, digits: str = _HAN, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """Chinese counting: 十二, 二十, 一百零五."""
    out, gap = "", False
    for place in reversed(range(4)):
        digit = count // 10**place % 10
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + units[place]
        gap = (bool(out) and digit == 0) or (gap and digit == 0)
    return out[1:] if out.startswith("一十") else out


def _enclosed(first: int, most: int) -> Callable[[int], str]:
    return lambda count: chr(first + count - 1) if count <= most else str(count)


def _letters(count: int) -> str:
    """a … z, aa, bb …: Word repeats the letter."""
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 10)


def _roman(count: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (count // value)
        count %= value
    return out


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda count: signs[(count - 1) % len(signs)]


def _digits(count: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(count))


_FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "koreanCounting": _counting,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": lambda count: _counting(count, _FINANCIAL, ("", "拾", "佰", "仟")),
    "ideographLegalTraditional": lambda count: _counting(count, _FINANCIAL, ("", "拾", "佰", "仟")),
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedCircleChinese": _enclosed(0x2460, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "ideographEnclosedCircle": _enclosed(0x3280, 10),
    "decimalZero": lambda count: f"{count:02d}",
    "decimalFullWidth": lambda count: "".join(chr(0xFF10 + int(digit)) for digit in str(count)),
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "none": lambda count: "",
    "bullet": lambda count: "",
}
