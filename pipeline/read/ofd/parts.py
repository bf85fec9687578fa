"""The parts of an OFD package (GB/T 33190-2016, 7): documents, their pages, templates, resources, attachments."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.read.ofd.geometry import Box, numbers
from pipeline.read.unzip import Package, damaged
from pipeline.read.xml import Element, attribute, local, parse

_A4: Box = (0.0, 0.0, 210.0, 297.0)
_RESOURCES = ("PublicRes", "DocumentRes", "PageRes")


class Files:
    """Parts by the locations that other parts name them by; makers differ in case, and in what locations start from."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._names = {name.casefold().replace("\\", "/").lstrip("/"): name for name in package}

    def find(self, base: str, location: str | None) -> str | None:
        """The part that ``location`` means in the part ``base``: from its folder, or else from the root."""
        words = (location or "").strip().replace("\\", "/")
        if not words:
            return None
        folder = "" if words.startswith("/") else posixpath.dirname(base)
        tried = (posixpath.normpath(posixpath.join(each, words.lstrip("/"))) for each in (folder, ""))
        return next((self._names[name.casefold()] for name in tried if name.casefold() in self._names), None)

    def data(self, name: str) -> bytes:
        """A part's bytes."""
        return self._package.read(name)

    def root(self, name: str) -> Element:
        """A part's root; raises ReadError where it is no XML."""
        return parse(self.data(name))


@dataclass(frozen=True, slots=True)
class PagePart:
    """One page: the roots to draw, its templates first; its box in millimetres; where resources are listed."""

    root: Element
    templates: tuple[Element, ...]
    box: Box
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that travels with a document."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Book:
    """One document of the package: its part, and its root."""

    files: Files
    part: str
    root: Element

    def page_names(self) -> list[str | None]:
        """The parts of its pages in their order, None for one that is not there."""
        pages = (each for group in _named(self.root, "Pages") for each in _named(group, "Page"))
        return [self.files.find(self.part, page.get("BaseLoc")) for page in pages]

    def page(self, name: str) -> PagePart:
        """One of its pages."""
        root = self.files.root(name)
        common = next(_named(self.root, "CommonData"), self.root)
        known = {each.get("ID"): each.get("BaseLoc") for each in _named(common, "TemplatePage")}
        used = (self.files.find(self.part, known.get(each.get("TemplateID"))) for each in _named(root, "Template"))
        listed = [self.files.find(self.part, each.text) for each in common if local(each) in _RESOURCES]
        listed += [self.files.find(name, each.text) for each in _named(root, "PageRes")]
        box = _box(root, "Area") or _box(common, "PageArea") or _A4
        templates = tuple(self.files.root(each) for each in used if each)
        return PagePart(root, templates, box, tuple(each for each in listed if each))

    def attached(self) -> Iterator[Attached]:
        """The files that travel with it and are there to be seen."""
        where = next(_named(self.root, "Attachments"), None)
        part = self.files.find(self.part, where.text) if where is not None else None
        for each in self.files.root(part) if part else ():
            location = next((child.text for child in each if local(child) == "FileLoc"), None)
            found = self.files.find(part or "", location)
            if local(each) == "Attachment" and found and each.get("Visible") != "false":
                yield Attached(each.get("Name") or posixpath.basename(found), found)


def open_books(package: Package) -> list[Book]:
    """The documents that the package holds; raises ReadError where it holds none."""
    files = Files(package)
    entry = files.find("", "OFD.xml")
    if entry is None:
        raise damaged()
    bodies = (each for each in files.root(entry) if local(each) == "DocBody")
    roots = (files.find(entry, child.text) for body in bodies for child in _named(body, "DocRoot"))
    books = [Book(files, name, files.root(name)) for name in roots if name]
    if not books:
        raise damaged()
    return books


def media(files: Files, resources: tuple[str, ...]) -> dict[str, str]:
    """The parts that hold pictures, by the ids of resources."""
    found: dict[str, str] = {}
    for part, group in _groups(files, resources, "MultiMedias"):
        base = posixpath.join(posixpath.dirname(part), attribute_of(group, "BaseLoc"), "x")
        for each in group:
            location = next((child.text for child in each if local(child) == "MediaFile"), None)
            name = files.find(base, location) or files.find(part, location)
            if name:
                found.setdefault(each.get("ID", ""), name)
    return found


def composites(files: Files, resources: tuple[str, ...]) -> dict[str, Element]:
    """The groups of objects that are drawn by reference, by their ids."""
    found: dict[str, Element] = {}
    for _, group in _groups(files, resources, "CompositeGraphicUnits"):
        for each in group:
            found.setdefault(each.get("ID", ""), each)
    return found


def _groups(files: Files, resources: tuple[str, ...], name: str) -> Iterator[tuple[str, Element]]:
    for part in resources:
        yield from ((part, group) for group in _named(files.root(part), name))


def attribute_of(group: Element, name: str) -> str:
    """An attribute of the list that a group stands in."""
    parent = group.getparent()
    return (parent.get(name) or attribute(parent, name)) if parent is not None else ""


def _named(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if local(child) == name)


def _box(element: Element, name: str) -> Box | None:
    area = next(_named(element, name), None)
    found = (
        numbers(next((child.text for child in area if local(child) == "PhysicalBox"), None), 4)
        if (area is not None)
        else None
    )
    return (found[0], found[1], found[2], found[3]) if found and found[2] > 0 and found[3] > 0 else None
