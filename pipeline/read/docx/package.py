"""The parts of a .docx that hold words, found by their relations and never by a fixed name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import ReadError
from pipeline.read.sniff import sniff
from pipeline.read.unzip import Package
from pipeline.read.xml import Element, attribute, local, parse


@dataclass(frozen=True, slots=True)
class Parts:
    """A document's XML parts: ``by_kind`` (styles, numbering, footnotes …) and ``by_id`` (header references).

    ``margins`` are those beside the text: headers, footers, comments; ``chunks`` are whole files (web pages, mostly)
    that the text is to be made of, as office systems leave it to Word.
    """

    document: Element
    by_kind: dict[str, Element]
    package: Package
    targets: dict[str, str]
    margins: tuple[str, ...] = ()
    chunks: tuple[str, ...] = ()

    def edges(self) -> Iterator[Element]:
        """Every header and footer, of whatever section, and the comments."""
        for target in self.margins:
            yield parse(self.package.read(target))

    def by_id(self, name: str | None) -> Element | None:
        """The part that a relation id leads to, or None."""
        target = self.targets.get(name or "")
        return parse(self.package.read(target)) if target is not None and target in self.package else None


def shown_pictures(parts: Parts) -> list[bytes]:
    """The pictures of the main text in their order, each once; drawings that are no pixels (EMF) are left out."""
    named: dict[str, None] = {}
    for element in parts.document.iter():
        if local(element) in ("blip", "imagedata"):
            targets = (parts.targets.get(attribute(element, name), "") for name in ("embed", "id"))
            named |= {target: None for target in targets if target in parts.package}
    found = (parts.package.read(name) for name in named)
    return [data for data in found if sniff(data) == "image"]


def page_pictures(document: Element) -> int:
    """How many pictures the text shows as large as pages: scans that somebody laid among the words."""
    shown = (each for each in document.iter() if local(each) == "extent")
    return sum(min(_size(each.get("cx")), _size(each.get("cy"))) >= _PAGE for each in shown)


def _size(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 12 else 0


_PAGE = 12 * 360_000  # 12 cm, in the units of DrawingML (ECMA-376 part 1, 20.1.2.1)
_MARGINS = ("header", "footer", "comments")
_WANTED = ("styles", "numbering", "footnotes", "endnotes")


def open_parts(package: Package) -> Parts:
    """The parts of the package; raises ReadError where it holds no document."""
    main = next(
        (target for kind, _, target in _relations(package, "") if kind == "officeDocument"), "word/document.xml"
    )
    if main not in package:
        raise ReadError("里面没有正文；请重新取得这个文件", "has no main text; get the file again")
    relations = list(_relations(package, main))
    by_kind = {
        kind: parse(package.read(target)) for kind, _, target in relations if kind in _WANTED and target in package
    }
    targets = {name: target for _, name, target in relations}
    margins = tuple(target for kind, _, target in relations if kind in _MARGINS and target in package)
    chunks = tuple(target for kind, _, target in relations if kind == "aFChunk" and target in package)
    return Parts(parse(package.read(main)), by_kind, package, targets, margins, chunks)


def _relations(package: Package, part: str) -> list[tuple[str, str, str]]:
    """``(kind, id, target)`` of a part's relations inside the package; links outside are never followed."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in package:
        return []
    found = []
    for each in parse(package.read(path)):
        if each.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
        found.append(((each.get("Type") or "").rpartition("/")[2], each.get("Id") or "", target))
    return found
