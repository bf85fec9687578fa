"""Two columns under a title that runs across, a few lines each: on a page with text, and on a scan of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from pipeline.model import Document
from pipeline.read import Reader
from pipeline.read.limits import Limits
from tests.read.notice import DATE, ISSUER, NUMBER, PARAGRAPHS, TITLE
from tests.read.pdfs import LEFT, RIGHT, Pages
from tests.read.scans import Scanner
from tests.soaked import soak

TABLE = (
    ("序号", "重点任务", "责任单位", "完成时限"),
    ("1", "开展危险化学品企业专项检查，建立隐患清单", "市应急管理局", "2031年6月30日前"),
    ("2", "整治占用消防通道", "市消防救援支队", "2031年7月10日前"),
    ("", "建立隐患台账", "市城市管理局", "2031年8月20日前"),
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits(max_seconds=300)) as reader:
        yield reader


def text_of(reader: Reader, data: bytes) -> list[str]:
    (document,) = reader.documents("来件", data)
    assert isinstance(document, Document), document
    return document.text.splitlines()


def columns() -> bytes:
    pages = Pages()
    pages.centred(NUMBER, 16)
    pages.centred(TITLE[:12])
    pages.centred(TITLE[12:])
    pages.column(PARAGRAPHS[:4], LEFT, 282, pages.y + 10)
    pages.column(PARAGRAPHS[4:], 314, RIGHT, pages.y + 10)
    pages.text(300, 660, ISSUER)
    pages.text(330, 690, DATE)
    return pages.data()


def close(gap: float) -> bytes:
    """Columns so many points apart; characters are 16 points wide."""
    pages = Pages()
    pages.centred(NUMBER, 16)
    middle = (LEFT + RIGHT) / 2
    pages.column(PARAGRAPHS[:4], LEFT, middle - gap / 2, pages.y + 10)
    pages.column(PARAGRAPHS[4:], middle + gap / 2, RIGHT, pages.y + 10)
    return pages.data()


LONG = [PARAGRAPHS[2], PARAGRAPHS[4], PARAGRAPHS[2] + PARAGRAPHS[5]]


def short() -> bytes:
    """The last page of a text in two columns, which nobody made equally long; its header stands at the right."""
    pages = Pages()
    pages.text(400, 50, "云岭简报", 12)
    pages.column(LONG, LEFT, 286, pages.y + 10)
    pages.column([PARAGRAPHS[7]], 310, RIGHT, pages.y + 10)
    return pages.data()


def test_a_short_second_column_is_read_after_the_first(reader: Reader) -> None:
    assert text_of(reader, short()) == ["云岭简报", *LONG, PARAGRAPHS[7]]


def test_a_form_is_no_text_in_columns(reader: Reader) -> None:
    pages = Pages()
    rows = [(f"第{number}组排查的重点场所", f"由{number}号小组于{number}月底前完成排查") for number in range(1, 12)]
    for left, right in rows:
        pages.text(LEFT, pages.y, left[: 6 + int(right[1]) % 4])
        pages.text(310, pages.y, right)
        pages.y += 28
    assert len(text_of(reader, pages.data())) == len(rows)


def table() -> bytes:
    pages = Pages()
    pages.centred("任务分解表")
    pages.table(TABLE, (50, 180, 110, 97))
    pages.paragraph(PARAGRAPHS[2])
    return pages.data()


DRESSES: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda pdf: pdf,
    "scanned": Scanner(150, 0.6, 10).pdf,
    "scanned, the other way": Scanner(200, -1.0, 14).pdf,
    "scanned, very askew": Scanner(150, -2.0, 10).pdf,
}
# Recognizing a page takes seconds: in every run the hardest of each sort, the others as soak.
DRESSED = [name if name in ("as it is", "scanned, very askew") else soak(name) for name in DRESSES]


@pytest.mark.parametrize("dress", DRESSED)
def test_short_columns_below_a_title_are_read_one_after_the_other(reader: Reader, dress: str) -> None:
    found = text_of(reader, DRESSES[dress](columns()))
    assert [line for line in found if line in PARAGRAPHS] == list(PARAGRAPHS)
    assert found[-2:] == [ISSUER, DATE]


@pytest.mark.parametrize(
    ("dress", "gap"),
    [*(("as it is", gap) for gap in (24, 18, 13)), soak("scanned", 24), soak("scanned", 18), ("scanned", 13)],
)
def test_columns_that_stand_close_are_told_apart(reader: Reader, dress: str, gap: float) -> None:
    found = text_of(reader, DRESSES[dress](close(gap)))
    assert [line for line in found if line in PARAGRAPHS] == list(PARAGRAPHS)


def test_one_column_is_never_parted(reader: Reader) -> None:
    pages = Pages()
    lines = ["各单位要做好检查，各单位要做好整改，各单位要做好台账。" * 3] * 4
    for line in lines:
        pages.paragraph(line)
    found = text_of(reader, Scanner(150, 0.4, 10).pdf(pages.data()))
    assert found[:3] == lines[:3]
    assert "".join(found) == "".join(lines)


@pytest.mark.parametrize("dress", DRESSED)
def test_the_rows_of_a_ruled_table_come_once_each(reader: Reader, dress: str) -> None:
    rows = ["\t".join(row) for row in TABLE[:3]] + ["\t".join(("2", *TABLE[3][1:]))]
    assert text_of(reader, DRESSES[dress](table())) == ["任务分解表", *rows, PARAGRAPHS[2]]
