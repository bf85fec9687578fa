"""Spreadsheets (.xlsx, .xls, .ods): tables of tasks as rows of text, merged cells filled in."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from pipeline.errors import ReadError
from pipeline.read import sheet_edges, sheet_old, sheet_old_styles, sheet_open, sheet_styles
from pipeline.read.content import Content, TextBuilder, join
from pipeline.read.limits import Limits
from pipeline.read.properties import property_words
from pipeline.read.sheet_codes import Code
from pipeline.read.sheet_extent import Extent, extents, strings
from pipeline.read.sheet_open import merged_cells
from pipeline.read.table_words import is_header
from pipeline.read.unzip import Package

_MOST_COLUMNS = 300
Cell = tuple[int, int]
Dress = Mapping[str, Mapping[Cell, Code | str]]
_STARS = frozenset("★☆✩✭✰")


def read(data: bytes, limits: Limits) -> Content:
    """Every visible sheet: a row of one cell is a line, any other row a line with its cells apart by tabs."""
    import python_calamine as calamine

    builder = TextBuilder(limits.max_text)
    package = _package(data, limits)
    builder.aside(_beside(data, package))
    reach = extents(package) if package else {}
    merged = merged_cells(package) if package else {}
    dress = _dress(data, package, reach)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for found in book.sheets_metadata:
            if not str(found.typ).endswith("WorkSheet"):
                continue
            name, extent = found.name, reach.get(found.name)
            large = extent is not None and _too_large(extent.rows, extent.columns, limits)
            if str(found.visible).endswith("Visible"):
                if large:
                    raise _beyond(name, limits)
                _sheet(book.get_sheet_by_name(name), name, builder, limits, merged.get(name, ()), dress.get(name, {}))
            elif large and package and extent:
                builder.aside(filter(_may_be_mark, strings(package, extent)))
            else:
                builder.aside(_hidden(book.get_sheet_by_name(name), limits))
    except calamine.PasswordError as error:
        raise ReadError("有密码保护；请解密后再试", "is protected by a password; decrypt it first") from error
    except calamine.CalamineError as error:
        raise ReadError(
            "表格已损坏，打不开；请重新取得这个文件", "is a damaged spreadsheet; get the file again"
        ) from error
    return builder.content()


def _package(data: bytes, limits: Limits) -> Package | None:
    """The package of a newer workbook, which may claim to unpack to no more than the limits allow."""
    if not data.startswith(b"PK"):
        return None
    Package(data, limits).check()
    return Package(data, limits)


def _beside(data: bytes, package: Package | None) -> Iterator[str]:
    """What stands beside the cells."""
    if package is None:
        yield from sheet_old.edge_words(data)
        return
    yield from property_words(package)
    yield from sheet_edges.edge_words(package)
    yield from sheet_open.edge_words(package)


def _hidden(sheet: Any, limits: Limits) -> Iterator[str]:
    """What may be a mark on a hidden sheet, whose words are not read."""
    for row in sheet.to_python(skip_empty_area=False, nrows=limits.max_rows):
        yield from filter(_may_be_mark, row[:_MOST_COLUMNS])


def _may_be_mark(cell: Any) -> bool:
    """Only with a star: lists of choices have levels without one."""
    return isinstance(cell, str) and not _STARS.isdisjoint(cell)


def _dress(data: bytes, package: Package | None, reach: Mapping[str, Extent]) -> Dress:
    """What cells are shown as by each sheet's formats."""
    if package is None:
        return sheet_old_styles.cell_codes(data)
    return sheet_styles.cell_codes(package, reach) if reach else sheet_open.shown_cells(package)


def _sheet(
    sheet: Any, name: str, builder: TextBuilder, limits: Limits, merged: Sequence[Any], dress: Mapping[Cell, Code | str]
) -> None:
    if _too_large(sheet.total_height, sheet.total_width, limits):
        raise _beyond(name, limits)
    cells = enumerate(sheet.to_python(skip_empty_area=False))
    rows = [[_dressed(cell, dress.get((at, place))) for place, cell in enumerate(row)] for at, row in cells]
    _write(rows, fill_merged(rows, sheet.merged_cell_ranges or merged), name, builder)


def _too_large(rows: int, columns: int, limits: Limits) -> bool:
    return rows > limits.max_rows or columns > _MOST_COLUMNS


def _beyond(name: str, limits: Limits) -> ReadError:
    return ReadError(
        f"工作表“{name}”超过 {limits.max_rows} 行或 {_MOST_COLUMNS} 列；请拆分，或调高设置项 max_rows",
        f'sheet "{name}" has more than {limits.max_rows} rows or {_MOST_COLUMNS} columns (setting max_rows)',
    )


def _write(rows: Sequence[Sequence[str]], merged: set[int], name: str, builder: TextBuilder) -> None:
    header = find_header(rows)
    width = max((_width(row) for row in rows), default=0)
    for number, row in enumerate(rows):
        filled = [(place, text) for place, text in enumerate(row) if text]
        if not filled:
            continue
        whole = len(filled) == 1 and (number < header or width == 1 or number in merged)
        if whole:
            builder.line(filled[0][1], "cell", sheet=name, row=number + 1, column=filled[0][0] + 1)
        else:
            _row(row[: _width(row)], number, name, builder)


def _row(row: Sequence[str], number: int, name: str, builder: TextBuilder) -> None:
    builder.start_line()
    for column, text in enumerate(row):
        builder.plain("\t" if column else "")
        builder.add(text, "cell", sheet=name, row=number + 1, column=column + 1)


def find_header(rows: Sequence[Sequence[str]]) -> int:
    """The index of the row that names the columns: the first with two cells or more that hold a column's words.

    >>> find_header([["任务分解表"], ["序号", "重点任务", "责任单位"], ["1", "开展排查", "市应急局"]])
    1
    """
    for number, row in enumerate(rows):
        if is_header(row):
            return number
    return 0


def fill_merged(rows: list[list[str]], ranges: Sequence[Any]) -> set[int]:
    """Repeat a merged cell down its rows, not across its columns; gives the rows that are merged across."""
    across: set[int] = set()
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        if right > left:
            across.update(range(top, bottom + 1))
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row):
                row[left] = rows[top][left]
    return across


def _width(row: Sequence[str]) -> int:
    return max((place for place, text in enumerate(row, 1) if text), default=0)


def _dressed(cell: Any, how: Code | str | None) -> str:
    """A cell as its format shows it, where that says something of such a value."""
    if how is None or cell is None or isinstance(cell, str):
        return _shown(cell)
    return how if isinstance(how, str) else how.shown(cell) or _shown(cell)


def _shown(cell: Any) -> str:
    """A cell as a Chinese office would show it."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        day = f"{cell.year}年{cell.month}月{cell.day}日"
        return f"{day}{cell.hour}时{cell.minute:02d}分" if cell.time() != time() else day
    if isinstance(cell, date):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    if isinstance(cell, time | timedelta):
        return str(cell)
    return join(part.strip(" \u3000") for part in str(cell).replace("\r", "\n").split("\n"))
