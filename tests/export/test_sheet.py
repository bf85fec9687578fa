"""The ledger sheet: what stands in its cells, that nothing in it runs, and that it comes back."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from pipeline.errors import ReadError
from pipeline.export.feedback import Change, changes, read_sheet
from pipeline.export.ledger import export
from pipeline.export.ledger_rows import HEADINGS
from pipeline.export.sheet import workbook
from pipeline.store.acts import Desk
from pipeline.store.filters import Filter
from pipeline.store.opening import Store
from pipeline.store.queries import by_id, ledger
from tests.store.factory import Clock

DAY = date(2024, 4, 2)
NOW = datetime(2024, 4, 2, 8, tzinfo=UTC)
ALL = Filter(as_of=DAY, states=None)


def made(store: Store, format: str, asked: Filter = ALL, lang: str = "zh") -> bytes:
    with store.reading() as connection:
        return export(connection, format, asked, NOW, lang=lang)


def rows_of(data: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_has_the_columns_of_an_office(store: Store, lang: str) -> None:
    _, remark, head, *rows = rows_of(made(store, "xlsx", lang=lang))
    assert [cell for cell in head if cell][: len(HEADINGS)] == [each.name(lang) for each in HEADINGS]
    assert "2024-04-02" in remark[0]
    with store.reading() as connection:
        assert len(rows) == len(ledger(connection, ALL))
    first = dict(zip(head, rows[0], strict=True))
    assert first[HEADINGS[5].name(lang)] == date(2024, 3, 31), "a date is a date"


def test_no_cell_is_a_formula_and_the_head_stays_in_sight(store: Store) -> None:
    with zipfile.ZipFile(io.BytesIO(made(store, "xlsx"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        styles = book.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet
    assert "hyperlink" not in sheet.lower()
    assert "F8CBAD" in styles


def test_a_row_is_as_high_as_its_longest_cell(store: Store) -> None:
    """LibreOffice finds no height by itself where it converts: two lines would lie over the next row."""
    with store.reading() as connection:
        entry = ledger(connection, ALL)[0]
    quotes = ("短", "长" * 60, "x" * 60, "要报\n送台\n账")
    entries = [replace(entry, item=replace(entry.item, quote=quote)) for quote in quotes]
    with zipfile.ZipFile(io.BytesIO(workbook(entries, DAY))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    heights = {int(row): float(high) for row, high in re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', sheet)}
    assert [heights.get(row, 15) for row in range(4, 8)] == [15, 45, 30, 15]
    assert rows_of(workbook(entries, DAY))[-1][1] == "要报送台账", "a line of the document ends nothing in a table"


def test_no_csv_cell_is_a_formula(store: Store) -> None:
    text = made(store, "csv").decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            assert not re.match(r"[=+@＝]|-\D", cell), cell
    assert "'=HYPERLINK" in text


def filled(data: bytes, edits: dict[str, dict[str, str]]) -> bytes:
    """The sheet as a unit sends it back: written anew by another library's hand, columns moved, cells filled in."""
    import xlsxwriter

    _, _, head, *rows = rows_of(data)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("回传")
    order = list(reversed(range(len(head))))
    sheet.write_row(0, 0, [head[index] for index in order])
    where = {name: index for index, name in enumerate(head)}
    for number, row in enumerate(rows, 1):
        for name, value in edits.get(row[where["编号"]], {}).items():
            row[where[name]] = value
        for column, index in enumerate(order):
            sheet.write_string(number, column, str(row[index]))
    book.close()
    return out.getvalue()


def read_back(store: Store, data: bytes) -> list[Change]:
    with store.reading() as connection:
        return changes(read_sheet(data), lambda uid: by_id(connection, uid, DAY))


def ids(store: Store) -> list[str]:
    with store.reading() as connection:
        return [each.id for each in ledger(connection, ALL)]


def test_an_untouched_sheet_changes_nothing_even_days_later(store: Store) -> None:
    data = made(store, "xlsx")
    later = date(2024, 6, 1)
    with store.reading() as connection:
        assert changes(read_sheet(data), lambda uid: by_id(connection, uid, later)) == []
    assert read_back(store, filled(data, {})) == []


def test_what_a_unit_fills_in_comes_back_as_acts(store: Store) -> None:
    first, second, third, *_ = ids(store)
    edits = {
        first: {"状态": "已办结", "反馈情况": "已报支队"},
        second: {"反馈情况": "正在核实"},
        third: {"状态": "已签收", "备注": "收到"},
    }
    found = {each.id: each for each in read_back(store, filled(made(store, "xlsx"), edits))}
    assert found.keys() == edits.keys()
    assert (found[first].act, found[first].note) == ("done", "已报支队")
    assert (found[second].act, found[second].note) == ("progress", "正在核实")
    assert found[third].act == "acknowledged" or found[third].act == "occurrence"
    desk = Desk(store, Clock(), "王五", "feedback")
    for each in found.values():
        assert each.act
        desk.act(each.id, each.act, DAY, each.note, **dict(each.data))
    with store.reading() as connection:
        entry = by_id(connection, first, DAY)
    assert entry is not None
    assert entry.state == "done"


