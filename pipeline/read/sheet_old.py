"""What an old workbook (.xls, MS-XLS) shows beside its cells: headers, footers, text boxes, comments, properties."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from typing import Any

from pipeline.read.properties import named_words
from pipeline.read.sheet_edges import header_words

_RECORD = struct.Struct("<HH")
_HEADERS = (0x0014, 0x0015)
_BOX, _CONTINUES = 0x01B6, 0x003C  # a text box or comment; its words are in the record behind it
BROKEN = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError, struct.error)
_SUMMARY = "\x05DocumentSummaryInformation"
_UTF8 = 65001
_SAID = ("title", "subject", "keywords", "comments", "category")
_NEWLINE = re.compile(r"[\r\n]+")


def edge_words(data: bytes) -> Iterator[str]:
    """The words beside the cells; nothing of a part that is damaged, for the cells' own reader tells of that."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            yield from _parts(ole)
    except BROKEN:
        return


def _parts(ole: Any) -> Iterator[str]:
    for read in (_properties, _edges):
        try:
            yield from list(read(ole))
        except BROKEN:
            continue


def _properties(ole: Any) -> Iterator[str]:
    summary = ole.get_metadata()
    page = summary.codepage
    yield from named_words({name: _said(getattr(summary, name), page) for name in _SAID})
    if ole.exists(_SUMMARY):
        for each in ole.get_userdefined_properties(_SUMMARY):
            yield from named_words({_said(each.get("property_name"), page): _said(each.get("value"), page)})


def _said(value: object, page: int | None) -> str:
    """A property's words; bytes are of the code page that the file names, of which offices have 936 or UTF-8."""
    if isinstance(value, bytes):
        return value.decode("utf-8" if (page or 0) & 0xFFFF == _UTF8 else "gb18030", "replace").strip("\x00")
    return str(value or "").strip("\x00")


def _edges(ole: Any) -> Iterator[str]:
    stream = next((name for name in ("Workbook", "Book") if ole.exists(name)), None)
    last = 0
    for kind, body in records(ole.openstream(stream).read()) if stream else ():
        if kind in _HEADERS and len(body) > 3:
            yield from header_words(characters(body[2:]) if stream == "Workbook" else _said(body[1:], None))
        elif kind == _CONTINUES and last == _BOX and len(body) > 1:
            yield from _NEWLINE.split(characters(body))
        last = kind


def records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """The records of a workbook's stream from a place on: kind and body."""
    while at + _RECORD.size <= len(stream):
        kind, size = _RECORD.unpack_from(stream, at)
        yield kind, stream[at + _RECORD.size : at + _RECORD.size + size]
        at += _RECORD.size + size


def characters(body: bytes) -> str:
    """A string of BIFF8: a sign that says how wide its characters are, then they."""
    return body[1:].decode("utf-16-le" if body[0] & 1 else "latin-1", "replace")
