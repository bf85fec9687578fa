"""How far the sheets of an .xlsx reach, before anything makes room for all cells, and the words of one left out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.read.unzip import Package
from pipeline.read.xml import attribute, local, parse, run_words

_BOOK, _RELATIONS, _STRINGS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=\"(\d{1,7})\"")
_COLUMN = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]{1,3})\d")


@dataclass(frozen=True, slots=True)
class Extent:
    """A sheet's file in the package, and its last row and column, counted from 1."""

    part: str
    rows: int
    columns: int


def extents(package: Package) -> dict[str, Extent]:
    """The extent of each sheet by its name; none of what is no .xlsx."""
    if _BOOK not in package or _RELATIONS not in package:
        return {}
    targets = {each.get("Id"): each.get("Target", "") for each in parse(package.read(_RELATIONS))}
    found = {}
    for sheet in parse(package.read(_BOOK)).iter():
        if local(sheet) == "sheet":
            target = targets.get(attribute(sheet, "id"), "")
            part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            if part in package:
                found[sheet.get("name") or ""] = _extent(part, package.read(part))
    return found


def strings(package: Package, extent: Extent) -> Iterator[str]:
    """The words of a sheet that is not read, those that sheets share among them."""
    for name in (_STRINGS, extent.part):
        for element in parse(package.read(name)).iter() if name in package else ():
            if local(element) in ("si", "is"):
                yield run_words(element)


def _extent(part: str, data: bytes) -> Extent:
    rows = max(map(int, _ROW.findall(data)), default=0)
    return Extent(part, rows, max(map(_number, set(_COLUMN.findall(data))), default=0))


def _number(letters: bytes) -> int:
    """A column's number: A is 1, AA is 27."""
    count = 0
    for letter in letters:
        count = count * 26 + letter - 64
    return count
