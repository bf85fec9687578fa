"""Outlook messages (.msg, MS-OXMSG): properties as streams of a compound file; body, headers, attachments."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipeline.errors import ReadError
from pipeline.read.content import Content, Item, Part, Unreadable
from pipeline.read.decode import decode
from pipeline.read.limits import Limits
from pipeline.read.secrecy import classified_mark

_SUBJECT, _BODY, _HTML, _SENDER = "0037", "1000", "1013", "0C1A"
_NAME, _SHORT_NAME, _DATA = "3707", "3704", "3701"
_ATTACHMENT, _PROPERTY = "__attach_version1.0_", "__substg1.0_"
_UNICODE, _BYTES = "001F", "0102"


def read(data: bytes, limits: Limits) -> Iterator[Item]:
    """The body, if it has words, then the attachments by their names; ``metadata`` has subject and sender."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            content = _content(ole, limits)
            attachments = list(_attachments(ole, limits))
    except (OSError, ValueError, IndexError, KeyError, TypeError, RecursionError) as error:
        raise ReadError("邮件已损坏，打不开；请重新取得这个文件", "is a damaged message; get the file again") from error
    if content is None and not attachments:
        raise ReadError("邮件里没有正文，也没有附件", "is a message without a body and without attachments")
    if content is not None:
        yield content
    yield from attachments


def _content(ole: Any, limits: Limits) -> Content | None:
    said = (("subject", _text(ole, "", _SUBJECT)), ("from", _text(ole, "", _SENDER)))
    metadata = tuple((name, value) for name, value in said if value)
    body = _text(ole, "", _BODY).strip("\r\n\x00 ")
    if body:
        return Content(body.replace("\r\n", "\n") + "\n", "utf-16-le", metadata=metadata)
    page = _stream(ole, f"{_PROPERTY}{_HTML}{_BYTES}")
    if page is not None:
        from pipeline.read.html import read as read_html

        found = read_html(page, limits)
        if found.text.strip():
            return replace(found, metadata=metadata)
    return Content("", metadata=metadata) if classified_mark("", dict(metadata).values()) else None


def _attachments(ole: Any, limits: Limits) -> Iterator[Item]:
    folders = sorted({path[0] for path in ole.listdir() if path[0].startswith(_ATTACHMENT)})
    if len(folders) > limits.max_files:
        raise ReadError("附件太多（设置项 max_files）", "has too many attachments (setting max_files)")
    for number, folder in enumerate(folders, 1):
        name = _text(ole, folder, _NAME) or _text(ole, folder, _SHORT_NAME) or f"附件{number}"
        body = _stream(ole, f"{folder}/{_PROPERTY}{_DATA}{_BYTES}")
        if body is not None:
            yield Part(name, body)
        else:
            yield Unreadable(
                name, ReadError("是内嵌的邮件或对象，不读取", "is an embedded message or object, not read")
            )


def _text(ole: Any, folder: str, name: str) -> str:
    """A text property: UTF-16, or bytes in a code page that nobody names."""
    start = f"{folder}/" if folder else ""
    wide = _stream(ole, f"{start}{_PROPERTY}{name}{_UNICODE}")
    if wide is not None:
        return wide.decode("utf-16-le", "replace").rstrip("\x00")
    narrow = _stream(ole, f"{start}{_PROPERTY}{name}001E")
    return decode(narrow)[0].rstrip("\x00") if narrow else ""


def _stream(ole: Any, path: str) -> bytes | None:
    return bytes(ole.openstream(path).read()) if ole.exists(path) else None
