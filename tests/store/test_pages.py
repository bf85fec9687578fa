"""Pages by cursor, over every region of the table: now, days gone by, moments gone by; against a plain look at all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from pipeline.errors import StoreError
from pipeline.model import Bearer, Deadline, Record
from pipeline.store.acts import Desk
from pipeline.store.entries import Entry
from pipeline.store.filters import KINDS, Filter, Who
from pipeline.store.lifecycle import SETTLED
from pipeline.store.opening import Store
from pipeline.store.queries import count, ledger
from pipeline.store.tables import documents, instruments
from pipeline.store.writer import Writer
from tests.databases import BACKENDS, shared_store
from tests.store.factory import Clock, bulletin, item, record, reread

DAY = date(2024, 3, 10)
DAYS = [date(2024, 2, 25), DAY]
RULES = ("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=FR", "FREQ=MONTHLY;BYMONTHDAY=5", "FREQ=MONTHLY;INTERVAL=3")


def papers(many: int) -> Iterator[Record]:
    rng = random.Random(6)
    for number in range(many):
        text = f"文件{number}\n" + "".join(f"第{line}大队要办好第{line}件事。" for line in range(6))
        items = []
        for line in range(6):
            due = (date(2024, 2, 20) + timedelta(days=rng.randrange(40))).isoformat()
            limit = [
                Deadline("…前", "by", due=due),
                Deadline("每…", "recurring", rrule=rng.choice(RULES), start=rng.choice([None, "2024-02-01"])),
                None,
            ][rng.randrange(3)]
            kind = rng.choice(["obligation", "prohibition", "obligation", "sanction"])
            who = (Bearer(f"第{line}大队"),)
            items.append(item(text, f"第{line}大队要办好第{line}件事", kind, bearers=who, deadline=limit))
        yield record(text, *items, path=f"{number}.txt")


Lived = tuple[Store, str]


@pytest.fixture(scope="module", params=BACKENDS)
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[Lived]:
    """A ledger with a past, and a moment in the middle of it; nobody writes in it."""
    with shared_store(request, tmp_path_factory.mktemp("pages"), template) as store:
        yield store, live(store, Clock())


def live(store: Store, clock: Clock) -> str:
    """Give a ledger its past."""
    rng = random.Random(7)
    writer = Writer(store, clock, group=7)
    every = [*papers(7), bulletin()]
    for each in every:
        writer.add(each)
    writer.commit()
    desk = Desk(store, clock, "李四", "test")
    middle = ""
    for number, entry in enumerate(whole(store, Filter(DAY))[::3]):
        on = date(2024, 2, 20) + timedelta(days=rng.randrange(40))
        if number % 3 == 0 and not (entry.item.deadline and entry.item.deadline.rrule):
            middle = desk.act(entry.id, "extended", on, "经批准", due="2024-04-30").recorded_at
        elif entry.item.deadline and entry.item.deadline.rrule and number % 2:
            desk.act(entry.id, "occurrence", on, date=on.isoformat(), status="done")
        else:
            desk.act(entry.id, "done", on)
    writer.add(reread(every[0], *every[0].obligations[:3]))
    writer.commit()
    with store.writing() as connection:
        for level, odd in (("city", 0), ("county", 1)):
            connection.execute(update(instruments).where(instruments.c.document_id % 2 == odd).values(level=level))
    return middle


def whole(store: Store, asked: Filter) -> list[Entry]:
    with store.reading() as connection:
        return ledger(connection, asked)


def pages(store: Store, asked: Filter, size: int) -> list[Entry]:
    found: list[Entry] = []
    with store.reading() as connection:
        while page := ledger(connection, replace(asked, limit=size, after=found[-1].cursor if found else None)):
            found += page
    return found


QUESTIONS: list[dict[str, Any]] = [
    {},
    {"kinds": KINDS},
    {"kinds": ("sanction",)},
    {"kinds": ("prohibition",)},
    {"states": None},
    {"states": ("done",)},
    {"states": ("registered", "done"), "kinds": KINDS},
    {"overdue": True},
    {"undated": True},
    {"recurring": True},
    {"due_after": date(2024, 3, 1), "due_before": date(2024, 3, 20)},
    {"unit": "第2大队"},
    {"search": "第3件事"},
    {"document": "3.txt"},
    {"number": "云消〔2024〕7号", "kinds": KINDS},
    {"bearer": "第4大队"},
    {"within": ("第1", "各")},
    {"within": ()},
    {"kinds": ("prohibition",), "states": None},
    {"states": ("assigned", "done"), "overdue": True},
    {"fine_from": 40_000},
    {"fine_on": "单位", "kinds": KINDS},
    {"level": "city"},
    {"level": "county", "kinds": KINDS, "states": None},
    {"min_confidence": 0.8},
    {"done_from": date(2024, 3, 5), "states": SETTLED},
]


@pytest.mark.parametrize("more", QUESTIONS, ids=str)
def test_pages_by_cursor_are_the_whole_on_every_day_and_moment(lived: Lived, more: dict[str, Any]) -> None:
    store, middle = lived
    for day in DAYS:
        for known_at in (None, middle):
            asked = Filter(day, known_at, **more)
            everything = whole(store, asked)
            assert len({entry.id for entry in everything}) == len(everything)
            assert [entry.id for entry in pages(store, asked, 9)] == [entry.id for entry in everything]
            with store.reading() as connection:
                assert count(connection, asked) == len(everything)
                assert count(connection, asked, 5) == min(5, len(everything))


def test_the_answers_are_those_of_a_plain_look_at_all_lines(lived: Lived) -> None:
    store, middle = lived
    for day in DAYS:
        for known_at in (None, middle):
            every = whole(store, Filter(day, known_at, kinds=KINDS, states=None))
            duties = [entry for entry in every if entry.item.kind in ("obligation", "prohibition")]
            # What recurs no more asks for nothing; there is none such here.
            wanted = {entry.id for entry in duties if entry.state == "registered"}
            assert {entry.id for entry in whole(store, Filter(day, known_at))} == wanted
            late = {entry.id for entry in duties if entry.light == "red"}
            assert {entry.id for entry in whole(store, Filter(day, known_at, overdue=True))} == late


def test_a_level_is_that_of_the_instrument_that_imposes_it(lived: Lived) -> None:
    store, _ = lived
    every = whole(store, Filter(DAY, kinds=KINDS, states=None))
    with store.reading() as connection:
        odd = {row.uid: bool(row.id % 2) for row in connection.execute(select(documents.c.uid, documents.c.id))}
    imposed = [entry for entry in every if entry.item.instrument is not None]
    for level, number in (("city", 0), ("county", 1)):
        wanted = [entry.id for entry in imposed if odd[entry.document_id] == number]
        found = [entry.id for entry in whole(store, Filter(DAY, kinds=KINDS, states=None, level=level))]
        assert found == wanted
        assert 0 < len(wanted) < len(imposed)


@pytest.mark.parametrize("more", QUESTIONS, ids=str)
def test_what_is_gathered_and_what_is_walked_are_the_same(
    lived: tuple[Store, str], more: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few answers are gathered and sorted, many are met on a walk: a matter of speed alone."""
    store, middle = lived
    asked = [Filter(day, known_at, **more) for day in DAYS for known_at in (None, middle)]
    gathered = [whole(store, each) for each in asked]
    monkeypatch.setattr("pipeline.store.leads.MOST", -1)
    assert [whole(store, each) for each in asked] == gathered


