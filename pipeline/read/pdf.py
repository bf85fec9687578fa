"""PDF with text: characters and their boxes by pdfium, pages without words to be recognized."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref
from math import pi
from typing import Any

from pipeline.errors import ReadError
from pipeline.read.content import Content, TextBuilder
from pipeline.read.layout.pages import Page, write_document
from pipeline.read.layout.runs import Glyph, read_runs
from pipeline.read.limits import Limits
from pipeline.read.pdf_rules import read_rules

_FEW = 5  # characters; a page with fewer and with a picture is a scan
_GARBLED = 0.3
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read(data: bytes, limits: Limits) -> Content:
    """The stored text of a PDF, every line with its page, box and character edges; raises ReadError."""
    with _opened(data, limits) as document:
        builder = TextBuilder(limits.max_text)
        write_document([_page(document, number) for number in range(len(document))], builder)
        if not builder.pieces:
            raise ReadError(
                "PDF 里没有文字，应是扫描件，这一版还不能识别；请先做文字识别（OCR）再载入",
                "is a PDF without text, probably a scan, which this version can't recognize; run OCR on it first",
            )
        return builder.content()


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


def _page(document: Any, number: int) -> Page:
    page = document[number]
    try:
        width, height = page.get_size()
        glyphs = upright(list(_glyphs(page)), width, height)
        level, standing = read_rules(page)
        return Page(number + 1, height, tuple(read_runs(glyphs)), level, standing)
    finally:
        page.close()


def _glyphs(page: Any) -> Iterator[tuple[Glyph, int]]:
    """Every drawn character with its quarter turn (0 to 3), in the file's order; y counts down from the page's top."""
    import pypdfium2.raw as raw

    left, _, _, top = page.get_bbox()
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
            turn = round(angle(handle, index) / (pi / 2) * 8)
            if turn % 8 == 0 and not 0xD800 <= code <= 0xDFFF:
                yield (
                    Glyph(_character(code), box.left - left, top - box.top, box.right - left, top - box.bottom),
                    turn // 8 % 4,
                )
    finally:
        textpage.close()


def _character(code: int) -> str:
    """Symbol fonts draw bullets with private characters, which mean nothing outside of them."""
    return "●" if 0xE000 <= code <= 0xF8FF else chr(code)


def upright(glyphs: Sequence[tuple[Glyph, int]], width: float, height: float) -> list[Glyph]:
    """The characters that stand as most of them do, turned upright; a watermark across the page is left out."""
    turns = Counter(turn for _, turn in glyphs)
    most = max(turns, key=lambda turn: turns[turn], default=0)
    kept = [glyph for glyph, turn in glyphs if turn == most]
    if most == 0:
        return kept
    if most == 2:
        return [Glyph(g.char, width - g.right, height - g.bottom, width - g.left, height - g.top) for g in kept]
    if most == 1:
        return [Glyph(g.char, height - g.bottom, g.left, height - g.top, g.right) for g in kept]
    return [Glyph(g.char, g.top, width - g.right, g.bottom, width - g.left) for g in kept]
