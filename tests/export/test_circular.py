from __future__ import annotations

import io
from datetime import UTC, date, datetime

from docx import Document

from pipeline.codec import from_dict
from pipeline.export.ledger import export
from pipeline.export.standings import standings_of
from pipeline.store.acts import Desk
from pipeline.store.filters import KINDS, Filter
from pipeline.store.opening import Store
from pipeline.store.queries import ledger
from tests.store.factory import Clock

DAY = date(2024, 4, 2)
NOW = datetime(2024, 4, 2, 8, tzinfo=UTC)


def test_the_circular_names_what_is_late_and_counts_right(store: Store) -> None:
    with store.reading() as connection:
        entries = ledger(connection, Filter(as_of=DAY, states=None))
        late = [each for each in entries if each.light == "red"]
        paper = Document(io.BytesIO(export(connection, "docx", Filter(as_of=DAY), NOW)))
    text = "\n".join(each.text for each in paper.paragraphs)
    assert f"共{len(entries)}项" in text
    assert f"逾期{len(late)}项" in text
    assert "2024年4月2日" in text
    cells = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    assert all(each.item.quote in cells for each in late)


def test_its_tables_are_as_wide_as_the_page_with_the_matter_widest(store: Store) -> None:
    with store.reading() as connection:
        paper = Document(io.BytesIO(export(connection, "docx", Filter(as_of=DAY), NOW)))
    section = paper.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for table in paper.tables:
        widths = [cell.width for cell in table.rows[0].cells]
        assert abs(sum(widths) - room) < 20_000
        assert table.rows[0]._tr.trPr is not None, "its head stands on every page"
    matter = paper.tables[0].rows[1].cells[1]
    assert matter.width == max(cell.width for cell in paper.tables[0].rows[1].cells)


def test_soon_is_what_was_asked_as_soon(store: Store) -> None:
    asked = Filter(as_of=date(2024, 3, 20), soon_until=date(2024, 3, 22), search="居民楼")
    with store.reading() as connection:
        paper = Document(io.BytesIO(export(connection, "docx", asked, NOW)))
    assert "3月22日前没有到期的事项。" in [each.text for each in paper.paragraphs]


def test_figures_unit_by_unit(store: Store) -> None:
    with store.reading() as connection:
        first = ledger(connection, Filter(as_of=DAY, unit="各大队"))[0]
    Desk(store, Clock(), "甲", "test").act(first.id, "done", DAY, "已报")
    with store.reading() as connection:
        entries = ledger(connection, Filter(as_of=DAY, states=None))
    figures = standings_of(entries)
    assert figures.done == 1
    assert sum(unit.total for _, unit in figures.units) == figures.total == len(entries)
    assert figures.share_done == 1 / (1 + figures.overdue)


def test_records_come_out_with_corrections_in(store: Store) -> None:
    import json

    with store.reading() as connection:
        first = ledger(connection, Filter(as_of=DAY, unit="各大队"))[0]
    Desk(store, Clock(), "甲", "test").correct(first.id, {"report_to": "指挥部"}, DAY)
    asked = Filter(as_of=DAY, kinds=KINDS, states=None)
    with store.reading() as connection:
        lines = export(connection, "jsonl", asked, NOW).decode().splitlines()
        count = len(ledger(connection, asked))
    records = [from_dict(json.loads(line)) for line in lines]
    items = {item.id: item for record in records for item in record.obligations}
    assert len(items) == count
    assert items[first.id].report_to == "指挥部"
