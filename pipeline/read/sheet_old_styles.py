"""Which cells of an old workbook (.xls, BIFF8 of MS-XLS) show something else than their bare value, and how."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping

from pipeline.read.sheet_codes import BUILT_IN, Code, read_code
from pipeline.read.sheet_old import BROKEN, characters, records

_SHEET, _FORMAT, _STYLE, _END = 0x0085, 0x041E, 0x00E0, 0x000A
_CELLS = (0x0203, 0x027E, 0x0006)  # a number, a number in short, a formula
_MANY = 0x00BD  # numbers side by side
_PLACE = struct.Struct("<HHH")
Codes = dict[tuple[int, int], Code]


def cell_codes(data: bytes) -> dict[str, Codes]:
    """The formats that matter of each sheet's cells, by (row, column) from 0; none where the file is damaged."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            stream = ole.openstream("Workbook").read() if ole.exists("Workbook") else b""
        styles = _styles(stream)
        return {name: dict(_cells(stream, at, styles)) for name, at in _sheets(stream)} if styles else {}
    except BROKEN:
        return {}


def _styles(stream: bytes) -> dict[int, Code]:
    formats = dict(BUILT_IN)
    styles: dict[int, Code] = {}
    number = 0
    for kind, body in records(stream):
        if kind == _FORMAT and len(body) > 5:
            formats[int.from_bytes(body[:2], "little")] = characters(body[4:])
        elif kind == _STYLE:
            if code := read_code(formats.get(int.from_bytes(body[2:4], "little"), "")):
                styles[number] = code
            number += 1
        elif kind == _END:  # of what concerns all sheets
            break
    return styles


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for kind, body in records(stream):
        if kind == _SHEET and len(body) > 8:
            yield characters(body[7:]), int.from_bytes(body[:4], "little")
        elif kind == _END:
            return


def _cells(stream: bytes, start: int, styles: Mapping[int, Code]) -> Iterator[tuple[tuple[int, int], Code]]:
    for kind, body in records(stream, start):
        if kind == _END:
            return
        if kind in _CELLS:
            row, column, style = _PLACE.unpack_from(body)
            if style in styles:
                yield (row, column), styles[style]
        elif kind == _MANY:
            row, first = struct.unpack_from("<HH", body)
            for number, at in enumerate(range(4, len(body) - 2, 6)):
                if (code := styles.get(int.from_bytes(body[at : at + 2], "little"))) is not None:
                    yield (row, first + number), code
