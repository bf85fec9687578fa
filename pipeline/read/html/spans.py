"""Cells that span rows, repeated in the tree itself in every row that they cover."""

from __future__ import annotations

from copy import deepcopy

from pipeline.read.xml import Element

_CELLS = ("td", "th")
_MOST_SPAN = 500
_MOST_COPIES = 20_000


def span_of(cell: Element, name: str) -> int:
    """A cell's ``rowspan`` or ``colspan``, 1 where it makes no sense."""
    text = cell.get(name) or ""
    return min(max(int(text), 1), _MOST_SPAN) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def fill_rows(root: Element) -> None:
    """Repeat every cell that spans rows."""
    copies = 0
    for table in root.iter("table"):
        held: dict[int, tuple[Element, int]] = {}  # by column: the cell and in how many more rows it stands
        for row in table.iter("tr"):
            if copies > _MOST_COPIES:
                return
            copies += len(held)
            held = _fill(row, held)


def _fill(row: Element, held: dict[int, tuple[Element, int]]) -> dict[int, tuple[Element, int]]:
    """One row filled from the rows above; gives what goes on below it."""
    below: dict[int, tuple[Element, int]] = {}
    column = 0
    for cell in [*(each for each in row if each.tag in _CELLS), None]:
        while column in held:
            kept, rows = held.pop(column)
            again = deepcopy(kept)
            again.tail = None
            row.insert(len(row) if cell is None else row.index(cell), again)
            if rows > 1:
                below[column] = (kept, rows - 1)
            column += span_of(kept, "colspan")
        if cell is None:
            break
        if (rows := span_of(cell, "rowspan")) > 1:
            del cell.attrib["rowspan"]
            below[column] = (cell, rows - 1)
        column += span_of(cell, "colspan")
    return below
