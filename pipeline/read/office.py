"""Old office files (.doc, .wps, .rtf, .odt) by LibreOffice without a screen: to .docx, then read as that.

LibreOffice runs with a profile of its own in a folder of its own, which keeps macros, links and the network from it,
and under the clock of the child process that starts it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from pipeline.errors import ReadError
from pipeline.read import office_run
from pipeline.read.content import Item, Part, Unreadable
from pipeline.read.limits import Limits
from pipeline.read.office_run import find_office

_SIZE = struct.Struct(">Q")


def read(data: bytes, limits: Limits) -> Iterator[Item]:
    """The stored text of an old office file; raises ReadError, which names the package where LibreOffice is missing."""
    from pipeline.read.docx import read as read_docx
    from pipeline.read.unzip import Package

    program = find_office()
    if program is None:
        raise ReadError(
            "是旧版 Word/WPS 文件，需要 LibreOffice 才能读；请安装"
            "（Debian/Ubuntu：apt install libreoffice-writer-nogui），或另存为 docx 再试",
            "is a legacy Word or WPS file, which needs LibreOffice; install it "
            "(Debian/Ubuntu: apt install libreoffice-writer-nogui), or save it as docx",
        )
    yield from read_docx(Package(convert(program, data, limits), limits), limits)


def convert(program: str, data: bytes, limits: Limits) -> bytes:
    """The file as .docx, by one run of LibreOffice; raises ReadError where it gives nothing in time."""
    (made,), status = office_run.convert(program, [data], limits)
    if status is None:
        raise ReadError(
            f"LibreOffice 转换超过 {limits.max_seconds} 秒，已放弃（设置项 max_seconds）",
            f"took LibreOffice more than {limits.max_seconds} s and was given up (setting max_seconds)",
        )
    if made is None:
        raise _not_opened()
    return made


def _not_opened() -> ReadError:
    return ReadError(
        "是旧版 Word/WPS 文件，LibreOffice 打不开，可能已损坏或有密码保护",
        "is a legacy Word or WPS file that LibreOffice can't open: damaged or protected",
    )


def read_many(data: bytes, limits: Limits) -> Iterator[Part | Unreadable]:
    """Several files (see :func:`packed`) as .docx, each under its number, or why it can't be opened.

    Where the run broke off, what hadn't come out is left out: any of the files may be the one that broke it.
    """
    program = find_office()
    if program is None:
        return
    made, status = office_run.convert(program, unpacked(data), limits)
    for number, docx in enumerate(made):
        if docx is not None:
            yield Part(str(number), docx)
        elif status == 0:
            yield Unreadable(str(number), _not_opened())


def packed(files: Sequence[bytes]) -> bytes:
    """Several files as one, each behind its length.

    >>> unpacked(packed([b"a", b"", b"bc"]))
    [b'a', b'', b'bc']
    """
    return b"".join(_SIZE.pack(len(each)) + each for each in files)


def unpacked(data: bytes) -> list[bytes]:
    """The files that were packed."""
    files, at = [], 0
    while at < len(data):
        (size,) = _SIZE.unpack_from(data, at)
        files.append(data[at + _SIZE.size : at + _SIZE.size + size])
        at += _SIZE.size + size
    return files
