"""OFD (GB/T 33190-2016): characters with their places on pages, laid out as PDF pages are; scanned pages recognized."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pipeline.errors import ReadError
from pipeline.read.content import Content, Part, Progress, TextBuilder
from pipeline.read.layout.pages import Page, write_document
from pipeline.read.layout.runs import read_runs
from pipeline.read.layout.turning import askew, upright
from pipeline.read.limits import Limits
from pipeline.read.ofd.geometry import POINTS
from pipeline.read.ofd.objects import Drawing, Drawn
from pipeline.read.ofd.parts import Book, Files, PagePart, composites, media, open_books
from pipeline.read.ofd.pictures import Picture, is_scan, pictures_of, render
from pipeline.read.ofd.rules import read_rules
from pipeline.read.ofd.text import glyphs
from pipeline.read.properties import property_words
from pipeline.read.scan.document import Scans, recognizable
from pipeline.read.sniff import sniff
from pipeline.read.unzip import Package
from pipeline.read.xml import local, parse

_NO_TEXT = ("OFD 里没有文字", "is an OFD without text")


def read(data: bytes, limits: Limits) -> Iterator[Content | Part | Progress]:
    """The stored text of an OFD, every line with its page and box, then the files attached; raises ReadError."""
    package = Package(data, limits)
    beside = list(_checked(package))
    books = open_books(package)
    named = [(book, name) for book in books for name in book.page_names()]
    if len(named) > limits.max_pages:
        raise ReadError(
            f"超过 {limits.max_pages} 页；请拆分，或调高设置项 max_pages",
            f"has more than {limits.max_pages} pages; split it, or raise the setting max_pages",
        )
    pages, scanned = [], {}
    for number, (book, name) in enumerate(named, 1):
        page, pictures = _page(book, name, number)
        pages.append(page)
        if pictures:
            scanned[number] = pictures
    scans = Scans()
    yield from _recognized(pages, scanned, scans, limits)
    builder = TextBuilder(limits.max_text)
    builder.aside(beside)
    write_document(pages, builder)
    yield scans.content(builder, len(pages), None if scanned else ReadError(*_NO_TEXT))
    yield from chain.from_iterable(map(_attached, books))


def _checked(package: Package) -> Iterator[str]:
    """No part may declare a document type, unpack to too much, or be no XML; gives the words of notes on pages, and
    what the file says of itself."""
    if "Encryptions.xml" in package:
        raise ReadError("有密码保护；请解密后再试", "is protected by a password; decrypt it first")
    yield from property_words(package)
    for name in package:
        data = package.read(name)
        if name.lower().endswith(".xml"):
            root = parse(data)
            if local(root) == "PageAnnot":
                yield from ("".join(each.itertext()) for each in root.iter() if local(each) == "TextCode")


def _page(book: Book, name: str | None, number: int) -> tuple[Page, list[Picture]]:
    """A page by the characters that it holds, and its pictures where its words can only be seen."""
    if name is None:
        return Page(number, 0.0, ()), []
    part = book.page(name)
    drawn = _drawn(book.files, part)
    left, top, width, height = part.box
    turned = [each for text in drawn if local(text.element) == "TextObject" for each in glyphs(text, part.box)]
    runs = read_runs(upright(turned, width * POINTS, height * POINTS))
    level, standing = read_rules(part.root, left, top)
    page = Page(number, height * POINTS, tuple(runs), level, standing, tuple(askew(turned)))
    pictures = list(pictures_of(drawn, media(book.files, part.resources), part.box, book.files))
    return page, pictures if is_scan(pictures, len(turned), part.box) else []


def _drawn(files: Files, part: PagePart) -> list[Drawn]:
    drawing = Drawing(composites(files, part.resources))
    return [each for root in (*part.templates, part.root) for each in drawing.objects(root)]


def _recognized(
    pages: list[Page], scanned: dict[int, list[Picture]], scans: Scans, limits: Limits
) -> Iterator[Progress]:
    """Put what recognition makes of scanned pages in their places."""
    if not scanned or not recognizable(limits):
        scans.unread = tuple(scanned)
        return
    for done, (number, pictures) in enumerate(scanned.items()):
        yield Progress(done, len(scanned))
        try:
            picture, points, detail = render(pictures, limits)
        except ReadError as error:
            scans.closed(number, error)
            continue
        pages[number - 1] = scans.add(picture, points, number, detail)
    yield Progress(len(scanned), len(scanned))


def _attached(book: Book) -> Iterator[Part]:
    """The files that travel with a document; data for programs (of invoices, of the file's maker) are none of ours."""
    for each in book.attached():
        data = book.files.data(each.part)
        if sniff(data) not in ("xml", "json"):
            yield Part(each.name, data)
