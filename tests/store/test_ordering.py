"""Other orders than by due date, over all that answers; groups that stay together from page to page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.export.ledger_rows import head_unit
from pipeline.model import Bearer, Deadline
from pipeline.store.acts import Desk
from pipeline.store.entries import Entry
from pipeline.store.filters import KINDS, Filter
from pipeline.store.opening import Store
from pipeline.store.ordering import ORDERS, ordered
from pipeline.store.queries import count, ledger
from pipeline.store.writer import Writer
from tests.databases import BACKENDS, shared_store
from tests.store.factory import Clock, bulletin, item, record

DAY = date(2024, 4, 1)
UNITS = ("丙大队", "甲大队", "乙大队", "")
ASKED = (
    Filter(DAY, kinds=KINDS, states=None), Filter(DAY), Filter(DAY, unit="大队"), Filter(DAY, overdue=True),
    Filter(DAY, undated=True), Filter(DAY, recurring=True), Filter(DAY, due_after=DAY, due_before=DAY + timedelta(30)),
    Filter(DAY, search="台账"), Filter(DAY, bearer="甲大队"), Filter(DAY, within=("乙",)),
)  # fmt: skip


@pytest.fixture(scope="module", params=BACKENDS)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[Store]:
    """The bulletin, and twenty lines of four units with every sort of due date and confidence; nobody writes in it."""
    with shared_store(request, tmp_path_factory.mktemp("ordering"), template) as store:
        fill(store, Writer(store, Clock(), actor="张三", origin="test"))
        yield store


def fill(store: Store, writer: Writer) -> None:
    writer.add(bulletin())
    for number in range(20):
        line = f"{UNITS[number % 4] or '有关方面'}要报送第{number}份台账"
        bearers = (Bearer("某局", "support"), Bearer(UNITS[number % 4])) if UNITS[number % 4] else ()
        due = (DAY + timedelta(days=37 * number % 50 - 20)).isoformat()
        deadline = [
            Deadline("限期", "by", due=due),
            Deadline("每周", "recurring", start="2024-01-01", rrule="FREQ=WEEKLY"),
            None,
        ][number % 3]
        made = replace(item(line, line, bearers=bearers, deadline=deadline), confidence=(number * 7 % 20) / 20)
        writer.add(record(line, made, path=f"{number}.txt", number=f"云〔2024〕{number % 5}号"))
    writer.commit()
    with store.reading() as connection:
        one = ledger(connection, Filter(DAY, bearer="丙大队"))[0]
    Desk(store, writer.clock, "李四", "test").act(one.id, "assigned", DAY, to="丁科")


def key(entry: Entry, by: str) -> object:
    if by == "confidence":
        return 2.0 if entry.item.confidence is None else entry.item.confidence
    value = {"due": entry.due, "-due": entry.due, "unit": head_unit(entry), "number": entry.number}[by]
    return (not value, value or "") if by != "-due" else value or ""


@pytest.mark.parametrize("by", ORDERS)
@pytest.mark.parametrize("asked", ASKED, ids=range(len(ASKED)))
def test_every_order_has_the_same_lines_as_the_ledger(by: str, asked: Filter, filled: Store) -> None:
    with filled.reading() as connection:
        found = ordered(connection, asked, by)
        wanted = ledger(connection, asked)
        assert found.total == len(wanted) == count(connection, asked)
    assert {each.id: (each.due, each.light) for each in found.entries} == {
        each.id: (each.due, each.light) for each in wanted
    }
    keys = [key(each, by) for each in found.entries]
    assert keys == sorted(keys, reverse=by == "-due")
    if by == "due":
        assert [each.due for each in found.entries] == [each.due for each in wanted]


@pytest.mark.parametrize("group", ["unit", "document"])
def test_groups_stay_together_from_page_to_page(group: str, filled: Store) -> None:
    asked, found, sizes = Filter(DAY, kinds=KINDS, states=None, limit=3), [], {}
    with filled.reading() as connection:
        for offset in range(0, 60, 3):
            page = ordered(connection, replace(asked, offset=offset), "due", group)
            found += page.entries
            sizes = page.groups
        whole = ledger(connection, replace(asked, limit=None))
    names = [head_unit(each) if group == "unit" else each.document_id for each in found]
    assert sorted(each.id for each in found) == sorted(each.id for each in whole)
    runs = [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]
    assert len(runs) == len(set(runs))
    assert sizes == {name: names.count(name) for name in set(names)}
    assert "丁科" in names or group == "document"
