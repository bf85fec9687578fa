"""Rows of a table that a page's end broke in two, made one again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.read.layout.lines import Line

_FULL = 1.5  # of the size: a line that ends nearer to where its column's longest ends was broken


def rejoin(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages' lines, what a page begins with joined to the row that the page before it left unfinished."""
    out: list[list[Line]] = []
    for lines in pages:
        lines = list(lines)
        before = next((page for page in reversed(out) if page), [])
        place = _behind_header(lines, before)
        if before and place < len(lines) and _goes_on(before, lines[place]):
            before[-1] = _joined(before[-1], lines.pop(place))
        out.append(lines)
    return out


def _behind_header(lines: Sequence[Line], before: Sequence[Line]) -> int:
    """The index of the first line that is no header which the table on the page before has, too."""
    if not before or not before[-1].cells:
        return 0
    known = {_words(row) for row in before if row.table == before[-1].table}
    return next((at for at, line in enumerate(lines) if not line.cells or _words(line) not in known), len(lines))


def _words(row: Line) -> tuple[str, ...]:
    return tuple("".join(line.text for line in cell) for cell in row.cells)


def _goes_on(before: Sequence[Line], row: Line) -> bool:
    """Whether a row holds the rest of a few cells of the last row, each of which broke off in a full line."""
    last = before[-1]
    if not row.cells or row.spans != last.spans:
        return False
    rest = [column for column, cell in enumerate(row.cells) if cell]
    filled = sum(map(bool, last.cells))
    return 2 * len(rest) <= filled and all(_broke_off(before, column) for column in rest)


def _broke_off(before: Sequence[Line], column: int) -> bool:
    last = before[-1]
    if not last.cells[column]:
        return False
    ends = [
        line.right
        for row in before
        if row.table == last.table and row.spans == last.spans
        for line in row.cells[column]
    ]
    end = last.cells[column][-1]
    return end.right > max(ends) - _FULL * end.size


def _joined(last: Line, row: Line) -> Line:
    cells = tuple((*one, *other) for one, other in zip(last.cells, row.cells, strict=True))
    return replace(last, cells=cells)
