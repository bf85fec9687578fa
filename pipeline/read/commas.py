"""Tables as text with commas (.csv): rows with their cells a tab apart; told by its columns and not by its name."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import islice

from pipeline.errors import ReadError
from pipeline.read.content import Content, TextBuilder, join
from pipeline.read.table_words import is_header

_LEAST = 3  # columns
_HEAD = 20  # rows among which the header stands
_SIGNS = ",;"


def rows_of(text: str, most: int) -> list[list[str]] | None:
    """The rows, where the text is a table: a row that names columns, and nearly all others as wide as it; else None.

    Raises ReadError where there are more than ``most``.

    >>> rows_of('序号,任务,责任单位\\n1,"检查,整改",市应急局\\n', 9)
    [['序号', '任务', '责任单位'], ['1', '检查,整改', '市应急局']]
    >>> rows_of("各单位要做好检查,整改,报送\\n", 9) is None
    True
    """
    head = text[:20_000].splitlines()[:_HEAD]
    for sign in _SIGNS:
        if any(line.count(sign) >= _LEAST - 1 for line in head):
            rows = _parsed(text, sign, most + 1)
            if rows and _is_table(rows):
                return _bounded(rows, most)
    return None


def read(rows: Sequence[Sequence[str]], encoding: str, limit: int) -> Content:
    """The stored text of a table; every cell knows its row and column."""
    builder = TextBuilder(limit)
    for number, row in enumerate(rows, 1):
        last = max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)
        if not last:
            continue
        builder.start_line()
        for column, cell in enumerate(row[:last], 1):
            builder.plain("\t" if column > 1 else "")
            builder.add(join(part.strip(" \u3000") for part in cell.splitlines()), "cell", row=number, column=column)
    return builder.content(encoding=encoding)


def _bounded(rows: list[list[str]], most: int) -> list[list[str]]:
    if len(rows) > most:
        raise ReadError(
            f"表格超过 {most} 行；请拆分，或调高设置项 max_rows", f"has more than {most} rows (setting max_rows)"
        )
    return rows


def _parsed(text: str, sign: str, most: int) -> list[list[str]] | None:
    try:
        return list(islice(csv.reader(text.splitlines(keepends=True), delimiter=sign, strict=True), most))
    except csv.Error:
        return None


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    header = next((row for row in islice(rows, _HEAD) if len(row) >= _LEAST and is_header(row)), None)
    if header is None or len(rows) < 2:
        return False
    whole = [row for row in rows if any(cell.strip() for cell in row)]
    return sum(len(row) == len(header) for row in whole) >= 0.8 * len(whole)
