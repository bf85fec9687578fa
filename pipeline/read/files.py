"""From what the user names (files, folders, globs, ``-``) to documents; what can't be read is an error naming it."""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import ReadError, in_chinese
from pipeline.model import Document
from pipeline.read.limits import Limits
from pipeline.read.litter import is_left
from pipeline.read.reader import PageProgress, Reader
from pipeline.read.reader import named as about

STDIN = "-"
_MEGA = 1_000_000


def read_all(
    named: Iterable[str],
    limits: Limits | None = None,
    *,
    max_bytes: int | None = None,
    progress: PageProgress | None = None,
) -> Iterator[Document | ReadError]:
    """Every document that the user named, in order; one that can't be read comes as its error, and the others go on."""
    with Reader(_limits(limits, max_bytes), progress) as reader:
        paths = list(expand(named))
        reader.expect(paths)
        for path in paths:
            if isinstance(path, ReadError):
                yield path
            else:
                yield from read_documents(path, reader)


def expand(named: Iterable[str]) -> Iterator[str | ReadError]:
    """The files behind names: a folder's files at any depth (no litter), a glob's matches, sorted."""
    for name in named:
        if os.path.isdir(name):  # noqa: PTH112 - a name may be no valid path at all; isdir just says no
            yield from _folder(name)
        elif any(sign in name for sign in "*?[") and not os.path.lexists(name):
            found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207
            yield from expand(found) if found else [_missing(name)]
        else:
            yield name


def read_documents(path: str | Path, reader: Reader) -> Iterator[Document | ReadError]:
    """Every document of one file (or of standard input for ``-``): one, or those inside an archive or a message."""
    name = str(path)
    reader.asked(name)
    try:
        data = _bytes(name, reader.limits.max_bytes)
    except ReadError as error:
        yield about(error, _shown(name))
        return
    yield from reader.documents(_shown(name), data)


def read_path(path: str | Path, limits: Limits | None = None, *, max_bytes: int | None = None) -> Document:
    """The one document of a file (or of standard input for ``-``); raises ReadError, one line naming the file."""
    with Reader(_limits(limits, max_bytes)) as reader:
        found = list(read_documents(path, reader))
    documents = [each for each in found if isinstance(each, Document)]
    if len(documents) == 1:
        return documents[0]
    if documents:
        raise ReadError(
            f"{_shown(str(path))}：里面有 {len(documents)} 份文件；请用 read_all 逐份读取",
            f"{_shown(str(path))}: holds {len(documents)} documents; read them with read_all",
        )
    raise next(each for each in found if isinstance(each, ReadError))


def _limits(limits: Limits | None, max_bytes: int | None) -> Limits:
    limits = limits or Limits()
    return limits if max_bytes is None else replace(limits, max_bytes=max_bytes)


def _shown(name: str) -> str:
    """The name as UTF-8 says it whatever the locale; bytes that are no UTF-8 as ``\\xNN``, so that it can be stored."""
    try:
        return os.fsencode(name).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return name.encode("utf-8", "backslashreplace").decode()


def _bytes(name: str, max_bytes: int) -> bytes:
    try:
        if name == STDIN:
            return _bounded(sys.stdin.buffer, max_bytes)
        kind = os.stat(name).st_mode  # noqa: PTH116 - see expand
        if stat.S_ISDIR(kind):
            raise ReadError("是文件夹，不是文件", "is a folder, not a file")
        if not (stat.S_ISREG(kind) or stat.S_ISFIFO(kind)):
            raise ReadError("不是普通文件", "is not a regular file")
        with Path(name).open("rb") as file:
            return _bounded(file, max_bytes)
    except FileNotFoundError:
        raise ReadError("没有这个文件；请检查路径", "no such file; check the path") from None
    except PermissionError:
        raise ReadError("没有权限读取；请检查文件权限", "permission denied; check its permissions") from None
    except (OSError, ValueError) as error:
        raise ReadError(f"读取失败：{in_chinese(error)}", f"can't be read: {_reason(error)}") from error


def _bounded(file: BinaryIO, max_bytes: int) -> bytes:
    """At most ``max_bytes``; never more than one byte beyond is held, whatever the file says of its size."""
    size = os.fstat(file.fileno()).st_size
    data = b"" if size > max_bytes else file.read(max_bytes + 1)
    if size > max_bytes or len(data) > max_bytes:
        limit = f"{max_bytes / _MEGA:g} MB"
        raise ReadError(
            f"太大，超过 {limit}；请拆分，或调高设置项 max_bytes",
            f"is larger than {limit}; split it, or raise the setting max_bytes",
        )
    return data


def _folder(name: str) -> Iterator[str | ReadError]:
    problems: list[OSError] = []
    files = list(_walk(name, problems))
    yield from files
    yield from map(_closed, problems)
    if not files and not problems:
        yield ReadError(f"{name}：文件夹里没有文件", f"{name}: the folder has no files")


def _walk(name: str, problems: list[OSError]) -> Iterator[str]:
    for folder, folders, files in os.walk(name, onerror=problems.append):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for file in sorted(each for each in files if not is_left(each)):
            path = os.path.join(folder, file)  # noqa: PTH118 - keeps the user's own spelling of the folder
            if os.path.isfile(path) or not os.path.exists(path):  # noqa: PTH110, PTH113 - a dangling link is reported
                yield path


def _closed(problem: OSError) -> ReadError:
    if isinstance(problem, PermissionError):
        return ReadError(
            f"{problem.filename}：没有权限打开文件夹；请检查文件夹权限",
            f"{problem.filename}: no permission to open the folder; check its permissions",
        )
    return ReadError(
        f"{problem.filename}：文件夹打不开（{in_chinese(problem)}）",
        f"{problem.filename}: can't open the folder ({_reason(problem)})",
    )


def _missing(name: str) -> ReadError:
    return ReadError(f"{name}：没有匹配的文件", f"{name}: no file matches")


def _reason(error: Exception) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)
