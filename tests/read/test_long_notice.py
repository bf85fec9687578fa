"""A notice of several pages with much alike in it, in small type, under running headers: no item is lost anywhere."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import pytest

from pipeline.model import Document
from pipeline.read import Reader
from pipeline.read.limits import Limits
from tests.read.formats import ofd_of, old_word_of, pdf_of
from tests.read.notice import LINES
from tests.read.scans import Scanner
from tests.soaked import soak

ITEMS = tuple(
    f"{n}.第{n}县人民政府应当于2031年{n % 12 + 1}月{n % 27 + 1}日前完成{100 + n}家企业的检查，"
    "建立问题清单、责任清单和整改清单，并将检查情况书面报送市消防安全委员会办公室，逾期未报的予以通报批评。"
    for n in range(1, 25)
)
NOTICE = (*LINES[:4], *ITEMS, *LINES[-2:])


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits(max_seconds=300)) as reader:
        yield reader


@cache
def word(lines: Sequence[str] = NOTICE, centimetres: float = 0) -> bytes:
    """A Word file of the lines; with such margins above and below, if given: then few lines fill pages."""
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document, out = docx.Document(), io.BytesIO()
    if centimetres:
        document.sections[0].top_margin = document.sections[0].bottom_margin = docx.shared.Cm(centimetres)
    document.sections[0].header.paragraphs[0].text = "云岭市消防安全委员会文件"
    document.sections[0].footer.paragraphs[0].text = "联系人：值班室，电话见后 第 1 页"
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


@cache
def printed(lines: Sequence[str] = NOTICE, centimetres: float = 0) -> bytes:
    return old_word_of(word(lines, centimetres), "pdf")


SOME = (*LINES[:4], *ITEMS[:5], *LINES[-2:])
FEW = ("scan of a few on pages with wide margins",)
MAKERS: dict[str, Callable[[], bytes]] = {
    "docx": word,
    "pdf": lambda: pdf_of(NOTICE),
    "ofd": lambda: ofd_of(NOTICE),
    "pdf by LibreOffice, headers and footers": printed,
    "scan of that": lambda: Scanner(150, -0.5, 8).pdf(printed()),
    "scan": lambda: Scanner(150, 0.7, 12).pdf(pdf_of(NOTICE)),
    "scan of a few on pages with wide margins": lambda: Scanner(150, -0.5, 8).pdf(printed(SOME, 9)),
}
# Recognizing a page takes seconds.
SOAKED = ("scan of that", "scan")


@pytest.mark.parametrize("format", [soak(name) if name in SOAKED else name for name in MAKERS])
def test_every_item_is_a_line_of_its_own_and_whole(reader: Reader, format: str) -> None:
    (document,) = reader.documents("来件", MAKERS[format]())
    assert isinstance(document, Document), document
    lines = document.text.split("\n")
    assert [line for line in lines if line[0].isdigit() and "县人民政府" in line] == [
        item for item in ITEMS if format not in FEW or item in SOME
    ]
    assert not [line for line in lines if "通报批评" in line and line not in ITEMS]
    assert "电话见后" not in document.text


@pytest.mark.parametrize(("ocr", "told"), [(False, "只有图片"), (True, "没有文字")])
def test_a_word_file_of_an_empty_picture_says_so(ocr: bool, told: str) -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    if ocr:
        pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
    from PIL import Image

    picture, out, made = io.BytesIO(), io.BytesIO(), docx.Document()
    Image.new("RGB", (100, 100)).save(picture, "PNG")
    picture.seek(0)
    made.add_picture(picture)
    made.save(out)
    with Reader(Limits(max_seconds=300, ocr=ocr)) as reader:
        (refused,) = reader.documents("来件", out.getvalue())
    assert told in str(refused)
