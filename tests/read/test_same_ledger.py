"""One notice in every format that an office receives, one ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pytest
from rapidfuzz.fuzz import ratio

from pipeline.model import Document, Obligation, Record
from pipeline.read import Reader
from pipeline.read.limits import Limits
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from pipeline.stages import Extractor
from tests.read.formats import MAKERS, docx_of, old_words_of, pdf_of, xlsx_of
from tests.read.notice import LINES, MEETING, RECTIFY
from tests.read.scans import Scanner
from tests.soaked import soak

_GOOD = 0.9


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits(max_seconds=300)) as reader:
        yield reader


@cache
def extractor() -> Extractor:
    return Extractor(load_rulebook(rules_folder(None)))


def record_of(reader: Reader, data: bytes) -> Record:
    (document,) = reader.documents("来件", data)
    assert isinstance(document, Document), document
    return extractor().extract(document)


def said(item: Obligation) -> tuple[Any, ...]:
    """What of an obligation the ledger shows, where it stands in the file aside."""
    bearers = tuple((bearer.text, bearer.role) for bearer in item.bearers)
    penalties = tuple((each.kind, each.min, each.max, each.unit) for each in item.penalties)
    return item.kind, item.quote, bearers, when(item), item.report_to, penalties, item.section


def when(item: Obligation) -> tuple[Any, ...] | None:
    deadline = item.deadline
    return deadline and (deadline.kind, deadline.start, deadline.due, deadline.rrule, deadline.duration, deadline.quota)


def ledger(record: Record) -> tuple[Any, ...]:
    header = record.header
    return (header.number, header.title, header.issuer, header.date, [said(item) for item in record.obligations])


@pytest.mark.parametrize("format", MAKERS)
def test_the_same_notice_gives_the_same_ledger(reader: Reader, format: str) -> None:
    wanted = ledger(record_of(reader, "\n".join(LINES).encode()))
    assert len(wanted[-1]) == 5
    assert ledger(record_of(reader, MAKERS[format]())) == wanted


def test_a_pdf_that_libreoffice_has_set_gives_the_same_ledger(reader: Reader) -> None:
    notices = (LINES, RECTIFY, MEETING)
    for lines, pdf in zip(notices, old_words_of([docx_of(lines) for lines in notices], "pdf"), strict=True):
        assert ledger(record_of(reader, pdf)) == ledger(record_of(reader, "\n".join(lines).encode()))


@pytest.mark.parametrize(
    ("lines", "scanner"),
    [
        (LINES, Scanner(skew=0.7, noise=14)),
        soak(RECTIFY, Scanner(skew=-1.1, noise=10)),
        soak(MEETING, Scanner(200, 0.4, 18)),
    ],
    ids=["notice", "rectify", "meeting"],
)
def test_a_scan_gives_the_same_numbers_deadlines_and_figures(
    reader: Reader, lines: Sequence[str], scanner: Scanner
) -> None:
    wanted = record_of(reader, "\n".join(lines).encode())
    found = record_of(reader, scanner.pdf(pdf_of(lines)))
    assert found.header.number == wanted.header.number
    assert found.header.date == wanted.header.date
    assert [when(item) for item in found.obligations] == [when(item) for item in wanted.obligations]
    assert [said(item)[5] for item in found.obligations] == [said(item)[5] for item in wanted.obligations]
    assert detection(wanted, found) >= _GOOD
    assert all(item.confidence is not None for item in found.obligations)


def detection(wanted: Record, found: Record) -> float:
    """F1 of obligations by kind and words; spans can't be compared, for one misread character moves them all."""
    left = list(found.obligations)
    hits = 0
    for item in wanted.obligations:
        for other in left:
            if other.kind == item.kind and ratio(item.quote, other.quote) >= 80:
                left.remove(other)
                hits += 1
                break
    return 2 * hits / max(1, len(wanted.obligations) + len(found.obligations))


def test_a_task_table_gives_a_duty_a_row_with_merged_cells_filled_in(reader: Reader) -> None:
    rows = [
        ("云岭市安全生产重点任务分解表",),
        ("序号", "重点任务", "责任单位", "配合单位", "完成时限"),
        ("1", "开展危险化学品企业专项检查，建立隐患清单", "市应急管理局", "市生态环境局", "2031年6月30日前"),
        ("2", "完成老旧小区燃气管道改造12公里", "市住房和城乡建设局", "各区人民政府", "2031年9月底前"),
        ("3", "每月报送隐患整改进展", "青禾县人民政府", "", "长期坚持"),
        ("", "建立燃气安全台账", "", "市市场监管局", "2031年12月31日前"),
    ]
    data = xlsx_of(rows, [(0, 0, 0, 4, rows[0][0]), (4, 0, 5, 0, "3"), (4, 2, 5, 2, "青禾县人民政府")])
    found = record_of(reader, data).obligations
    assert [item.quote.split("\t")[0] for item in found] == [row[1] for row in rows[2:]]
    assert [item.bearers[0].text for item in found] == [rows[2][2], rows[3][2], "青禾县人民政府", "青禾县人民政府"]
    assert [item.deadline and item.deadline.due for item in found] == ["2031-06-30", "2031-09-30", None, "2031-12-31"]
