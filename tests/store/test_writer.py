from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from pipeline.model import Bearer, Deadline, Document, Obligation, Record, Span
from pipeline.store.filters import KINDS, Filter
from pipeline.store.opening import Store
from pipeline.store.queries import count, ledger
from pipeline.store.queries_documents import list_documents, text_of
from pipeline.store.tables import metadata, names
from pipeline.store.writer import Writer
from tests.store.factory import Clock, bulletin, item, record, reread

DAY = date(2024, 3, 1)


def everything(store: Store) -> list[Obligation]:
    with store.reading() as connection:
        return [entry.item for entry in ledger(connection, Filter(DAY, kinds=KINDS, states=None))]


def put(writer: Writer, *records: Record) -> list[str]:
    outcomes = [outcome for each in records for outcome in writer.add(each)] + writer.commit()
    assert all(outcome.error is None for outcome in outcomes)
    return [outcome.status for outcome in outcomes]


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as connection:
        tables = metadata.sorted_tables
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in tables
        }


def test_every_field_of_the_contract_comes_back(store: Store, writer: Writer) -> None:
    given = bulletin()
    assert put(writer, given) == ["new"]
    found = sorted(everything(store), key=lambda each: each.span)
    assert [replace(each, id=None) for each in found] == list(given.obligations)


def test_the_same_bytes_twice_change_nothing(store: Store, writer: Writer) -> None:
    put(writer, bulletin())
    before = dump(store)
    assert put(writer, bulletin()) == ["same"]
    assert put(writer, bulletin(), bulletin(path="副本.txt")) == ["same", "same"]
    assert dump(store) == before


def test_the_same_bytes_twice_in_one_group_are_one_document(store: Store, writer: Writer) -> None:
    assert put(writer, bulletin(), bulletin(path="副本.txt")) == ["new", "same"]
    with store.reading() as connection:
        assert len(list_documents(connection)) == 1


def test_names_are_kept_once(store: Store, writer: Writer) -> None:
    put(writer, bulletin(), bulletin(salt="二"))
    put(writer, bulletin(salt="三"))
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(names)).scalar() == 5


def test_a_document_with_an_impossible_date_is_refused_alone(store: Store, writer: Writer) -> None:
    text = "各单位要在2月30日前报送。"
    bad = record(
        text,
        item(text, "各单位要在2月30日前报送", deadline=Deadline("2月30日前", "by", due="2024-02-30")),
        path="坏.txt",
    )
    outcomes = writer.add(bulletin()) + writer.add(bad) + writer.commit()
    assert [(outcome.path, outcome.status) for outcome in outcomes] == [("坏.txt", "failed"), ("简报.txt", "new")]
    assert "2024-02-30" in str(outcomes[0].error)


@pytest.mark.parametrize(
    "odd", ["\x00", "\ud800", "\udfff\ud800", "\ufdd0", "\ufdd00000", "𠮷", "a\r\nb", "\u2028", "'\"\\%_"]
)
def test_any_text_comes_back(store: Store, writer: Writer, odd: str) -> None:
    text = f"前{odd}后各单位要整改{odd}到位。"
    quote = f"各单位要整改{odd}到位"
    given = record(
        text, item(text, quote, bearers=(Bearer(f"各{odd}单位"),), section=(odd,), condition=odd), path=f"{odd}.txt"
    )
    assert put(writer, given) == ["new"]
    [found] = everything(store)
    assert replace(found, id=None) == given.obligations[0]
    with store.reading() as connection:
        [listed] = list_documents(connection)
        assert text_of(connection, listed.id) == text
        assert listed.path == f"{odd}.txt"


def test_ids_are_made_from_content_not_from_the_order_of_loading(store: Store, writer: Writer) -> None:
    first, second = bulletin(salt="甲"), bulletin(salt="乙")
    put(writer, second, first)
    ids = {each.id for each in everything(store)}
    assert len(ids) == 12
    other = Writer(store, Clock())
    assert put(other, first, second) == ["same", "same"]
    assert {each.id for each in everything(store)} == ids


def test_two_obligations_of_the_same_words_get_different_ids(store: Store, writer: Writer) -> None:
    text = "各大队、各支队要整改。"
    quote = "各大队、各支队要整改"
    put(
        writer,
        record(text, item(text, quote, bearers=(Bearer("各大队"),)), item(text, quote, bearers=(Bearer("各支队"),))),
    )
    assert len({each.id for each in everything(store)}) == 2


def test_reading_again_with_other_rules_keeps_ids(store: Store, writer: Writer) -> None:
    before = bulletin()
    put(writer, before)
    old = {each.span.start: each.id for each in everything(store)}
    items = before.obligations
    longer = replace(
        items[0], span=Span(items[0].span.start, items[0].span.end + 1), quote=items[0].quote + "。", report_to="总队"
    )
    # The order is another, one is gone, one says more, one is new.
    text = before.document.text
    new = item(text, "关于开展排查", "permission")
    assert put(writer, reread(before, new, items[5], longer, items[4], items[3], items[2])) == ["updated"]
    found = {each.span.start: each for each in everything(store)}
    assert {start: found[start].id for start in old if start in found} == {
        start: uid for start, uid in old.items() if start != items[1].span.start
    }
    assert found[items[0].span.start].report_to == "总队"
    assert items[1].span.start not in found
    assert len(found) == 6


def test_what_a_reading_lost_comes_back_under_its_old_id(store: Store, writer: Writer) -> None:
    before = bulletin()
    put(writer, before)
    uid = {each.span.start: each.id for each in everything(store)}[before.obligations[1].span.start]
    put(writer, reread(before, *before.obligations[2:], rules="rules-2"))
    put(writer, reread(before, *before.obligations, rules="rules-3"))
    assert {each.span.start: each.id for each in everything(store)}[before.obligations[1].span.start] == uid


def test_other_rules_that_say_the_same_change_no_row_of_the_ledger(store: Store, writer: Writer) -> None:
    before = bulletin()
    put(writer, before)
    rows = dump(store)
    assert put(writer, reread(before, *before.obligations)) == ["same"]
    after = dump(store)
    for table in ("obligations", "bearers", "penalties", "events", "instruments"):
        assert after[table] == rows[table]
    assert writer.knows(before.document, replace(before.versions, rules="rules-2"))  # type: ignore[type-var]


def test_header_and_instruments_follow_the_last_reading(store: Store, writer: Writer) -> None:
    before = bulletin()
    put(writer, before)
    after = replace(
        reread(before, *before.obligations),
        header=replace(before.header, title="新标题"),
        instruments=before.instruments[:1],
        watch=(),
    )
    assert put(writer, after) == ["updated"]
    with store.reading() as connection:
        [listed] = list_documents(connection)
    assert (listed.title, listed.read_by) == ("新标题", "rules-2")
    assert len(dump(store)["instruments"]) == 1


def test_a_group_commits_by_itself_when_full(store: Store, clock: Clock) -> None:
    writer = Writer(store, clock, group=2)
    assert writer.add(bulletin(salt="1")) == []
    assert [outcome.status for outcome in writer.add(bulletin(salt="2"))] == ["new", "new"]
    with store.reading() as connection:
        assert count(connection, Filter(DAY)) == 10


def test_a_record_without_obligations_or_number_is_kept(store: Store, writer: Writer) -> None:
    given = Record(Document("空.txt", "没有要求。"), bulletin().header, (), ())
    assert put(writer, given) == ["new"]
    assert put(writer, given) == ["same"]
