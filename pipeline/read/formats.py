"""The formats that can be read, one module a format, told apart by content and never by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.errors import ReadError
from pipeline.read import text


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, how its first bytes show it, and how its bytes become ``(stored text, encoding)``."""

    name: str
    matches: Callable[[bytes], bool]
    read: Callable[[bytes], tuple[str, str]]


# Asked in this order; plain text takes what nobody claimed.
FORMATS: tuple[Format, ...] = (Format("text", text.matches, text.read),)

_KNOWN_MAGIC = (
    (b"%PDF-", "PDF", "PDF"),
    (b"PK\x03\x04", "Word（docx）、Excel（xlsx）、OFD 或压缩包", "Word (docx), Excel (xlsx), OFD or zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Word/Excel/WPS", "legacy Word, Excel or WPS"),
    (b"{\\rtf", "RTF", "RTF"),
    (b"\x89PNG\r\n", "图片", "image"),
    (b"\xff\xd8\xff", "图片", "image"),
    (b"GIF8", "图片", "image"),
    (b"II*\x00", "图片", "image"),
    (b"MM\x00*", "图片", "image"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包", "archive"),
    (b"Rar!", "压缩包", "archive"),
    (b"\x1f\x8b", "压缩包", "archive"),
    (b"SQLite format 3\x00", "数据库", "database"),
    (b"\x7fELF", "程序", "program"),
)


def read_bytes(data: bytes) -> tuple[str, str]:
    """The stored text of a file's bytes and its encoding; raises ReadError where no format can read them."""
    for magic, zh, en in _KNOWN_MAGIC:
        if data.startswith(magic):
            raise ReadError(
                f"是{zh}文件，这一版还读不了；请另存为纯文本（UTF-8）再试",
                f"is a file of type {en}, which this version can't read; save it as plain text (UTF-8)",
            )
    for each in FORMATS:
        if each.matches(data):
            return each.read(data)
    raise ReadError("不是文本文件", "not a text file")
