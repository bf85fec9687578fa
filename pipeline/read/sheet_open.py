"""What an OpenDocument spreadsheet (.ods) says and its reader leaves out: merged cells, headers, boxes, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.read.unzip import Package
from pipeline.read.xml import Element, attribute, local, parse

_CONTENT, _STYLES = "content.xml", "styles.xml"
_EDGES = frozenset(f"{which}{side}" for which in ("header", "footer") for side in ("", "-left", "-first"))
_BESIDE = _EDGES | {"annotation", "shapes", "frame", "custom-shape"}
_VALUES = ("percentage", "currency", "float", "date")
_SAYS = re.compile(r"%$|^\d{4}年(?:\d{1,2}月)?$|^-?[\d,.]+[\u4e00-\u9fff]{1,6}$|^0\d+$")
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
    found = 0
    for row, column, cell in _cells(table):
        down, across = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
        if (down > 1 or across > 1) and found < _MOST:
            found += 1
            yield (row, column), (row + down - 1, column + across - 1)


def _cells(table: Element) -> Iterator[tuple[int, int, Element]]:
    """Each cell where it stands first; the same cell may be repeated after it."""
    row = 0
    for line in table.iter():
        if local(line) != "table-row":
            continue
        column = 0
        for cell in line:
            yield row, column, cell
            column += _number(cell, "number-columns-repeated")
        row += _number(line, "number-rows-repeated")


def shown_cells(package: Package) -> dict[str, dict[tuple[int, int], str]]:
    """What the numbers and days of each sheet are shown as, where that is more than their value: 95%, 2031年6月."""
    if _CONTENT not in package:
        return {}
    tables = (each for each in parse(package.read(_CONTENT)).iter() if local(each) == "table")
    return {attribute(table, "name"): dict(_shown(table)) for table in tables}


def _shown(table: Element) -> Iterator[tuple[tuple[int, int], str]]:
    for row, column, cell in _cells(table):
        if attribute(cell, "value-type") in _VALUES and _SAYS.search(words := "".join(cell.itertext()).strip()):
            yield (row, column), words


def _number(element: Element, name: str) -> int:
    text = attribute(element, name, "1")
    return int(text) if text.isdecimal() and len(text) < 8 else 1