def test_a_cursor_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="没有这一页"):
        whole(store, Filter(DAY, after="nonsense"))


def test_what_is_new_and_what_got_another_date(lived: Lived) -> None:
    store, middle = lived
    start = "2024-02-10T08:00:00.000000Z"
    everything = whole(store, Filter(DAY, kinds=KINDS, states=None))
    assert whole(store, Filter(DAY, kinds=KINDS, states=None, new_since=start)) == everything
    assert whole(store, Filter(DAY, kinds=KINDS, states=None, new_since=middle)) == []
    loaded = whole(store, Filter(date(2024, 6, 1), states=None))
    moved = {entry.id for entry in loaded if entry.extended}
    early = everything[0].id and "2024-02-10T08:00:20.000000Z"
    changed = whole(store, Filter(date(2024, 6, 1), states=None, changed_since=early))
    assert {entry.id for entry in changed} <= moved


def test_a_unit_that_the_directory_found_is_asked_by_its_names(store: Store, clock: Clock) -> None:
    from sqlalchemy import select

    from pipeline.store.tables import names

    live(store, clock)
    with store.reading() as connection:
        ids = connection.execute(select(names.c.id).where(names.c.text == "第2大队")).scalars()
        who = Who(frozenset(ids), frozenset({"第二大队"}))
    assert whole(store, Filter(DAY, who=who)) == whole(store, Filter(DAY, unit="第2大队"))
    Desk(store, Clock(), "", "test").act(
        whole(store, Filter(DAY, unit="第3大队"))[0].id, "assigned", DAY, to="第二大队"
    )
    assert len(whole(store, Filter(DAY, who=who))) == len(whole(store, Filter(DAY, unit="第2大队"))) + 1
    assert whole(store, Filter(DAY, who=Who())) == []
