"""Archives that are no zip (.7z, .rar, .tar.gz …) and single packed files, by libarchive, with nothing on disk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.errors import ReadError
from pipeline.read.content import Item, Part, Unreadable
from pipeline.read.limits import Limits
from pipeline.read.litter import is_litter
from pipeline.read.unzip import bomb, damaged, too_many

_LINKS = ("是链接，不读取", "is a link and is not followed")


def read(data: bytes, limits: Limits) -> Iterator[Item]:
    """The members in the archive's order; raises ReadError, which names the package where libarchive is missing."""
    libarchive = _library()
    left, count = min(limits.max_unpacked, max(limits.max_ratio * len(data), 1_000_000)), 0
    try:
        with libarchive.memory_reader(data, _form(libarchive, data)) as archive:
            for entry in archive:
                if entry.isdir or is_litter(entry.pathname):
                    continue
                count += 1
                if count > limits.max_files:
                    raise too_many(limits)
                if not entry.isfile:
                    yield Unreadable(entry.pathname, ReadError(*_LINKS))
                    continue
                body = _member(entry, left)
                left -= len(body)
                yield Part(entry.pathname, body)
    except libarchive.ArchiveError as error:
        raise _said(error) from error
    if not count:
        raise ReadError("压缩包里没有文件", "is an empty archive")


def _form(libarchive: Any, data: bytes) -> str:
    """``raw`` where a single file was packed (.txt.gz); an archive tells what it is."""
    try:
        with libarchive.memory_reader(data) as archive:
            next(iter(archive), None)
    except libarchive.ArchiveError as error:
        return "raw" if "unrecognized archive format" in str(error).lower() else "all"
    return "all"


def _library() -> Any:
    try:
        import libarchive
    except (ImportError, OSError, AttributeError, TypeError):  # the package, or the library that it opens, is missing
        raise ReadError(
            "是 7z、RAR 等压缩包，需要 libarchive 才能读；请安装（pip install 'duban[archives]'，"
            "Debian/Ubuntu 另需 apt install libarchive13），或解压后再试",
            "is a 7z, RAR or other archive, which needs libarchive; install it (pip install 'duban[archives]', "
            "on Debian/Ubuntu also apt install libarchive13), or unpack it first",
        ) from None
    return libarchive


def _member(entry: Any, left: int) -> bytes:
    out = bytearray()
    for block in entry.get_blocks():
        out += block
        if len(out) > left:
            raise bomb()
    return bytes(out)


def _said(error: Exception) -> ReadError:
    words = str(error).lower()
    if "passphrase" in words or "encrypt" in words:
        return ReadError("有密码保护；请解密后再试", "is protected by a password; decrypt it first")
    return damaged()
