"""The words of one mention in one spelling, and the small numbers in them.

Only a mention's own slice passes through here, never a document.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from pipeline.patterns import compiled
from pipeline.resolve.numerals import parse_number

#: Traditional forms and variants that occur in time words; everything else is NFKC's business.
_VARIANTS = str.maketrans(
    "後個週點開與間廿幾禮這從號○〇◯壹贰叁肆伍陆柒捌玖拾", "后个周点开与间廿几礼这从号零零零一二三四五六七八九十"
)
_DASHES = str.maketrans("—–－―─−‐‑‒～〜∼﹣", "-" * 13)
_SPACE = compiled(r"\s+")
_DIGIT_SPACE = compiled(r"(?<=[0-9]) +(?=[0-9])")
#: 二0二五年, 二〇二5年: figures of both kinds in one year
_MIXED = compiled(
    "(?<![0-9零一二三四五六七八九])(?=[0-9]{0,3}[零一二三四五六七八九])[0-9零一二三四五六七八九]{4}(?=年)"
)
_FIGURES = str.maketrans("零一二三四五六七八九", "0123456789")
_YEAR_SIGN = compiled("(?<=[12][0-9]{3})[-./](?=[0-9]{1,2}月)")  # 2025.6月
_LETTER_O = compiled(r"(?<=[零一二三四五六七八九])[OoΟ]|[OoΟ](?=[零一二三四五六七八九])")


@lru_cache(maxsize=8192)
def plain(words: str) -> str:
    """Half width, no white space, one dash, one zero: ``plain('２０２４ 年—二〇二五年') == '2024年-二零二五年'``."""
    narrow = unicodedata.normalize("NFKC", words).translate(_VARIANTS).translate(_DASHES).replace("~", "-")
    spaced = _DIGIT_SPACE.sub("\x00", narrow.strip())
    whole = _LETTER_O.sub("零", _SPACE.sub("", spaced)).replace("\x00", " ")
    return _MIXED.sub(lambda year: year[0].translate(_FIGURES), _YEAR_SIGN.sub("年", whole))


def count(words: str | None) -> int | None:
    """A small whole number in any notation; ``None`` for no number, a fraction or an approximation (``七八``)."""
    if not words:
        return None
    value = parse_number(words)
    return int(value) if value is not None and value == int(value) else None