def test_what_cannot_be_is_said_and_not_done(store: Store) -> None:
    first, second, third, fourth, *_ = ids(store)
    data = made(store, "xlsx")
    Desk(store, Clock(), "李四", "test").act(fourth, "acknowledged", DAY)
    edits = {
        first: {"状态": "已销号"},
        second: {"状态": "随便"},
        third: {"编号": "没有这个"},
        fourth: {"状态": "已退回", "反馈情况": "不归我"},
    }
    found = read_back(store, filled(data, edits))
    assert [each.act for each in found] == [None] * 4
    assert all(each.zh and each.en for each in found)
    assert any("导出后" in each.zh for each in found)


def test_a_recurring_duty_that_is_done_is_done_for_this_time(store: Store) -> None:
    with store.reading() as connection:
        entry = next(each for each in ledger(connection, ALL) if each.item.deadline and each.item.deadline.rrule)
    (change,) = read_back(store, filled(made(store, "xlsx"), {entry.id: {"状态": "已办结"}}))
    assert change.act == "occurrence"
    assert dict(change.data)["date"] == (entry.due or "")[:10]


def bomb() -> bytes:
    """A workbook of one megabyte that unpacks to more than two hundred."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(201_000_000))
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_what_is_no_sheet_is_refused_in_a_line(data: bytes) -> None:
    with pytest.raises(ReadError) as error:
        read_sheet(data)
    assert "\n" not in error.value.zh


def test_a_sheet_that_unpacks_to_too_much_is_not_read() -> None:
    with pytest.raises(ReadError, match="太大"):
        read_sheet(bomb())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_what_was_written(store: Store, tmp_path: Path) -> None:
    (tmp_path / "ledger.xlsx").write_bytes(made(store, "xlsx"))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    text = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
    command = ["soffice", home, "--headless", "--convert-to", text, "--outdir", str(tmp_path), "ledger.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    (found,) = tmp_path.glob("*.csv")
    _, _, head, *rows = list(csv.reader(found.open(encoding="utf-8")))
    with store.reading() as connection:
        entries = ledger(connection, ALL)
    what, due = head.index("事项"), head.index("完成时限")
    assert [row[what] for row in rows] == [entry.item.quote for entry in entries]
    for row, entry in zip(rows, entries, strict=True):
        if entry.due:
            assert row[due][:10] == entry.due[:10]


def written_into(data: bytes, edits: dict[str, dict[str, str]]) -> bytes:
    """The exported workbook itself, with other words in some cells: id → heading → words."""
    rows = rows_of(data)
    head = next(number for number, row in enumerate(rows) if "编号" in row)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(out, "w") as copy:
        for name in book.namelist():
            content = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                for number, row in enumerate(rows[head + 1 :], head + 2):
                    for title, words in edits.get(str(row[rows[head].index("编号")]), {}).items():
                        cell = f"{chr(ord('A') + rows[head].index(title))}{number}"
                        content = _put(content.decode(), cell, words).encode()
            copy.writestr(name, content)
    return out.getvalue()


def _put(sheet: str, cell: str, words: str) -> str:
    text = f' t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
    found, number = re.subn(
        rf'<c r="{cell}"( s="\d+")?[^>]*?(/>|>.*?</c>)',
        lambda match: f'<c r="{cell}"{match[1] or ""}{text}',
        sheet,
        count=1,
    )
    assert number == 1, cell
    return found


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_sheet_that_was_filled_in_and_saved_by_libreoffice_comes_back(
    store: Store, tmp_path: Path, suffix: str
) -> None:
    with store.reading() as connection:
        first, second, *rest = ledger(connection, ALL)
    note = "已完成三处\n余下4月底前完成"
    edits = {first.id: {"状态": "办理中", "反馈情况": note}, second.id: {"备注": "请求延期"}}
    (tmp_path / "back.xlsx").write_bytes(written_into(made(store, "xlsx"), edits))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", home, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path / "saved"), "back.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    found = read_back(store, (tmp_path / "saved" / f"back.{suffix}").read_bytes())
    assert {each.id: (each.act, each.note) for each in found} == {
        first.id: ("progress", note),
        second.id: ("progress", "请求延期"),
    }
    assert rest, "nothing else has changed"
