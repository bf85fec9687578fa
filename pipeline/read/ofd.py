"""OFD (GB/T 33190-2016): runs of text with their places on pages, by ofdkit, laid out as PDF pages are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from pipeline.errors import ReadError
from pipeline.read.content import Content, TextBuilder
from pipeline.read.layout.pages import Page, write_document
from pipeline.read.layout.runs import Glyph, read_runs
from pipeline.read.limits import Limits
from pipeline.read.ofd_rules import read_rules
from pipeline.read.properties import property_words
from pipeline.read.unzip import Package, damaged
from pipeline.read.xml import local, parse

_NO_TEXT = ("OFD 里没有文字（可能是扫描件）；请导出为 PDF 再试", "is an OFD without text; export it as PDF")
_POINTS = 72 / 25.4  # OFD measures in millimetres
_ASCENT, _DESCENT = 0.86, 0.14  # of the size, above and below the baseline


def read(data: bytes, limits: Limits) -> Content:
    """The stored text of an OFD, every line with its page and box; raises ReadError."""
    import ofdkit

    package = Package(data, limits)
    beside = list(_checked(package))
    try:
        with ofdkit.open(data) as document:
            if len(document.pages) > limits.max_pages:
                raise ReadError(
                    f"超过 {limits.max_pages} 页；请拆分，或调高设置项 max_pages",
                    f"has more than {limits.max_pages} pages; split it, or raise the setting max_pages",
                )
            builder = TextBuilder(limits.max_text)
            builder.aside(beside)
            write_document([_page(page, package) for page in document.pages], builder)
    except ofdkit.OFDError as error:
        raise damaged() from error
    return builder.content(lacking=ReadError(*_NO_TEXT))


def _checked(package: Package) -> Iterator[str]:
    """No part may declare a document type, unpack to too much, or be no XML; gives the words of notes on pages, and
    what the file says of itself."""
    yield from property_words(package)
    for name in package:
        data = package.read(name)
        if name.lower().endswith(".xml"):
            root = parse(data)
            if local(root) == "PageAnnot":
                yield from ("".join(each.itertext()) for each in root.iter() if local(each) == "TextCode")


def _page(page: Any, package: Package) -> Page:
    left, top, _, height = page.box
    glyphs = [glyph for run in page.runs for glyph in _glyphs(run, left, top)]
    level, upright = read_rules(package, page.location, left, top)
    return Page(page.index + 1, height * _POINTS, tuple(read_runs(glyphs)), level, upright)


def _glyphs(run: Any, left: float, top: float) -> Iterator[Glyph]:
    """A run's characters, its width shared out by their kinds, for ofdkit keeps only the whole."""
    weights = [2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in run.text]
    unit = run.width / max(sum(weights), 1)
    x = run.x - left
    upper, lower = run.y - top - _ASCENT * run.size, run.y - top + _DESCENT * run.size
    for char, weight in zip(run.text, weights, strict=True):
        yield Glyph(char, x * _POINTS, upper * _POINTS, (x + weight * unit) * _POINTS, lower * _POINTS)
        x += weight * unit
