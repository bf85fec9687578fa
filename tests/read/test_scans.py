"""Scans: the same notice on paper, copied well and badly, alone and among pages with text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from difflib import SequenceMatcher

import pytest

from pipeline.model import Document, Place, Span
from pipeline.read import Reader
from pipeline.read.limits import Limits
from pipeline.read.places import boxes_of, confidence_of
from pipeline.read.scan.mend import mend
from pipeline.read.scan.turn import Turn
from tests.read.notice import ADDRESSEES, LINES, NUMBER, PARAGRAPHS, TITLE
from tests.read.pdfs import Pages, notice
from tests.read.scans import Scanner, needed, pdf_of, png_of
from tests.soaked import soak

PAGE = notice(NUMBER, TITLE, (ADDRESSEES, *PARAGRAPHS))


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    needed()
    with Reader(Limits(max_seconds=300)) as reader:
        yield reader


def read(reader: Reader, data: bytes) -> Document:
    (document,) = reader.documents("来件", data)
    assert isinstance(document, Document), document
    return document


def likeness(document: Document) -> float:
    """How alike it is to what was written, the breaks of lines aside."""
    return SequenceMatcher(None, document.text.replace("\n", ""), "".join(LINES[:-2]), autojunk=False).ratio()


def test_a_scan_askew_and_noisy_is_read_with_its_boxes(reader: Reader) -> None:
    document = read(reader, Scanner(skew=0.9, noise=12).pdf(PAGE))
    assert likeness(document) > 0.97
    assert document.text.split("\n")[0] == NUMBER
    assert PARAGRAPHS[2] in document.text.split("\n")
    assert "scan" in document.flags
    at = document.text.index("2031年6月10日前")
    (box, *_) = boxes_of(document.places, Span(at, at + 10))
    assert (confidence_of(document.places, Span(at, at + 10)) or 0) > 0.8
    drawn = {place.part for place in document.places}
    assert drawn == {"scan"}
    assert box.page == 1
    assert 250 < (box.left + box.right) / 2 < 500


def test_the_scanned_page_of_a_mixed_pdf_is_not_lost(reader: Reader) -> None:
    import pypdfium2

    whole = pypdfium2.PdfDocument(PAGE)
    whole.import_pages(pypdfium2.PdfDocument(Scanner().pdf(PAGE)), [0])
    out = io.BytesIO()
    whole.save(out)
    said: list[tuple[int, int]] = []
    with Reader(Limits(max_seconds=300), lambda _, done, total: said.append((done, total))) as watched:
        document = read(watched, out.getvalue())
    assert document.text.count(PARAGRAPHS[4]) == 2
    assert {place.page for place in document.places} == {1, 2}
    assert next(quality for name, quality in document.metadata if name == "识别质量").startswith("第2页")
    assert said[0] == (0, 1)
    assert said[-1] == (1, 1)


def test_without_recognition_missing_pages_are_named() -> None:
    import pypdfium2

    whole = pypdfium2.PdfDocument(PAGE)
    whole.import_pages(pypdfium2.PdfDocument(picture_pdf()), [0])
    out = io.BytesIO()
    whole.save(out)
    with Reader(Limits(ocr=False)) as plain:
        document = read(plain, out.getvalue())
        (refused,) = plain.documents("扫描", picture_pdf())
    assert "unread" in document.flags
    assert dict(document.metadata)["未识别页"].startswith("2（")
    assert "ocr" in str(refused)


def picture_pdf() -> bytes:
    """A page that is a picture, whatever is on it."""
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    return pdf_of([image.new("L", (1240, 1754), 200)])


@pytest.mark.parametrize("quarters", [1, soak(2)])
def test_a_page_laid_in_sideways_or_upside_down(reader: Reader, quarters: int) -> None:
    (picture,) = Scanner(quarters=quarters, dpi=110).pictures(notice(NUMBER, TITLE, PARAGRAPHS[2:3]))
    document = read(reader, png_of(picture))
    assert PARAGRAPHS[2] in document.text
    at = document.text.index("2031年6月10日前")
    (box, *_) = boxes_of(document.places, Span(at, at + 4))
    width, height = (842, 595) if quarters == 1 else (595, 842)
    assert 0 <= box.left < box.right <= width
    assert 0 <= box.top < box.bottom <= height


def test_a_scanned_table_has_rows(reader: Reader) -> None:
    pages = Pages()
    pages.paragraph("下表列出各项任务和完成时限，请各有关单位对照落实。")
    rows = [
        ("序号", "重点任务", "责任单位"),
        ("1", "开展消防检查", "市应急管理局"),
        ("2", "整改火灾隐患", "青禾县政府"),
    ]
    pages.table(rows, [60, 180, 180])
    document = read(reader, Scanner(skew=-0.6, noise=8).pdf(pages.data()))
    assert document.text.split("\n")[1:] == ["\t".join(row) for row in rows]


def test_a_blank_scan_is_refused(reader: Reader) -> None:
    (refused,) = reader.documents("白纸", picture_pdf())
    assert "没有文字" in str(refused)


@pytest.mark.parametrize(
    ("read", "stands"),
    [
        ("云消[2031]17号", "云消〔2031〕17号"),
        ("青政办发【2030】第5号", "青政办发〔2030〕第5号"),
        ("于2O31年6月l0曰前,报送市消安办;", "于2031年6月10日前，报送市消安办；"),
        ("各县(区)消防安全委员会:", "各县（区）消防安全委员会："),
        ("见附件[3]", "见附件[3]"),
        ("比例为1:2，网址abc,d", "比例为1:2，网址abc,d"),
    ],
)
def test_what_recognition_misreads_is_mended(read: str, stands: str) -> None:
    assert mend(read) == stands


def test_a_turned_box_comes_back_where_it_was() -> None:
    for quarters in range(4):
        turn = Turn(0.02, quarters, 595, 842)
        straight = turn.straight(100, 200)
        x, y = turn._replace(angle=0.0).original(100, 200)
        assert turn.original(*straight) == pytest.approx((x, y))


def laid_into_word(pictures: list[bytes]) -> bytes:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document, out = docx.Document(), io.BytesIO()
    for picture in pictures:
        document.add_picture(io.BytesIO(picture))
    document.save(out)
    return out.getvalue()


def test_a_word_file_of_nothing_but_scans_is_read_as_their_pages(reader: Reader) -> None:
    pages = [notice(NUMBER, TITLE, (ADDRESSEES, *PARAGRAPHS[:3])), notice("", "附件", PARAGRAPHS[3:])]
    pictures = [png_of(Scanner(noise=8).pictures(page)[0]) for page in pages]
    document = read(reader, laid_into_word(pictures))
    assert likeness(document) > 0.95
    assert "scan" in document.flags
    assert {place.page for place in document.places} == {1, 2}
    at = document.text.index("五千元")
    assert boxes_of(document.places, Span(at, at + 3))[0].page == 2
    with Reader(Limits(ocr=False)) as plain:
        (refused,) = plain.documents("来件", laid_into_word(pictures))
    assert "只有图片" in str(refused)


def test_confidence_is_that_of_the_worst_line() -> None:
    places = [Place(0, 5, "scan", confidence=0.9), Place(5, 9, "scan", confidence=0.6), Place(10, 12, "line")]
    assert confidence_of(places, Span(3, 7)) == 0.6
    assert confidence_of(places, Span(10, 12)) is None
