"""Which cells of an .xlsx show something else than their bare value, and by which number format."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.read.sheet_codes import BUILT_IN, Code, read_code
from pipeline.read.sheet_extent import Extent
from pipeline.read.unzip import Package
from pipeline.read.xml import Element, local, parse

_STYLES = "xl/styles.xml"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST = 500_000  # cells
Codes = dict[tuple[int, int], Code]


def cell_codes(package: Package, extents: Mapping[str, Extent]) -> dict[str, Codes]:
    """The formats that matter of each sheet's cells, by (row, column) from 0."""
    styles = _styles(parse(package.read(_STYLES))) if _STYLES in package else {}
    return {name: dict(_cells(package.read(extent.part), styles)) for name, extent in extents.items()} if styles else {}


def _styles(root: Element) -> dict[str, Code]:
    """The formats by the numbers that cells know them by."""
    formats = dict(BUILT_IN)
    styles: dict[str, Code] = {}
    for group in root:
        for number, each in enumerate(group):
            known = each.get("numFmtId", "")
            if local(each) == "numFmt" and known.isdecimal():
                formats[int(known)] = each.get("formatCode", "")
            elif local(group) == "cellXfs" and known.isdecimal() and (code := read_code(formats.get(int(known), ""))):
                styles[str(number)] = code
    return styles


def _cells(data: bytes, styles: Mapping[str, Code]) -> Iterator[tuple[tuple[int, int], Code]]:
    count = 0
    reading = etree.iterparse(
        io.BytesIO(data), tag=("{*}c", "{*}row"), resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    for _, element in reading:
        if local(element) == "row":
            element.clear()
            continue
        code, place = styles.get(element.get("s", "")), _PLACE.fullmatch(element.get("r", ""))
        if code and place and count < _MOST:
            count += 1
            yield (int(place[2]) - 1, column(place[1])), code


def column(letters: str) -> int:
    """The place of a column from 0.

    >>> column("A"), column("AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
