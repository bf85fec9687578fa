"""Number formats of spreadsheets (ECMA-376 part 1, 18.8.31): what a cell shows, as far as it isn't its bare value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

# The formats that need no words in the file, of those that matter here; 27 to 58 are those of Chinese systems.
BUILT_IN = {
    9: "0%",
    10: "0.00%",
    17: "yyyy-m",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
_PIECE = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.|(.)', re.DOTALL)
_NUMBER = re.compile(r"[#0?,]*[0#?](?:\.[0#?]*)?[,]*")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Code:
    """What a format adds: ``kind`` is percent, number (with words around it), month, year.

    A day that is shown without its year keeps it.
    """

    kind: str
    places: int = 0  # decimals
    width: int = 0  # digits, filled up with zeros
    before: str = ""
    after: str = ""

    def shown(self, value: Any) -> str | None:
        """The cell as it is shown, or None where the format says nothing of such a value."""
        if isinstance(value, date):
            return self._day(value)
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) >= 1e15:
            return None
        if self.kind == "percent":
            return f"{self.before}{value * 100:.{self.places}f}%{self.after}"
        if self.kind != "number":
            return None
        figure = f"{abs(value):.{self.places}f}" if self.places or float(value).is_integer() else repr(abs(value))
        sign = "-" if value < 0 else ""
        return f"{sign}{self.before}{figure.zfill(self.width + (self.places + 1 if self.places else 0))}{self.after}"

    def _day(self, value: date) -> str | None:
        if self.kind == "month":
            return f"{value.year}年{value.month}月"
        return f"{value.year}年" if self.kind == "year" else None


def read_code(text: str) -> Code | None:
    """What a format says beyond the bare value, or None.

    >>> read_code("0.0%").shown(0.985), read_code('#,##0"万元"').shown(50.0), read_code("yyyy-mm-dd")
    ('98.5%', '50万元', None)
    >>> read_code('yyyy"年"m"月";@').shown(date(2031, 6, 1))
    '2031年6月'
    """
    words, bare = _split(text[:_LONGEST])
    signs = bare.lower()
    if signs.strip(" @") == "" or "general" in signs or "e+" in signs:
        return None
    if not set(signs) & set("#0?"):
        return _of_days(signs)
    return _of_numbers(words, bare)


def _split(text: str) -> tuple[list[tuple[bool, str]], str]:
    """The first section's pieces, each with whether it is words; and its signs alone."""
    pieces: list[tuple[bool, str]] = []
    for found in _PIECE.finditer(text):
        quoted, escaped, sign = found.groups()
        if sign == ";":
            break
        if quoted is not None or escaped is not None:
            pieces.append((True, quoted or escaped or ""))
        elif sign is not None:
            pieces.append((ord(sign) > 127 or sign in "¥$", sign))
    return pieces, "".join(each for words, each in pieces if not words)


def _of_days(signs: str) -> Code | None:
    has = "".join(letter for letter in "ymdhs" if letter in signs)
    return Code({"ym": "month", "y": "year"}[has]) if has in ("ym", "y") else None


def _of_numbers(pieces: list[tuple[bool, str]], bare: str) -> Code | None:
    figure = _NUMBER.search(bare)
    if figure is None or figure[0].endswith(",") or set(bare) - set("#0?,.%- ()+"):
        return None
    whole, _, part = figure[0].partition(".")
    first = next(place for place, (words, each) in enumerate(pieces) if not words and each in "#0?,")
    last = max(place for place, (words, each) in enumerate(pieces) if not words and each in "#0?,.")
    before = "".join(each for words, each in pieces[:first] if words)
    after = "".join(each for words, each in pieces[last + 1 :] if words)
    if "%" in bare:
        return Code("percent", len(part), before=before, after=after)
    width = whole.count("0") if whole.count("0") > 1 else 0
    return Code("number", len(part), width, before, after) if before.strip() or after.strip() or width else None
