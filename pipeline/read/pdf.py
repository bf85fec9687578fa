"""PDF with text: characters and their boxes by pdfium, pages without words to be recognized."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, cast, create_string_buffer
from dataclasses import replace
from math import pi
from typing import Any

from pipeline.errors import ReadError
from pipeline.read.common import is_gibberish
from pipeline.read.content import Content, Progress, TextBuilder
from pipeline.read.layout.pages import Page, write_document
from pipeline.read.layout.runs import Glyph, read_runs
from pipeline.read.layout.turning import EIGHTHS, Turned, askew, upright
from pipeline.read.limits import Limits
from pipeline.read.pdf_fonts import give_extent
from pipeline.read.pdf_rules import read_rules
from pipeline.read.pdf_scan import is_scan, render
from pipeline.read.properties import named_words
from pipeline.read.scan.document import Scans, recognizable

_SENSELESS = "\ufffd●"  # what fonts that don't say what they draw come out as
_MOST_NOTES, _LONGEST_NOTE = 200, 2_000  # notes of a page; bytes of one
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read(data: bytes, limits: Limits) -> Iterator[Content | Progress]:
    """The stored text of a PDF, every line with its page, box and character edges; raises ReadError.

    Pages that are pictures are recognized, with the progress of it; where that can't be done they are named.
    """
    with _opened(data, limits) as document:
        pages, pictures = _pages(document)
        scans = Scans()
        if pictures and recognizable(limits):
            for done, index in enumerate(pictures):
                yield Progress(done, len(pictures))
                picture, points, detail = _rendered(document, index)
                scanned = scans.add(picture, points, index + 1, detail)
                # a note on a picture is no picture
                pages[index] = replace(scanned, aside=(*scanned.aside, *pages[index].aside))
            yield Progress(len(pictures), len(pictures))
        elif pictures:
            scans.unread = tuple(index + 1 for index in pictures)
        builder = TextBuilder(limits.max_text)
        builder.aside(named_words(document.get_metadata_dict(skip_empty=True)))
        write_document(pages, builder)
        yield scans.content(builder, len(pages))


def _pages(document: Any) -> tuple[list[Page], list[int]]:
    """All pages by the characters that they hold, and the indexes of those that are pictures of text."""
    pages, pictures = [], []
    for index in range(len(document)):
        page, picture = _page(document, index)
        pages.append(page)
        if picture:
            pictures.append(index)
    return pages, pictures


@contextmanager
def _opened(data: bytes, limits: Limits) -> Iterator[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise ReadError("有密码保护；请解密后再试", "is protected by a password; decrypt it first") from error
        raise ReadError("PDF 已损坏，打不开；请重新取得这个文件", "is a damaged PDF; get the file again") from error
    try:
        if len(document) > limits.max_pages:
            raise ReadError(
                f"超过 {limits.max_pages} 页；请拆分，或调高设置项 max_pages",
                f"has more than {limits.max_pages} pages; split it, or raise the setting max_pages",
            )
        yield document
    finally:
        document.close()


def _rendered(document: Any, index: int) -> tuple[Any, float, float]:
    page = document[index]
    try:
        return render(page)
    finally:
        page.close()


def _page(document: Any, number: int) -> tuple[Page, bool]:
    page = document[number]
    try:
        width, height = page.get_size()
        drawn = list(_glyphs(page))
        glyphs = upright(drawn, width, height)
        level, standing = read_rules(page)
        senseless = sum(glyph.char in _SENSELESS for glyph in glyphs)
        scan = is_scan(page, len(glyphs), senseless)
        if is_gibberish("".join(glyph.char for glyph in glyphs)):
            glyphs, scan = [], True
        aside = (*askew(drawn), *_notes(page))
        return Page(number + 1, height, tuple(read_runs(glyphs)), level, standing, aside), scan
    finally:
        page.close()


def _glyphs(page: Any) -> Iterator[Turned]:
    """Every drawn character with its turn in eighths of a quarter (0 to 31), in the file's order; y counts down from
    the page's top."""
    import pypdfium2.raw as raw

    left, _, _, top = page.get_bbox()
    give_extent(page)
    textpage = page.get_textpage()
    try:
        handle, box = textpage.raw, raw.FS_RECTF()
        generated, unicode, loose, angle = (
            raw.FPDFText_IsGenerated, raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharAngle,
        )  # fmt: skip
        for index in range(raw.FPDFText_CountChars(handle)):
            code = unicode(handle, index)
            if code <= 0x20 or generated(handle, index) or not loose(handle, index, byref(box)):
                continue
            turn = round(angle(handle, index) / (pi / 2) * EIGHTHS)
            if not 0xD800 <= code <= 0xDFFF:
                sides = box.left - left, top - box.top, box.right - left, top - box.bottom
                yield Glyph(_character(code), *sides), turn % (4 * EIGHTHS)
    finally:
        textpage.close()


def _character(code: int) -> str:
    """Symbol fonts draw bullets with private characters, which mean nothing outside of them."""
    return "●" if 0xE000 <= code <= 0xF8FF else chr(code)


def _notes(page: Any) -> Iterator[str]:
    """The words of notes and stamps that were laid on a page."""
    import pypdfium2.raw as raw

    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_NOTES)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        try:
            size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
            if 2 < size <= _LONGEST_NOTE:
                buffer = create_string_buffer(size)
                raw.FPDFAnnot_GetStringValue(note, b"Contents", cast(buffer, POINTER(raw.FPDF_WCHAR)), size)
                yield buffer.raw.decode("utf-16-le", "replace").rstrip("\x00")
        finally:
            raw.FPDFPage_CloseAnnot(note)
