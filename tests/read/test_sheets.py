"""Workbooks as offices make them: merged cells in every format, hidden sheets of any size."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read import ClassifiedError, Reader
from pipeline.read.limits import Limits
from tests.read.formats import old_sheet_of, xlsx_of

DUTY = "请各单位于3月31日前报送自查报告。"
ROWS = [
    ("市安委会2031年任务分解表", "", "", ""),
    ("序号", "重点任务", "责任单位", "完成时限"),
    ("1", "开展排查", "市应急局", "2031年6月30日"),
    ("2", "完成整改", "", "2031年9月30日"),
    ("3", "建立台账", "", "2031年12月31日"),
    ("4", "报送总结", "市消防救援支队", "长期"),
    ("说明：每月25日前报送进度。", "", "", ""),
]
MERGED = ((0, 0, 0, 3, ROWS[0][0]), (2, 2, 4, 2, "市应急局"), (6, 0, 6, 3, ROWS[6][0]))
TEXT = """市安委会2031年任务分解表
序号\t重点任务\t责任单位\t完成时限
1\t开展排查\t市应急局\t2031年6月30日
2\t完成整改\t市应急局\t2031年9月30日
3\t建立台账\t市应急局\t2031年12月31日
4\t报送总结\t市消防救援支队\t长期
说明：每月25日前报送进度。"""
MAKERS: dict[str, Callable[[bytes], bytes]] = {
    "xlsx": lambda data: data,
    "xls": old_sheet_of,
    "ods": lambda data: old_sheet_of(data, "ods"),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits()) as reader:
        yield reader


@pytest.mark.parametrize("format", MAKERS)
def test_merged_cells_are_filled_in(reader: Reader, format: str) -> None:
    (document,) = reader.documents("分解表", MAKERS[format](xlsx_of(ROWS, MERGED)))
    assert isinstance(document, Document), document
    assert document.text == TEXT
    at = document.text.index("市应急局", document.text.index("完成整改"))
    (place,) = [each for each in document.places if each.start <= at < each.end]
    assert (place.row, place.column) == (4, 3)


def with_sheet(fill: Callable[[Any], object], *, hidden: bool = True) -> bytes:
    """A duty on the first sheet, and a second one."""
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write(0, 0, DUTY)
    sheet = book.add_worksheet("历史数据")
    fill(sheet)
    if hidden:
        sheet.hide()
    book.close()
    return out.getvalue()


def corners(sheet: Any) -> None:
    sheet.write(0, 0, "甲")
    sheet.write(1_048_575, 16_383, "乙")


def long(sheet: Any) -> None:
    for row in range(50_100):
        sheet.write(row, 0, row)


LARGE: dict[str, Callable[[Any], object]] = {
    "long": long,
    "wide": lambda sheet: sheet.write(5, 400, "乙"),
    "two cells in far corners": corners,
}


@pytest.mark.parametrize("size", LARGE)
def test_a_hidden_sheet_of_any_size_costs_the_others_nothing(reader: Reader, size: str) -> None:
    (document,) = reader.documents("表", with_sheet(LARGE[size]))
    assert isinstance(document, Document), document
    assert document.text == DUTY


@pytest.mark.parametrize("size", LARGE)
def test_a_sheet_that_is_seen_and_too_large_is_told_with_its_name(reader: Reader, size: str) -> None:
    (refused,) = reader.documents("表", with_sheet(LARGE[size], hidden=False))
    assert isinstance(refused, ReadError)
    assert "“历史数据”" in refused.zh
    assert "max_rows" in refused.zh


def test_a_large_hidden_sheet_is_looked_through_for_marks(reader: Reader) -> None:
    def fill(sheet: Any) -> None:
        corners(sheet)
        sheet.write(900_000, 3, "机密★1年")

    (refused,) = reader.documents("表", with_sheet(fill))
    assert isinstance(refused, ClassifiedError), refused


def formatted() -> bytes:
    """Percentages, months, sums with their unit, codes with zeros, as number formats have them shown."""
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    june = datetime(2031, 6, 1)
    shown = (
        ("0%", 0.95),
        ("0.00%", 0.985),
        ('yyyy"年"m"月"', june),
        ('0"万元"', 50),
        ("000000", 42),
        ("#,##0.00", 1234.5),
    )
    for column, (code, value) in enumerate((*shown, ("yyyy-mm-dd", june), ('m"月"d"日"', june), ("General", 0.95))):
        style = book.add_format({"num_format": code})
        write = sheet.write_datetime if isinstance(value, datetime) else sheet.write_number
        write(1, column, value, style)
        sheet.write(0, column, f"第{column + 1}列")
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("format", MAKERS)
def test_cells_are_read_as_their_formats_show_them(reader: Reader, format: str) -> None:
    (document,) = reader.documents("分解表", MAKERS[format](formatted()))
    assert isinstance(document, Document), document
    assert document.text.splitlines()[1].split("\t") == [
        "95%", "98.50%", "2031年6月", "50万元", "000042", "1234.5", "2031年6月1日", "2031年6月1日", "0.95",
    ]  # fmt: skip
