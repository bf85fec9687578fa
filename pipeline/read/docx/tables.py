"""A table's rows as they are seen: merged cells filled in, every row a tuple of cells along the grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.read.docx.names import find, number, value
from pipeline.read.xml import Element, local

_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell where it begins (``column`` from 1); ``element`` is that of the cell it is merged into, if it is."""

    element: Element
    column: int
    span: int
    merged: bool = False


def rows(table: Element) -> Iterator[tuple[Cell, ...]]:
    """The rows that were not deleted; a cell merged with the one above comes as that one again."""
    above: dict[int, Element] = {}
    for row in _children(table, "tr"):
        if find(row, "trPr", "del") is not None:
            continue
        cells: list[Cell] = []
        column = 1
        for element in _children(row, "tc"):
            span = min(max(1, number(value(element, "tcPr", "gridSpan"), 1)), _MOST_COLUMNS)
            cells.append(_cell(element, column, span, above))
            column += span
        yield tuple(cells)


def _cell(element: Element, column: int, span: int, above: dict[int, Element]) -> Cell:
    merge = find(element, "tcPr", "vMerge")
    if merge is None:
        above.pop(column, None)
        return Cell(element, column, span)
    if value(element, "tcPr", "vMerge") == "restart" or column not in above:
        above[column] = element
        return Cell(element, column, span)
    return Cell(above[column], column, span, merged=True)


def _children(element: Element, name: str) -> Iterator[Element]:
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml"):
            yield from _children(child, name)
