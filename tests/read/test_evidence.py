"""A piece of evidence leads back to the paragraph, the cell or the very ink of the page that it stands on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.model import Document, Span
from pipeline.read import Reader
from pipeline.read.limits import Limits
from pipeline.read.places import Box, boxes_of, places_of, where
from tests.read.formats import docx_of, html_of, ofd_of, pdf_of, xlsx_of
from tests.read.notice import LINES, NUMBER, PARAGRAPHS
from tests.read.scans import Scanner, needed

_DPI = 100
_SCALE = _DPI / 72
_DARK = 140
WORDS = "2031年6月10日前制定检查方案"  # broken across two lines where the notice is typeset


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits(max_seconds=300)) as reader:
        yield reader


def read(reader: Reader, data: bytes) -> Document:
    (document,) = reader.documents("来件", data)
    assert isinstance(document, Document), document
    return document


def span_of(document: Document, words: str) -> Span:
    at = document.text.index(words)
    return Span(at, at + len(words))


def ink(pdf: bytes, page: int = 1) -> Any:
    """The page as rows of booleans: where it is dark."""
    numpy = pytest.importorskip("numpy", reason="numpy is not installed")
    import pypdfium2

    rendered = pypdfium2.PdfDocument(pdf)[page - 1].render(scale=_SCALE, grayscale=True).to_numpy()
    return numpy.asarray(rendered).reshape(rendered.shape[:2]) < _DARK


def within(box: Box) -> tuple[slice, slice]:
    top, bottom = int(box.top * _SCALE) - 1, int(box.bottom * _SCALE) + 2
    left, right = int(box.left * _SCALE) - 1, int(box.right * _SCALE) + 2
    return slice(max(top, 0), bottom), slice(max(left, 0), right)


def test_the_boxes_of_a_pdf_are_where_the_ink_is(reader: Reader) -> None:
    needed()
    pdf = pdf_of()
    document, page = read(reader, pdf), ink(pdf)
    boxes = boxes_of(document.places, span_of(document, WORDS))
    assert len(boxes) == 2
    assert boxes[0].bottom < boxes[1].top
    assert boxes[0].left > boxes[1].left
    for at, char in enumerate(document.text):
        if char not in " \n，。；：、":
            (box,) = boxes_of(document.places, Span(at, at + 1))
            assert page[within(box)].sum() > 3, (at, char, box)
    for box in boxes_of(document.places, Span(0, len(document.text))):
        page[within(box)] = False
    assert page.sum() < 20, "ink that no box covers"


def test_the_boxes_of_a_scan_are_where_the_ink_is(reader: Reader) -> None:
    needed()
    scan = Scanner(skew=1.2).pdf(pdf_of())
    document, page = read(reader, scan), ink(scan)
    whole = page.sum()
    for box in boxes_of(document.places, span_of(document, NUMBER)):
        assert page[within(box)].mean() > 0.05
    for box in boxes_of(document.places, Span(0, len(document.text))):
        page[within(box)] = False
    assert page.sum() < 0.02 * whole, "ink that no box covers"


def test_an_ofd_leads_to_its_page_and_lines(reader: Reader) -> None:
    document = read(reader, ofd_of())
    boxes = boxes_of(document.places, span_of(document, WORDS))
    assert {box.page for box in boxes} == {1}
    assert len(boxes) == 2
    assert all(70 < box.left < box.right < 525 for box in boxes)


def test_a_docx_leads_to_its_paragraphs_and_cells(reader: Reader) -> None:
    document = read(reader, docx_of(LINES))
    (place,) = places_of(document.places, span_of(document, WORDS))
    assert where(place) == f"第{LINES.index(PARAGRAPHS[2]) + 1}段"
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    made, out = docx.Document(), io.BytesIO()
    made.add_table(2, 2).cell(1, 1).text = "市应急管理局"
    made.save(out)
    document = read(reader, out.getvalue())
    (place,) = places_of(document.places, span_of(document, "市应急管理局"))
    assert where(place) == "表1第2行第2列"


def test_a_spreadsheet_leads_to_its_cells(reader: Reader) -> None:
    document = read(reader, xlsx_of([("序号", "重点任务", "责任单位"), ("1", "开展检查", "市应急管理局")]))
    (place,) = places_of(document.places, span_of(document, "市应急管理局"))
    assert where(place) == "工作表“任务分解表”第2行第3列"


def test_every_character_of_every_format_has_its_place(reader: Reader) -> None:
    for data in (pdf_of(), ofd_of(), docx_of(LINES), html_of(), xlsx_of([[line] for line in LINES])):
        document = read(reader, data)
        placed = {at for place in document.places for at in range(place.start, place.end)}
        bare = [at for at, char in enumerate(document.text) if char not in " \t\n\u3000" and at not in placed]
        assert not bare or document.format == "html", document.text[bare[0] :][:20]
