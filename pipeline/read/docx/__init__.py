""".docx: the words that Word shows, with their list labels, tables, boxes, notes and marks in headers."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from pipeline.errors import ReadError
from pipeline.read.content import Content, Item, Part, TextBuilder
from pipeline.read.limits import Limits
from pipeline.read.unzip import Package

PICTURES = "未识别图片"  # how many pictures as large as pages stand among the words, not read
_PICTURES = ("里面只有图片，没有文字；请导出为 PDF 再试", "holds pictures and no words; export it as PDF")


def read(package: Package, limits: Limits) -> Iterator[Item]:
    """The stored text of an opened .docx; raises ReadError for what is damaged or unsafe.

    Tracked changes are read as accepted; fields show their last result; nothing is fetched or run. Where it holds
    nothing but pictures, as who lays a scan into Word makes it, those are recognized as its pages.
    """
    from pipeline.read.docx.body import BodyReader
    from pipeline.read.docx.package import open_parts, page_pictures, shown_pictures
    from pipeline.read.properties import property_words
    from pipeline.read.scan.document import recognizable
    from pipeline.read.scan.pictures import read_files

    builder = TextBuilder(limits.max_text)
    builder.aside(property_words(package))
    parts = open_parts(package)
    BodyReader(parts, builder).read()
    yield from (Part(posixpath.basename(name), package.read(name)) for name in parts.chunks)
    empty = not "".join(builder.pieces).strip()
    if empty and parts.chunks:
        return
    pictures = shown_pictures(parts) if empty else []
    if pictures and recognizable(limits):
        try:
            for item in read_files(pictures, limits):
                yield replace(item, aside=(*builder.seen, *item.aside)) if isinstance(item, Content) else item
        except ReadError as error:
            yield builder.content(lacking=error)
        return
    unseen = page_pictures(parts.document)
    said = ((PICTURES, str(unseen)),) if unseen else ()
    flags = ("pictures",) if unseen else ()
    yield builder.content(lacking=ReadError(*_PICTURES) if pictures else None, metadata=said, flags=flags)
