"""Marks of secrecy where nobody looks: comments, properties, watermarks of scans, files that have no text at all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import pytest

from pipeline.model import Document
from pipeline.read import ClassifiedError, Reader
from pipeline.read.limits import Limits
from tests.read.formats import book, converted, docx_of, ofd_of, pdf_of, zip_of
from tests.read.notice import LINES, TEXT
from tests.read.pdfs import Pages
from tests.read.scans import Scanner, png_of
from tests.soaked import soak

MARK = "机密★1年"
_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas'
    '.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" '
    'pid="2" name="密级"><vt:lpwstr>机密</vt:lpwstr></property></Properties>'
)
_NOTE = (
    '<ofd:PageAnnot xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Annot><ofd:Appearance><ofd:TextObject><ofd:TextCode>'
    f"{MARK}</ofd:TextCode></ofd:TextObject></ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
)
_FIELD = '<ofd:CustomDatas><ofd:CustomData Name="密级">机密</ofd:CustomData></ofd:CustomDatas>'
Dress = Callable[[Any], object]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits(max_seconds=120)) as reader:
        yield reader


def word(dress: Dress, lines: Sequence[str] = LINES) -> bytes:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document, out = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    dress(document)
    document.save(out)
    return out.getvalue()


def says(**properties: str) -> Dress:
    def dress(document: Any) -> None:
        for name, value in properties.items():
            setattr(document.core_properties, name, value)

    return dress


def comment(document: Any) -> None:
    document.add_comment(document.paragraphs[0].runs, text=MARK)


def header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = MARK


def remark(document: Any) -> None:
    document.add_comment(document.paragraphs[0].runs, text="此处是否涉及国家秘密？")


def picture(document: Any) -> None:
    from PIL import Image

    document.add_picture(io.BytesIO(png_of(Image.new("L", (40, 40)))))


def scan_laid_in(document: Any) -> None:
    pages = Pages()
    for line in (MARK, *LINES[2:]):
        pages.paragraph(line)
    document.add_picture(io.BytesIO(png_of(Scanner().pictures(pages.data())[0])))


def with_part(data: bytes, name: str, text: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return zip_of({each: package.read(each) for each in package.namelist()} | {name: text.encode()})


def ofd_saying(words: str, lines: Sequence[str] = LINES) -> bytes:
    data = ofd_of(lines)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = package.read("OFD.xml").decode()
    return with_part(data, "OFD.xml", root.replace("</ofd:DocInfo>", f"{words}</ofd:DocInfo>"))


def scanned(words: str, size: int, angle: float, ink: float, lines: Sequence[str] = LINES[2:]) -> bytes:
    """A scan of a page across which the words are written."""
    pages = Pages()
    canvas = pages.canvas
    canvas.saveState()
    canvas.translate(300, 420)
    canvas.rotate(angle)
    canvas.setFillGray(ink)
    canvas.setFont("STSong-Light", size)
    canvas.drawCentredString(0, -size / 3, words)
    canvas.restoreState()
    for line in lines:
        pages.paragraph(line)
    return Scanner(noise=10, skew=0.7).pdf(pages.data())


def noted(words: str) -> bytes:
    """A blank picture of a page with a note on it."""
    from PIL import Image

    pages = Pages()
    pages.canvas.drawInlineImage(Image.new("L", (400, 560), 255), 0, 0, *pages.canvas._pagesize)
    pages.canvas.freeTextAnnotation(words, "", (10, 10, 200, 50))
    return pages.data()


def pdf_saying(**words: str) -> bytes:
    pages = Pages()
    pages.canvas.setKeywords(words["keywords"])
    for line in LINES[2:]:
        pages.paragraph(line)
    return pages.data()


NOTHING: tuple[str, ...] = ()
# By the suffix that their names begin with; what LibreOffice writes of one suffix, it writes in one run.
OLD: dict[str, Callable[[], bytes]] = {
    "doc keywords": lambda: word(says(keywords=MARK)),
    "doc comment": lambda: word(comment),
    "odt comment": lambda: word(comment),
    "xls header": lambda: book(lambda _, sheet: sheet.set_header(f"&L{MARK}")),
    "xls comment": lambda: book(lambda _, sheet: sheet.write_comment(0, 0, MARK)),
    "xls property": lambda: book(lambda made, _: made.set_custom_property("密级", "机密")),
    "ods header": lambda: book(lambda _, sheet: sheet.set_header(f"&L{MARK}")),
    "ods comment": lambda: book(lambda _, sheet: sheet.write_comment(0, 0, MARK)),
    "ods text box": lambda: book(lambda _, sheet: sheet.insert_textbox(0, 3, MARK)),
    "ods keywords": lambda: book(lambda made, _: made.set_properties({"keywords": MARK})),
    "doc header, no text": lambda: word(header, NOTHING),
}


@cache
def old(suffix: str) -> dict[str, bytes]:
    names = [name for name in OLD if name.startswith(f"{suffix} ")]
    given = "docx" if suffix in ("doc", "odt") else "xlsx"
    return dict(zip(names, converted([OLD[name]() for name in names], given, suffix), strict=True))


MAKERS: dict[str, Callable[[], bytes]] = {
    "docx comment": lambda: word(comment),
    "docx title": lambda: word(says(title="【机密】关于检查的通知")),
    "docx keywords among others": lambda: word(says(keywords=f"消防；{MARK}")),
    "docx category": lambda: word(says(category="机密")),
    "docx property of one's own": lambda: with_part(docx_of(LINES), "docProps/custom.xml", _CUSTOM),
    "xlsx keywords": lambda: book(lambda made, _: made.set_properties({"keywords": MARK})),
    "xlsx property": lambda: book(lambda made, _: made.set_custom_property("密级", "机密")),
    "xlsx comment": lambda: book(lambda _, sheet: sheet.write_comment(0, 0, MARK)),
    "pdf keywords": lambda: pdf_saying(keywords=MARK),
    "ofd keywords": lambda: ofd_saying(f"<ofd:Keywords><ofd:Keyword>{MARK}</ofd:Keyword></ofd:Keywords>"),
    "ofd particulars": lambda: ofd_saying(_FIELD),
    # A scan's watermark.
    "scan, across": lambda: scanned("机密", 110, 45, 0.75),
    "scan, across, faint": lambda: scanned("绝密", 130, -45, 0.88),
    "scan, steep": lambda: scanned("秘密", 80, 60, 0.8),
    "scan, with a star": lambda: scanned(MARK, 80, 35, 0.7),
    "scan laid into Word": lambda: word(scan_laid_in, NOTHING),
    "scan, nothing but it": lambda: scanned("机密", 110, 45, 0.75, NOTHING),
    # No text at all.
    "docx header, no text": lambda: word(header, NOTHING),
    "docx header, nothing but a picture": lambda: word(lambda document: (header(document), picture(document)), NOTHING),
    "ofd note, no text": lambda: with_part(ofd_of(("", "", "", "", "")), "Doc_0/Annots/Page_0/Annotation.xml", _NOTE),
    "xlsx header, no cell": lambda: book(lambda _, sheet: sheet.set_header(f"&L{MARK}"), NOTHING),
    "blank scan with a note": lambda: noted(MARK),
}


# Recognizing a page takes seconds, across which words are written several times as many.
SOAKED = ("scan, across, faint", "scan, steep", "scan, with a star")


@pytest.mark.parametrize("where", [*OLD, *(soak(name) if name in SOAKED else name for name in MAKERS)])
def test_a_mark_is_seen_where_nobody_looks(reader: Reader, where: str) -> None:
    if where in OLD:
        together = old(where.partition(" ")[0])
        reader.expect(together.values())
    data = together[where] if where in OLD else MAKERS[where]()
    (refused,) = reader.documents("来件", data)
    assert isinstance(refused, ClassifiedError), refused
    assert refused.mark[1] == "密"


@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 900, docx_of(LINES)[:400], b"%PDF-1.7\nnothing"], ids=["empty", "binary", "cut", "pdf"]
)
def test_what_can_t_be_read_is_secret_where_its_name_says_so(reader: Reader, data: bytes) -> None:
    (refused,) = reader.documents("收文/机密★5年 通知.docx", data)
    assert isinstance(refused, ClassifiedError)
    (other,) = reader.documents("收文/机密文件管理办法.docx", data)
    assert not isinstance(other, ClassifiedError | Document)


@pytest.mark.parametrize(
    ("what", "make"),
    [
        ("没有文字", lambda: word(picture, NOTHING)),
        ("OFD 里没有文字", lambda: ofd_of(("", "", "", "", ""))),
        ("看不清", lambda: noted("转办")),
        ("没有文字", lambda: book(lambda _, sheet: sheet.set_header("&L转办"), NOTHING)),
    ],
)
def test_a_file_without_text_and_without_a_mark_says_what_it_lacks(
    reader: Reader, what: str, make: Callable[[], bytes]
) -> None:
    (refused,) = reader.documents("来件", make())
    assert not isinstance(refused, ClassifiedError | Document)
    assert what in str(refused)


HARMLESS: dict[str, Callable[[], bytes]] = {
    "title about secrets": lambda: word(says(title="机密文件管理办法", keywords="保密 机密 秘密", category="保密")),
    "comment about secrets": lambda: word(remark),
    "sheet": lambda: book(lambda made, _: made.set_custom_property("密级", "公开")),
    "large words across a scan": lambda: scanned("云岭市应急", 90, 45, 0.8),
    "text": lambda: TEXT.encode(),
    "pdf": lambda: pdf_of(),
}


@pytest.mark.parametrize("what", HARMLESS)
def test_what_only_speaks_of_secrets_is_read(reader: Reader, what: str) -> None:
    (document,) = reader.documents("来件", HARMLESS[what]())
    assert isinstance(document, Document), document
