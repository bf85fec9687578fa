"""Every error that a user may see: one line that says what is wrong and what to do."""

from __future__ import annotations

import errno

# What the system says by a number only, for messages in Chinese.
_SYSTEM = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "已有同名文件",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘限额",
    errno.EFBIG: "文件太大",
    errno.EROFS: "文件系统只读",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被别的程序占用",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不足",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "这台机器没有这个地址",
}


def in_chinese(error: Exception) -> str:
    """Why a call failed, for the Chinese half of a message.

    >>> in_chinese(PermissionError(errno.EACCES, "Permission denied", "台账.xlsx"))
    '没有权限'
    """
    if getattr(error, "sqlite_errorname", "").startswith("SQLITE_CANTOPEN"):
        return "文件夹不存在或没有权限"
    if not isinstance(error, OSError) or error.errno is None:
        return str(error)
    return _SYSTEM.get(error.errno) or error.strerror or type(error).__name__


class DubanError(Exception):
    """The root. ``zh`` and ``en`` are whole one-line messages; ``str()`` gives the Chinese one."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en

    def message(self, lang: str) -> str:
        """The line in the user's language, ``zh`` unless ``lang`` starts with ``en``."""
        return self.en if lang.startswith("en") else self.zh


class ReadError(DubanError):
    """A file that can't be read as a document."""


class RuleError(DubanError):
    """A rulebook that doesn't hold: every fault of every file, a line each."""


class ConfigError(DubanError):
    """A setting that can't be used."""


class StoreError(DubanError):
    """A ledger that can't be opened, read or written."""


class BusyError(StoreError):
    """A ledger that another program holds just now: the same again, a little later, may well succeed."""
