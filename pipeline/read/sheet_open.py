"""What an OpenDocument spreadsheet (.ods) says and its reader leaves out: merged cells, headers, boxes, comments."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.read.unzip import Package
from pipeline.read.xml import Element, attribute, local, parse

_CONTENT, _STYLES = "content.xml", "styles.xml"
_EDGES = frozenset(f"{which}{side}" for which in ("header", "footer") for side in ("", "-left", "-first"))
_BESIDE = _EDGES | {"annotation", "shapes", "frame", "custom-shape"}
_MOST = 10_000  # merged cells of a sheet
Merged = tuple[tuple[int, int], tuple[int, int]]  # first and last cell, as (row, column) from 0


def edge_words(package: Package) -> Iterator[str]:
    """The words beside the cells, a paragraph at a time."""
    for name in (_CONTENT, _STYLES):
        for element in parse(package.read(name)).iter() if name in package else ():
            if local(element) in _BESIDE:
                yield from ("".join(each.itertext()) for each in element.iter() if local(each) == "p")


def merged_cells(package: Package) -> dict[str, list[Merged]]:
    """The merged cells of each sheet by its name."""
    if _CONTENT not in package:
        return {}
    tables = (each for each in parse(package.read(_CONTENT)).iter() if local(each) == "table")
    return {attribute(table, "name"): list(_merged(table)) for table in tables}


def _merged(table: Element) -> Iterator[Merged]:
    row = found = 0
    for line in table.iter():
        if local(line) != "table-row":
            continue
        column = 0
        for cell in line:
            down, across = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
            if (down > 1 or across > 1) and found < _MOST:
                found += 1
                yield (row, column), (row + down - 1, column + across - 1)
            column += _number(cell, "number-columns-repeated")
        row += _number(line, "number-rows-repeated")


def _number(element: Element, name: str) -> int:
    text = attribute(element, name, "1")
    return int(text) if text.isdecimal() and len(text) < 8 else 1
