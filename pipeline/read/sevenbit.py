"""Chinese in nothing but ASCII, as old mail systems sent it: UTF-7 and HZ; ISO-2022 is told and not read."""

from __future__ import annotations

import re

from pipeline.errors import ReadError
from pipeline.read.common import chinese_share

# What each writes around its Chinese; a mark alone proves nothing (``C++``, ``+86 10 5550``, ``~{}``).
_MARKS = ((b"+", "utf-7"), (b"~{", "hz"))
_ESCAPE = re.compile(rb"\x1b\$[)*+]?[@-I]")
_CLEAR = 0.5  # of its Chinese is common: a telephone number read as UTF-7 gives signs that nobody writes
_LEAST = 4  # characters


def seven_bit(data: bytes) -> tuple[str, str] | None:
    """The text of ASCII bytes that only make sense as Chinese, and its encoding; raises ReadError for ISO-2022.

    >>> seven_bit("关于报送材料的通知".encode("utf-7"))
    ('关于报送材料的通知', 'utf-7')
    >>> seven_bit(b"C++ +8613800000000 a+b") is None
    True
    """
    if not data.isascii():
        return None
    for mark, encoding in _MARKS:
        if mark in data and (text := _read(data, encoding)) is not None:
            return text.removeprefix("\ufeff"), encoding
    if b"\x1b$" in data and _ESCAPE.search(data):
        raise ReadError(
            "是 ISO-2022 编码的文本，读不了；请用原来的软件打开，另存为 UTF-8 文本",
            "is text in ISO-2022, which can't be read; open it where it was made and save it as UTF-8 text",
        )
    return None


def _read(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    foreign = "".join(sign for sign in text if sign > "\x7f")
    return text if len(foreign) >= _LEAST and chinese_share(foreign) >= _CLEAR else None
