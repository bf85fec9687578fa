"""The formats that can be read, one module a format: bytes in, the document or the files inside out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.errors import ReadError
from pipeline.read.content import Content, Item
from pipeline.read.limits import Limits
from pipeline.read.unzip import Package

# Plain text of bearable length is read where it is; everything else goes through parsers that strangers' bytes may
# crash or hang, or takes so long that it needs a clock.
IN_PROCESS = frozenset(("text", "encrypted", "slides", "database", "program", "json", "xml", "ceb", "photo"))
SMALL = 1_000_000  # bytes


def read_items(kind: str, data: bytes, limits: Limits) -> Iterator[Item]:
    """What a file of the kind that :func:`~pipeline.read.sniff.sniff` named holds; raises ReadError."""
    reader = _READERS.get(kind)
    if reader is None:
        raise _unreadable(kind)
    yield from reader(data, limits)


def _text(data: bytes, limits: Limits) -> Iterator[Item]:
    from pipeline.read import commas, marked
    from pipeline.read.text import read

    text, encoding = read(data)
    if len(text) > limits.max_text:
        raise ReadError(f"文字太多，超过 {limits.max_text} 字", f"holds more than {limits.max_text} characters of text")
    if (rows := commas.rows_of(text, limits.max_rows)) is not None:
        yield commas.read(rows, encoding, limits.max_text)
    elif marked.is_marked(text):
        yield marked.read(text, encoding, limits.max_text)
    else:
        yield Content(text, encoding)


def _docx(data: bytes, limits: Limits) -> Iterator[Item]:
    from pipeline.read.docx import read

    yield from read(Package(data, limits), limits)


def _pdf(data: bytes, limits: Limits) -> Iterator[Item]:
    from pipeline.read.pdf import read

    yield from read(data, limits)


def _picture(data: bytes, limits: Limits) -> Iterator[Item]:
    from pipeline.read.scan.pictures import read

    yield from read(data, limits)


def _html(data: bytes, limits: Limits) -> Iterator[Item]:
    from pipeline.read.html import read

    yield read(data, limits)


def _sheet(data: bytes, limits: Limits) -> Iterator[Item]:
    from pipeline.read.sheet import read

    yield read(data, limits)


def _mail(data: bytes, limits: Limits) -> Iterator[Item]:
    from pipeline.read.mail import read

    yield from read(data, limits)


def _archive(data: bytes, limits: Limits) -> Iterator[Item]:
    from pipeline.read.archive import read

    yield from read(data, limits)


def _packed(data: bytes, limits: Limits) -> Iterator[Item]:
    from pipeline.read.packed import read

    yield from read(data, limits)


def _msg(data: bytes, limits: Limits) -> Iterator[Item]:
    from pipeline.read.msg import read

    yield from read(data, limits)


def _ofd(data: bytes, limits: Limits) -> Iterator[Item]:
    from pipeline.read.ofd import read

    yield from read(data, limits)


def _office(data: bytes, limits: Limits) -> Iterator[Item]:
    from pipeline.read.office import read

    yield from read(data, limits)


def _offices(data: bytes, limits: Limits) -> Iterator[Item]:
    from pipeline.read.office import read_many

    yield from read_many(data, limits)


_READERS: dict[str, Callable[[bytes, Limits], Iterator[Item]]] = {
    "text": _text,
    "docx": _docx,
    "pdf": _pdf,
    "html": _html,
    "sheet": _sheet,
    "mail": _mail,
    "zip": _archive,
    "7z": _packed,
    "rar": _packed,
    "packed": _packed,
    "msg": _msg,
    "ofd": _ofd,
    "office": _office,
    "offices": _offices,
    "image": _picture,
}

_NAMES = {
    "slides": ("PowerPoint", "PowerPoint"),
    "database": ("数据库", "database"),
    "program": ("程序", "program"),
}
_EXPORT = {
    "ceb": ("方正 CEB 版式文件", "a Founder CEB file", "PDF"),
    "photo": ("HEIC 照片", "a HEIC photograph", "JPEG"),
}


def _unreadable(kind: str) -> ReadError:
    if kind == "encrypted":
        return ReadError("有密码保护；请解密后再试", "is protected by a password; decrypt it first")
    if kind in ("json", "xml"):
        name = kind.upper()
        return ReadError(f"是程序用的数据（{name}），不是公文", f"is data for programs ({name}) and no document")
    if kind in _EXPORT:
        name, english, to = _EXPORT[kind]
        return ReadError(
            f"是{name}，读不了；请导出为 {to} 再试", f"is {english}, which can't be read; export it as {to}"
        )
    zh, en = _NAMES.get(kind, ("未知", "unknown"))
    return ReadError(
        f"是{zh}文件，这一版还读不了；请另存为纯文本（UTF-8）或 docx 再试",
        f"is a file of type {en}, which this version can't read; save it as plain text (UTF-8) or docx",
    )
