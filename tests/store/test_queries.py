from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import StoreError
from pipeline.model import Bearer, Deadline, Record
from pipeline.store.entries import Entry
from pipeline.store.filters import KINDS, Filter
from pipeline.store.opening import Store
from pipeline.store.queries import count, find_one, ledger
from pipeline.store.writer import Writer
from tests.databases import BACKENDS, shared_store
from tests.store.factory import Clock, bulletin, item, record

DAY = date(2024, 4, 1)
Ask = Callable[..., list[Entry]]


def dated(path: str, *dues: str | None) -> Record:
    text = path + "".join(f"第{number}大队要整改。" for number, _ in enumerate(dues))
    items = [
        item(
            text,
            f"第{number}大队要整改",
            bearers=(Bearer(f"第{number}大队"),),
            deadline=Deadline("…前", "by", due=due) if due else None,
        )
        for number, due in enumerate(dues)
    ]
    return record(text, *items, path=path)


@pytest.fixture(scope="module", params=BACKENDS)
def one(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[Store]:
    """A ledger that holds the bulletin; nobody writes in it."""
    with shared_store(request, tmp_path_factory.mktemp("queries"), template) as store:
        writer = Writer(store, Clock())
        writer.add(bulletin())
        writer.commit()
        yield store


@pytest.fixture
def ask(one: Store) -> Ask:
    """Ask the ledger that holds the bulletin."""

    def asked(as_of: date = DAY, **more: Any) -> list[Entry]:
        with one.reading() as connection:
            found = ledger(connection, Filter(as_of, **more))
            assert count(connection, Filter(as_of, **more)) == len(found)
            return found

    return asked


def quotes(entries: list[Entry]) -> list[str]:
    return [entry.item.quote[:6] for entry in entries]


def test_the_ledger_holds_duties_by_due_date_the_undated_last(ask: Ask) -> None:
    found = ask()
    assert [(entry.due, entry.days_left, entry.light) for entry in found] == [
        ("2024-03-31", -1, "red"),
        ("2024-04-01T16:00", 0, "yellow"),
        ("2024-04-07", 6, "yellow"),
        (None, None, "grey"),
        (None, None, "grey"),
    ]
    assert quotes(found) == ["各大队要在3", "各大队每日下", "支队每周督导", "严禁在楼道停", "青禾县应急局"]


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"overdue": True}, ["各大队要在3"]),
        ({"overdue": True, "as_of": date(2024, 3, 31)}, []),
        ({"undated": True}, ["严禁在楼道停", "青禾县应急局"]),
        ({"recurring": True}, ["各大队每日下", "支队每周督导"]),
        ({"unit": "大队"}, ["各大队要在3", "各大队每日下"]),
        ({"unit": "消防救援大队"}, ["各大队要在3"]),
        ({"unit": "住建"}, ["青禾县应急局"]),
        ({"unit": "%"}, []),
        ({"unit": "_"}, []),
        ({"number": "云消〔2024〕7号", "undated": True}, ["青禾县应急局"]),
        ({"number": "云安办[2023] 18号"}, ["各大队每日下"]),
        ({"number": "云安办〔2023〕1号"}, []),
        ({"kinds": ("sanction",)}, ["占用疏散通道"]),
        ({"kinds": ("prohibition",)}, ["严禁在楼道停"]),
        ({"kinds": KINDS, "undated": True}, ["占用疏散通道", "严禁在楼道停", "青禾县应急局"]),
        ({"search": "障碍物"}, ["占用疏散通道"]),
        ({"search": "通道 罚款"}, ["占用疏散通道"]),
        ({"search": "通道 电动"}, []),
        ({"search": "排查"}, ["各大队要在3"]),
        ({"search": "  "}, []),
        ({"search": "大队", "recurring": True}, ["各大队每日下"]),
        ({"due_before": date(2024, 3, 31)}, ["各大队要在3"]),
        ({"due_before": date(2024, 3, 30)}, []),
        ({"due_after": DAY, "due_before": date(2024, 4, 7)}, ["各大队每日下", "支队每周督导"]),
        ({"due_after": date(2024, 3, 31), "due_before": date(2024, 4, 1)}, ["各大队要在3", "各大队每日下"]),
        ({"fine_from": 50000}, ["占用疏散通道"]),
        ({"fine_from": 50001}, []),
        ({"document": "简报.txt", "overdue": True}, ["各大队要在3"]),
        ({"document": "别的.txt"}, []),
        ({"states": ("done",)}, []),
    ],
)
def test_filters(ask: Ask, more: dict[str, Any], wanted: list[str]) -> None:
    assert quotes(ask(**more)) == wanted


