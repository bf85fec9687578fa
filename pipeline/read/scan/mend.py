"""What recognition is known to misread in official documents, set right where the words around leave no doubt."""

from __future__ import annotations

import re

# 〔2031〕 is read with whatever brackets look like it; only a document number has a year in brackets before a number.
_YEAR = re.compile(
    r"(?<=[\u3400-\u9fff])[\[［【〔〈({（|｜「『]\s*([12]\d{3})\s*[\]］】〕〉)}）|｜」』](?=\s*第?\s*\d{1,5}\s*号)"
)
_HAN = r"[\u3400-\u9fff〔〕《》“”（）]"
_STOPS = str.maketrans({",": "，", ";": "；", ":": "：", "?": "？", "!": "！"})
_STOP = re.compile(rf"(?<={_HAN})[,;:?!]|[,;:?!](?={_HAN})")
_OPEN = re.compile(rf"\((?={_HAN})|(?<={_HAN})\((?=[\d{_HAN[1:-1]}])")
_CLOSE = re.compile(rf"(?<={_HAN})\)|(?<=\d)\)(?={_HAN})")
# A figure before a unit of time or money: letters that look like digits are digits there.
_FIGURE = re.compile(r"(?<![A-Za-z])(?=[\dOolI]*\d)[\dOolI]+(?=年|月|日|号|时|元|万|个|家|次|％|%)")
_DIGITS = str.maketrans("OolI", "0011")
_SUN = re.compile(r"(?<=[\dOolI])曰")
# 部门 is read as 部内 where a font draws the two alike; nobody writes 有关部内.
_GATE = re.compile("(?<=有关部|相关部|主管部|监管部|管理部|职能部|级各部|市各部|县各部|委各部)内(?![设部司])")
_SPACE = re.compile(rf"(?<={_HAN}) +(?=[{_HAN[1:-1]}\d])|(?<=\d) +(?={_HAN})")


def mend(text: str) -> str:
    """The line as it stands on paper.

    >>> mend("云消[2031]17号,于2O31年6月l0曰前报送")
    '云消〔2031〕17号，于2031年6月10日前报送'
    """
    text = _SPACE.sub("", text.strip())
    text = _FIGURE.sub(lambda found: found.group().translate(_DIGITS), _SUN.sub("日", text))
    text = _GATE.sub("门", _YEAR.sub(r"〔\1〕", text))
    text = _STOP.sub(lambda found: found.group().translate(_STOPS), text)
    return _CLOSE.sub("）", _OPEN.sub("（", text))
