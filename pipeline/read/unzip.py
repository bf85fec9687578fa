"""Zip packages (docx, xlsx, ofd, zip) opened so that none of them can cost more than the limits allow.

Nothing is ever written to a disk, so no path of an archive can leave its folder; names are data.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from pipeline.errors import ReadError
from pipeline.read.limits import Limits

_CHUNK = 1 << 16
_ENCRYPTED = 0x1
_SYMLINK = 0o120000
_SMALL = 1_000_000  # a member below this may be packed as tightly as it likes


class Package:
    """The members of a zip file by name; every byte that is unpacked counts against the limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, UnicodeDecodeError, OverflowError) as error:
            raise damaged() from error
        self.infos = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        if len(self.infos) > limits.max_files:
            raise too_many(limits)

    def __contains__(self, name: str) -> bool:
        return name in self.infos

    def __iter__(self) -> Iterator[str]:
        return iter(self.infos)

    @property
    def spent(self) -> bool:
        """Whether nothing more may be unpacked."""
        return self._unpacked > self._limits.max_unpacked

    def check(self) -> None:
        """Unpack every member once and keep none, for readers that unpack by themselves; raises ReadError."""
        for name in self.infos:
            self.read(name)

    def read(self, name: str) -> bytes:
        """One member's bytes; raises ReadError where it is damaged, encrypted, a link, or too much."""
        info = self.infos[name]
        if info.flag_bits & _ENCRYPTED:
            raise ReadError("有密码保护；请解密后再试", "is protected by a password; decrypt it first")
        if (info.external_attr >> 16) & 0o170000 == _SYMLINK:
            raise ReadError("是链接，不读取", "is a link and is not followed")
        out = bytearray()
        try:
            with self._zip.open(info) as file:
                while chunk := file.read(_CHUNK):
                    out += chunk
                    self._count(len(chunk), len(out), info.compress_size)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise damaged() from error
        return bytes(out)

    def _count(self, new: int, member: int, packed: int) -> None:
        self._unpacked += new
        tight = member > _SMALL and member > self._limits.max_ratio * max(packed, 1)
        if tight or self._unpacked > self._limits.max_unpacked:
            raise bomb()


def too_many(limits: Limits) -> ReadError:
    """There are more files inside than the limits allow."""
    return ReadError(
        f"里面的文件超过 {limits.max_files} 个；请拆分，或调高设置项 max_files",
        f"holds more than {limits.max_files} files; split it, or raise the setting max_files",
    )


def bomb() -> ReadError:
    """It unpacks to more than the limits allow."""
    return ReadError(
        "解压后过大，疑似压缩炸弹，不读取（设置项 max_unpacked、max_ratio）",
        "unpacks to too much, perhaps a zip bomb (settings max_unpacked, max_ratio)",
    )


def damaged() -> ReadError:
    """The file can't be opened as what it says it is."""
    return ReadError("文件已损坏，打不开；请重新取得这个文件", "is damaged and can't be opened; get the file again")
