"""Zip archives: every member a file of its own, names read as Chinese where they are; nothing is written to disk."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import ReadError
from pipeline.read.content import Item, Part, Unreadable
from pipeline.read.limits import Limits
from pipeline.read.litter import is_litter
from pipeline.read.unzip import Package

_UTF8_NAME = 0x800


def read(data: bytes, limits: Limits) -> Iterator[Item]:
    """The members in the archive's order; one that can't be unpacked comes as its error and the others go on."""
    package = Package(data, limits)
    empty = True
    for name, info in package.infos.items():
        shown = member_name(name, bool(info.flag_bits & _UTF8_NAME))
        if is_litter(shown):
            continue
        empty = False
        try:
            yield Part(shown, package.read(name))
        except ReadError as error:
            yield Unreadable(shown, error)
            if package.spent:
                return
    if empty:
        raise ReadError("压缩包里没有文件", "is an empty archive")


def member_name(name: str, utf8: bool) -> str:
    """A member's name as its maker wrote it: without the mark for UTF-8 most Chinese tools write GBK.

    >>> member_name("关于检查的通知.docx".encode("gbk").decode("cp437"), utf8=False)
    '关于检查的通知.docx'
    """
    if utf8 or name.isascii():
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
