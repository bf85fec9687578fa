"""PDFs as offices print them: fonts drawn one after another, tables over page ends, the names of a bulletin's day."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

import pytest

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read import ClassifiedError, Reader
from pipeline.read.limits import Limits
from tests.read.formats import docx_of, old_word_of
from tests.read.notice import LINES
from tests.read.pdfs import A4, LEFT, PITCH, RIGHT, SIZE, TOP, Pages, width
from tests.read.scans import needed

WIDTHS = (40.0, 180.0, 110.0, 100.0)
HEADER = ("序号", "重点任务", "责任单位", "完成时限")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


def lines(reader: Reader, pages: Pages) -> list[str]:
    (document,) = reader.documents("来件", pages.data())
    assert isinstance(document, Document), document
    return document.text.split("\n")


@pytest.mark.parametrize(("first", "gap", "last"), [("2031", 16, "7"), ("2031", 16, "115"), ("5", 32, "6")])
def test_what_one_font_left_room_for_the_next_one_fills(reader: Reader, first: str, gap: float, last: str) -> None:
    """Both figures are one piece of the page, and what stands between them another."""
    pages = Pages()
    text = pages.canvas.beginText(LEFT, A4[1] - TOP)
    text.setFont("Times-Roman", SIZE)
    text._code.append(f"[({first}) {-gap / SIZE * 1000:.0f} ({last})] TJ")
    pages.canvas.drawText(text)
    between = "年内" if gap > SIZE else "第"
    pages.canvas.setFont("STSong-Light", SIZE)
    pages.canvas.drawString(LEFT + len(first) * SIZE / 2, A4[1] - TOP, between)
    assert lines(reader, pages) == [first + between + last]


def test_a_row_that_the_end_of_a_page_broke_is_one(reader: Reader) -> None:
    pages = Pages()
    pages.centred("云岭市重点任务分解表")
    pages.table(
        [HEADER, ("1", "查小区", "市住建局", "6月底前"), ("2", "完成老旧小区燃气", "市城管局", "9月底前")], WIDTHS
    )
    pages.new_page()
    pages.table([("", "管道改造并验收", "", ""), ("3", "查水库", "市水利局", "7月底前")], WIDTHS)
    assert lines(reader, pages)[2:] == [
        "1\t查小区\t市住建局\t6月底前",
        "2\t完成老旧小区燃气管道改造并验收\t市城管局\t9月底前",
        "3\t查水库\t市水利局\t7月底前",
    ]


def test_a_row_of_its_own_stays_one_where_a_page_begins(reader: Reader) -> None:
    pages = Pages()
    pages.table([HEADER, ("1", "完成老旧小区燃气", "市住建局", "6月底前")], WIDTHS)
    pages.new_page()
    pages.table([("2", "查水库", "", ""), ("3", "查电站", "", "")], WIDTHS)
    assert lines(reader, pages)[2] == "2\t查水库\t\t"


def test_what_a_table_has_on_each_of_its_pages_comes_once(reader: Reader) -> None:
    """Its title and header are no running header, without which nobody knows what its columns are."""
    pages = Pages((A4[1], A4[0]))
    for page in range(3):
        pages.y = 40.0
        pages.centred("云岭市重点任务分解表")
        pages.table([HEADER, (str(page), f"完成{page + 3}处排查", "市水利局", f"{page + 6}月底前")], WIDTHS)
        pages.new_page()
    found = lines(reader, pages)
    assert found[:2] == ["云岭市重点任务分解表", "\t".join(HEADER)]
    assert [line for line in found if line.startswith("云岭") or line[0] in "012"] == [
        found[0],
        *(f"{page}\t完成{page + 3}处排查\t市水利局\t{page + 6}月底前" for page in range(3)),
    ]


def test_a_number_that_breaks_in_a_narrow_cell_stays_one(reader: Reader) -> None:
    pages = Pages()
    pages.table([("文号", "事由"), ("云城函(2031)133号", "查处违建")], (4 + 4 + 14 * 7.5, 120))
    assert lines(reader, pages) == ["文号\t事由", "云城函(2031)133号\t查处违建"]


HEADS: Sequence[tuple[str, str, str]] = (
    ("云岭市林业局办公室编", "2031年3月7日", "送：局领导。发：各科室。"),
    ("云岭市林业局办公室", "2031年3月7日17时40分", "各科室要于3月15日前报送计划。"),
    ("云岭市林业局办公室编", "二〇三一年三月七日印发", "一、植树造林"),
)


@pytest.mark.parametrize(("issuer", "day", "below"), HEADS)
def test_the_line_of_a_bulletins_issuer_and_day_is_no_paragraph(
    reader: Reader, issuer: str, day: str, below: str
) -> None:
    pages = Pages()
    pages.centred("造林工作简报")
    pages.text(LEFT, TOP + PITCH, issuer)
    pages.text(RIGHT - sum(width(char, SIZE) for char in day) - 0.25 * SIZE * 6, TOP + PITCH, day)
    pages.text(LEFT, TOP + 2 * PITCH, below)
    assert lines(reader, pages)[1:] == [f"{issuer}\u3000{day}", below]


def test_a_label_begins_a_paragraph_below_a_full_line(reader: Reader) -> None:
    pages = Pages()
    pages.paragraph("1．" + "做强青禾脆李品牌，" * 5 + "带动增收致富。", 0)
    pages.paragraph("牵头单位：县农业农村局", 0)
    assert lines(reader, pages)[-1] == "牵头单位：县农业农村局"


def test_lines_that_were_stretched_at_their_commas_are_no_table(reader: Reader) -> None:
    pages = Pages()
    whole = ("并处罚款；情节严重的", "，", "吊销许可证并予以"), ("公告；造成损失的单位", "，", "依法承担赔偿责任")
    for pieces in whole:
        for left, words in zip((LEFT, LEFT + 210, LEFT + 266), pieces, strict=True):
            pages.text(left, pages.y, words)
        pages.y += PITCH
    assert "\t" not in "".join(lines(reader, pages))


def misnamed(pdf: bytes) -> bytes:
    """The file, its fonts saying of every character that it is another one."""

    def other(match: re.Match[bytes]) -> bytes:
        return b"<%s> <%04X>" % (match[1], (int(match[2], 16) + 0x700) & 0xFFFF)

    for found in reversed(list(re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL))):
        try:
            words = zlib.decompress(found[1])
        except zlib.error:
            continue
        if b"beginbfchar" in words:
            rest = words.partition(b"begincodespacerange")[2]
            said = re.sub(rb"<([0-9A-F]+)> <([0-9A-F]{4})>", other, rest, flags=re.IGNORECASE)
            new = zlib.compress(b"1 begincodespacerange" + said, 9)
            assert len(new) <= len(found[1])
            pdf = pdf[: found.start(1)] + new.ljust(len(found[1]), b"\n") + pdf[found.end(1) :]
    return pdf


def test_what_fonts_misname_is_not_stored_as_it_is_named() -> None:
    pdf = misnamed(old_word_of(docx_of(LINES), "pdf"))
    with Reader(Limits(ocr=False)) as blind:
        (error,) = blind.documents("来件", pdf)
    assert isinstance(error, ReadError)
    assert "扫描" in str(error)


@pytest.mark.soak
def test_what_fonts_misname_is_read_by_its_shapes(reader: Reader) -> None:
    needed()
    secret = misnamed(old_word_of(docx_of(("机密★1年", *LINES)), "pdf"))
    (refused,) = reader.documents("来件", secret)
    assert isinstance(refused, ClassifiedError)
