"""Pages by cursor, over every region of the table: now, days gone by, moments gone by; against a plain look at all."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from pipeline.errors import StoreError
from pipeline.model import Bearer, Deadline, Record
from pipeline.store.acts import Desk
from pipeline.store.entries import Entry
from pipeline.store.filters import KINDS, Filter, Who
from pipeline.store.lifecycle import SETTLED
from pipeline.store.opening import Store
from pipeline.store.queries import count, ledger
from pipeline.store.queries_history import Happening, history
from pipeline.store.recurrence import around
from pipeline.store.stamps import moment_of, stamp
from pipeline.store.tables import documents, events, instruments
from pipeline.store.tallies import BY, tally
from pipeline.store.writer import Writer
from tests.databases import BACKENDS, shared_store
from tests.soaked import soak
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
    for number, entry in enumerate(whole(store, Filter(DAY))):
        on = date(2024, 2, 20) + timedelta(days=rng.randrange(30))
        recurs = bool(entry.item.deadline and entry.item.deadline.rrule)
        if number % 4 == 0 and not recurs:
            middle = desk.act(entry.id, "extended", on, "经批准", due="2024-04-30").recorded_at
        elif number % 4 == 1 and recurs:
            desk.act(entry.id, "occurrence", on, date=due_near(entry, on), status="done")
        elif number % 4 == 1 and entry.due:
            desk.act(entry.id, "done", date.fromisoformat(entry.due) + timedelta(days=3))
        elif number % 4 == 2:
            desk.act(entry.id, "done", on)
    writer.add(reread(every[0], *every[0].obligations[:3]))
    writer.commit()
    with store.writing() as connection:
        for level, odd in (("city", 0), ("county", 1)):
            connection.execute(update(instruments).where(instruments.c.document_id % 2 == odd).values(level=level))
    return middle


def due_near(entry: Entry, day: date) -> str:
    deadline = entry.item.deadline
    assert deadline is not None
    assert deadline.rrule is not None
    bounds = [date.fromisoformat(each[:10]) if each else None for each in (deadline.start, deadline.due)]
    return around(deadline.rrule, day, *bounds)[0][:10]


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
    {"in_time": True, "states": SETTLED, "kinds": KINDS},
    {"in_time": False, "states": SETTLED, "kinds": KINDS},
]
# What nobody may see is found by nobody.
EMPTY: tuple[dict[str, Any], ...] = ({"within": ()},)


# Which of two days a question is asked of, and of the ledger as it is or as it was.
TIMES = ((0, True), (1, False))
EVERY_TIME = pytest.mark.parametrize("times", [TIMES, soak(((0, False), (1, True)))], ids=["", "others"])
Times = Sequence[tuple[int, bool]]


def questions(more: dict[str, Any], times: Times, middle: str) -> list[Filter]:
    return [Filter(DAYS[day], middle if gone else None, **more) for day, gone in times]


@EVERY_TIME
@pytest.mark.parametrize("more", QUESTIONS, ids=str)
def test_pages_by_cursor_are_the_whole_on_every_day_and_moment(
    lived: Lived, more: dict[str, Any], times: Times
) -> None:
    store, middle = lived
    for asked in questions(more, times, middle):
        everything = whole(store, asked)
        assert len({entry.id for entry in everything}) == len(everything)
        assert [entry.id for entry in pages(store, asked, 9)] == [entry.id for entry in everything]
        with store.reading() as connection:
            assert count(connection, asked) == len(everything)
            assert count(connection, asked, 5) == min(5, len(everything))


@dataclass(frozen=True)
class Look:
    """Every line, which documents are odd ones, and when what was done was done."""

    every: list[Entry]
    odd: dict[str, bool]
    done: dict[str, date]


@pytest.fixture(scope="module")
def look(lived: Lived) -> Look:
    store, _ = lived
    every = whole(store, Filter(DAY, kinds=KINDS, states=None))
    with store.reading() as connection:
        odd = {row.uid: bool(row.id % 2) for row in connection.execute(select(documents.c.uid, documents.c.id))}
        return Look(every, odd, {entry.id: day_of(history(connection, entry.id)) for entry in every})


@pytest.mark.parametrize("more", QUESTIONS, ids=str)
def test_a_question_finds_what_a_plain_look_at_every_line_finds(lived: Lived, look: Look, more: dict[str, Any]) -> None:
    store, _ = lived
    asked = Filter(DAY, **more)
    wanted = [entry.id for entry in look.every if answers(entry, asked, look.odd, look.done[entry.id])]
    assert [entry.id for entry in whole(store, asked)] == wanted
    assert bool(wanted) != (more in EMPTY), more


def day_of(past: list[Happening]) -> date:
    """When it was done."""
    return max((date.fromisoformat(each.on or "") for each in past if each.kind == "done"), default=date.max)


def answers(entry: Entry, asked: Filter, odd: dict[str, bool], done: date) -> bool:
    """What the fields of a question mean, line by line."""
    item, due = entry.item, entry.due and date.fromisoformat(entry.due[:10])
    named = [each.text for each in item.bearers]
    fines = [each for each in item.penalties if each.kind == "fine"]
    first, last = asked.window()
    return all((
        item.kind in asked.kinds_wanted(),
        asked.states is None or entry.state in asked.states,
        (first is None and last is None) or (due is not None and (first or DAY.min) <= due <= (last or DAY.max)),
        not asked.undated or due is None,
        not asked.recurring or (item.deadline is not None and item.deadline.rrule is not None),
        asked.unit is None or any(asked.unit in name for name in named),
        asked.bearer is None or asked.bearer in named,
        asked.within is None or any(name.startswith(asked.within) for name in named),
        asked.search is None or asked.search in item.quote,
        asked.document in (None, entry.document),
        asked.number in (None, entry.number),
        asked.level is None or (item.instrument is not None and odd[entry.document_id] == (asked.level == "county")),
        asked.min_confidence is None or item.confidence is None or item.confidence >= asked.min_confidence,
        asked.fine_from is None or any((each.max or 0) >= asked.fine_from for each in fines),
        asked.fine_on is None or any(asked.fine_on in (each.target or "") for each in fines),
        asked.done_from is None or done >= asked.done_from,
        asked.in_time is None or (due is None or due >= done) == asked.in_time,
    ))  # fmt: skip


@pytest.mark.parametrize("by", BY)
def test_counts_are_of_the_lines_that_answer(lived: Lived, by: str) -> None:
    store, _ = lived
    for more in QUESTIONS:
        asked = Filter(DAY, **more)
        lines = whole(store, asked)
        found = Counter(key for entry in lines for key in sorts(entry, by))
        with store.reading() as connection:
            counted = {each.key: each.total for each in tally(connection, asked, by)}
            late = sum(each.late for each in tally(connection, asked, by))
        if by == "level":
            assert sum(counted.values()) == sum(found.values())
        else:
            assert counted == found, more
        assert late == sum(len(sorts(entry, by)) for entry in lines if entry.light == "red")


def sorts(entry: Entry, by: str) -> list[str]:
    named = [each.canonical or each.text for each in entry.item.bearers if each.role in ("responsible", "lead")]
    one = {
        "light": entry.light, "day": entry.due and entry.due[:10], "kind": entry.item.kind, "state": entry.state,
        "instrument": entry.number,
    }  # fmt: skip
    return sorted(set(named)) or [""] if by == "unit" else [one.get(by) or ""]


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


@EVERY_TIME
@pytest.mark.parametrize("more", QUESTIONS, ids=str)
def test_what_is_gathered_and_what_is_walked_are_the_same(
    lived: tuple[Store, str], more: dict[str, Any], times: Times, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few answers are gathered and sorted, many are met on a walk: a matter of speed alone."""
    store, middle = lived
    asked = questions(more, times, middle)
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
    with store.reading() as connection:
        first = connection.execute(select(func.min(events.c.recorded_at)).where(events.c.kind == "extended")).scalar()
    early, later = stamp(moment_of(str(first)) - timedelta(microseconds=1)), date(2024, 6, 1)
    before = {entry.id: entry.due for entry in whole(store, Filter(later, early, states=None))}
    with store.reading() as connection:
        ticked = set(connection.execute(select(events.c.obligation).where(events.c.kind == "occurrence")).scalars())
    assert ticked
    now = [entry for entry in whole(store, Filter(later, states=None)) if entry.id not in ticked]
    moved = {entry.id for entry in now if entry.id in before and entry.due != before[entry.id]}
    assert moved
    assert {entry.id for entry in whole(store, Filter(later, states=None, changed_since=early))} == moved


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