def test_sanctions_stand_but_are_never_due(ask: Ask) -> None:
    [entry] = ask(kinds=("sanction",))
    assert (entry.due, entry.days_left) == (None, None)
    assert ask(kinds=("sanction",), overdue=True) == []


def test_json_carries_the_contract_and_the_lines_own_fields(ask: Ask) -> None:
    [entry] = ask(overdue=True)
    data = entry.to_dict()
    assert {"id", "document", "number", "due", "days_left", "state", "span", "quote", "bearers", "penalties"} <= set(
        data
    )
    assert (data["number"], data["document"], data["state"]) == ("云消〔2024〕7号", "简报.txt", "registered")


def test_pages_together_are_the_whole_whatever_was_loaded_first(store: Store) -> None:
    records = [
        dated(f"{number}.txt", "2024-03-05", None, "2024-03-04", f"2024-04-{number + 1:02d}") for number in range(9)
    ]
    records = [*records, *(bulletin(path=f"简报{number}.txt", salt=str(number)) for number in range(3))]
    writer = Writer(store, Clock(), group=5)
    for each in reversed(records):
        writer.add(each)
    writer.commit()
    with store.reading() as connection:
        whole = ledger(connection, Filter(DAY))
        pages = [ledger(connection, Filter(DAY, limit=7, offset=start)) for start in range(0, len(whole) + 7, 7)]
    assert [entry.id for page in pages for entry in page] == [entry.id for entry in whole]
    assert len(whole) == 9 * 4 + 3 * 5
    places = [(entry.due or "~", entry.document_id, entry.item.span.start) for entry in whole]
    assert places == sorted(places)


def test_recurrences_due_on_one_day_are_in_the_order_of_documents(store: Store, writer: Writer) -> None:
    for number in range(6):
        rrule = ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=SU", "FREQ=MONTHLY;BYMONTHDAY=7")[number % 3]
        text = f"第{number}大队要报送。"
        writer.add(record(text, item(text, text[:-1], deadline=Deadline("…", "recurring", rrule=rrule)), path=text))
    writer.commit()
    with store.reading() as connection:
        whole = ledger(connection, Filter(DAY))
        assert [entry.due for entry in whole] == ["2024-04-07"] * 6
        assert [entry.document_id for entry in whole] == sorted(entry.document_id for entry in whole)
        for size in (1, 4, 5):
            assert ledger(connection, Filter(DAY, limit=size)) == whole[:size]


def test_a_recurrence_that_has_ended_asks_for_nothing(store: Store, writer: Writer) -> None:
    text = "至3月底每天17时前报告。"
    limit = Deadline(
        "至3月底每天17时前", "recurring", due="2024-03-31", rrule="FREQ=DAILY;BYHOUR=17;BYMINUTE=0;UNTIL=20240331"
    )
    writer.add(record(text, item(text, "至3月底每天17时前报告", deadline=limit)))
    writer.commit()
    with store.reading() as connection:
        assert [entry.due for entry in ledger(connection, Filter(date(2024, 3, 31)))] == ["2024-03-31T17:00"]
        assert ledger(connection, Filter(DAY)) == []
        assert [entry.due for entry in ledger(connection, Filter(DAY, states=None))] == [None]


def test_one_line_by_its_id_or_how_that_begins(one: Store, ask: Ask) -> None:
    wanted = ask()[0]
    with one.reading() as connection:
        assert find_one(connection, wanted.id, DAY) == wanted
        with pytest.raises(StoreError, match="不止一条"):
            find_one(connection, wanted.document_id, DAY)
        for nothing in ("zz", "", "%"):
            with pytest.raises(StoreError, match="没有这一条"):
                find_one(connection, nothing, DAY)
    single = (
        wanted.id[:-1] if sum(entry.id.startswith(wanted.id[:-1]) for entry in ask(kinds=KINDS)) == 1 else wanted.id
    )
    with one.reading() as connection:
        assert find_one(connection, single, DAY).id == wanted.id
