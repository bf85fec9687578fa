""".docx: the words that Word shows, with their list labels, tables, boxes, notes and marks in headers."""

from __future__ import annotations

from pipeline.errors import ReadError
from pipeline.read.content import Content, TextBuilder
from pipeline.read.limits import Limits
from pipeline.read.unzip import Package

_PICTURES = ("里面只有图片，没有文字；请导出为 PDF 再试", "holds pictures and no words; export it as PDF")


def read(package: Package, limits: Limits) -> Content:
    """The stored text of an opened .docx; raises ReadError for what is damaged or unsafe.

    Tracked changes are read as accepted; fields show their last result; nothing is fetched or run.
    """
    from pipeline.read.docx.body import BodyReader
    from pipeline.read.docx.package import open_parts
    from pipeline.read.properties import property_words

    builder = TextBuilder(limits.max_text)
    builder.aside(property_words(package))
    BodyReader(open_parts(package), builder).read()
    pictures = any(name.startswith("word/media/") for name in package)
    return builder.content(lacking=ReadError(*_PICTURES) if pictures else None)
