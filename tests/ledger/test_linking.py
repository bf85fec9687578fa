"""Links between documents: what is found, what follows from it, whatever was loaded first, and how it is taken back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import delete, select, update

from pipeline.errors import StoreError
from pipeline.ledger.burden import burden
from pipeline.ledger.dating import redate
from pipeline.ledger.deciding import STATES, LinkDesk, LinkRow, list_links
from pipeline.ledger.linking import Linked, Linker
from pipeline.ledger.statutes import check_statutes
from pipeline.ledger.tracing import near, trace
from pipeline.model import Document
from pipeline.resolve.calendar.local import CalendarRow
from pipeline.resolve.directory import Directory
from pipeline.rulebook import Rulebook
from pipeline.stages import Extractor
from pipeline.store.acts import Desk
from pipeline.store.audit import verify
from pipeline.store.entries import Entry
from pipeline.store.filters import KINDS, Filter
from pipeline.store.opening import Store
from pipeline.store.queries import ledger
from pipeline.store.queries_history import history
from pipeline.store.tables import documents, instruments, links
from pipeline.store.writer import Writer
from tests.ledger import papers
from tests.store.factory import Clock

SPRING, MAY, AUTUMN = date(2024, 3, 1), date(2024, 5, 10), date(2024, 10, 1)


class House:
    """A ledger, and the pass over what was loaded."""

    def __init__(self, store: Store, rulebook: Rulebook, extractor: Extractor) -> None:
        self.store, self.rulebook, self.extractor, self.clock = store, rulebook, extractor, Clock()

    def load(self, texts: Sequence[str], step: int = 100) -> Linked:
        writer = Writer(self.store, self.clock)
        linker = Linker(self.store, self.clock, self.rulebook)
        for number, text in enumerate(texts):
            writer.add(self.extractor.extract(Document(f"{text[:12]}.txt", text)))
            if number % step == step - 1:
                writer.commit()
                linker.run()
        writer.commit()
        return linker.run()

    def links(self, *states: str) -> list[LinkRow]:
        with self.store.reading() as connection:
            return list_links(connection, states or STATES)

    def ask(self, day: date) -> dict[str, Entry]:
        with self.store.reading() as connection:
            found = ledger(connection, Filter(day, kinds=KINDS, states=None))
        return {f"{entry.number or entry.document[:2]} {entry.id}": entry for entry in found}

    def whole(self) -> bool:
        with self.store.reading() as connection:
            return all(fault is None for fault in verify(connection))


@pytest.fixture
def house(store: Store, rulebook: Rulebook, extractor: Extractor) -> House:
    return House(store, rulebook, extractor)


def of(links: Sequence[LinkRow], kind: str) -> list[LinkRow]:
    return [link for link in links if link.kind == kind]


def test_what_is_passed_down_is_found_with_its_tightened_date_and_what_was_dropped(house: House) -> None:
    house.load([papers.TOTAL, papers.CITY])
    links = house.links()
    changes = {link.detail["change"]: link for link in of(links, "cascade")}
    assert set(changes) == {"tightened", "kept"}
    tightened = changes["tightened"]
    assert (tightened.state, tightened.detail["days"], tightened.to_name) == ("applied", 15, "云岭消〔2024〕11号")
    assert "层层加码" in tightened.reason["zh"]
    [dropped] = of(links, "dropped")
    assert dropped.state == "suggested"
    assert "微型消防站" in house.ask(SPRING)[f"云岭消〔2024〕11号 {dropped.to_item}"].item.quote
    [basis] = of(links, "according_to")
    assert basis.state == "applied"
    with house.store.reading() as connection:
        steps = trace(connection, tightened.from_item or "", SPRING)
        query = select(instruments.c.number, instruments.c.level)
        levels = {row.number: row.level for row in connection.execute(query)}
    assert [(step.depth, step.item) for step in steps] == [(0, tightened.to_item), (1, tightened.from_item)]
    assert levels["云岭消〔2024〕11号"] == "province"
    assert levels["云消〔2024〕19号"] == "city"


def test_a_later_document_moves_a_deadline_and_the_old_date_is_kept(house: House) -> None:
    house.load([papers.TOTAL, papers.LATER])
    [moved] = of(house.links(), "extension")
    assert (moved.state, moved.detail["old"], moved.detail["due"]) == ("applied", "2024-04-30", "2024-05-31")
    entry = next(each for each in house.ask(MAY).values() if each.id == moved.to_item)
    assert (entry.due, entry.extended, entry.light) == ("2024-05-31", True, "green")
    before = next(each for each in house.ask(SPRING).values() if each.id == moved.to_item)
    assert before.due == "2024-04-30"
    LinkDesk(house.store, house.clock, "李四").undo(moved.id, "不是这一条")
    after = next(each for each in house.ask(MAY).values() if each.id == moved.to_item)
    assert (after.due, after.light) == ("2024-04-30", "red")
    assert house.load([]).documents == 0
    assert [link.state for link in of(house.links(), "extension")] == ["undone"]
    with house.store.reading() as connection:
        told = [each.kind for each in history(connection, entry.id)]
    assert told == ["registered", "extended", "validity", "retracted"]
    assert house.whole()


def test_what_another_program_compared_is_compared_anew(house: House) -> None:
    assert house.load([papers.CITY, papers.REPEAL]).documents == 2
    with house.store.writing() as connection:
        connection.execute(delete(links))
        connection.execute(update(documents).values(bound=f"{house.rulebook.version}+0.0.1"))
    assert house.load([]).documents == 2
    assert of(house.links(), "repeals")
    assert house.load([]).documents == 0


def test_a_repeal_closes_from_its_day_on_and_can_be_undone(house: House) -> None:
    house.load([papers.CITY, papers.REPEAL])
    [repeal] = of(house.links(), "repeals")
    assert (repeal.state, repeal.detail["on"]) == ("applied", "2024-09-01")
    states = [{entry.state for key, entry in house.ask(day).items() if "19号" in key} for day in (MAY, AUTUMN)]
    assert states == [{"registered"}, {"lapsed"}]
    LinkDesk(house.store, house.clock, "李四").reject(repeal.id)
    assert {entry.state for key, entry in house.ask(AUTUMN).items() if "19号" in key} == {"registered"}
    LinkDesk(house.store, house.clock, "李四").accept(repeal.id)
    assert {entry.state for key, entry in house.ask(AUTUMN).items() if "19号" in key} == {"lapsed"}
    assert house.whole()


def test_a_documents_own_term_closes_its_duties(house: House) -> None:
    house.load([papers.TOTAL])
    assert {entry.state for entry in house.ask(date(2027, 1, 31)).values()} == {"registered"}
    assert {entry.state for entry in house.ask(date(2027, 2, 1)).values()} == {"lapsed"}
    assert house.load([]) == Linked()


def test_a_digest_does_not_count_twice_unless_somebody_has_worked_on_it(house: House) -> None:
    house.load([papers.DIGEST, papers.TOTAL])
    [repeated] = of(house.links(), "digest")
    assert repeated.state == "applied"
    assert [entry.state for entry in house.ask(SPRING).values() if entry.id == repeated.from_item] == ["superseded"]
    LinkDesk(house.store, house.clock, "").undo(repeated.id)
    assert [entry.state for entry in house.ask(SPRING).values() if entry.id == repeated.from_item] == ["registered"]


def test_what_somebody_has_worked_on_is_not_taken_out_without_asking(house: House) -> None:
    house.load([papers.DIGEST])
    [entry] = house.ask(SPRING).values()
    Desk(house.store, house.clock, "李四", "test").act(entry.id, "assigned", SPRING, to="一科")
    house.load([papers.TOTAL])
    assert [link.state for link in of(house.links(), "digest")] == ["suggested"]
    assert [each.state for each in house.ask(SPRING).values() if each.id == entry.id] == ["assigned"]


def test_the_order_of_loading_changes_neither_links_nor_answers(house: House) -> None:
    texts = list(papers.ALL)
    random.Random(id(house.store.engine.dialect.name) % 7).shuffle(texts)
    house.load(texts, step=2)
    shuffled = [(link.id, link.state, link.score) for link in house.links()]
    answers = [
        {(entry.id, entry.state, entry.due) for entry in house.ask(day).values()} for day in (SPRING, MAY, AUTUMN)
    ]
    with house.store.writing() as connection:
        from pipeline.store.tables import metadata

        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("INSERT INTO search(search) VALUES ('delete-all')")
        else:
            connection.exec_driver_sql("TRUNCATE search")
    house.load(papers.ALL)
    assert [(link.id, link.state, link.score) for link in house.links()] == shuffled
    again = [{(entry.id, entry.state, entry.due) for entry in house.ask(day).values()} for day in (SPRING, MAY, AUTUMN)]
    assert again == answers


def test_decisions_that_make_no_sense_are_refused(house: House) -> None:
    house.load([papers.CITY, papers.REPEAL])
    desk = LinkDesk(house.store, house.clock, "")
    [repeal] = of(house.links(), "repeals")
    desk.reject(repeal.id)
    for act, uid in ((desk.reject, repeal.id), (desk.undo, "zz"), (desk.accept, "")):
        with pytest.raises(StoreError):
            act(uid)


def test_an_event_gets_its_date_when_the_calendar_learns_it_with_history(house: House) -> None:
    house.load([papers.CITY])
    [waiting] = [entry for entry in house.ask(SPRING).values() if "汛期" in entry.item.quote]
    assert waiting.due is None
    for day, wanted in ((date(2024, 9, 30), 1), (date(2024, 9, 30), 0), (date(2024, 10, 8), 1)):
        assert redate(house.store, house.clock, house.rulebook, [CalendarRow(day, "event", "汛期结束")]) == wanted
    [entry] = [entry for entry in house.ask(SPRING).values() if entry.id == waiting.id]
    assert entry.due == "2024-10-08"
    assert redate(house.store, house.clock, house.rulebook, []) == 1
    assert [entry.due for entry in house.ask(SPRING).values() if entry.id == waiting.id] == [None]
    with house.store.reading() as connection:
        told = [each.data["due"] for each in history(connection, waiting.id) if each.kind == "resolved"]
    assert told == ["2024-09-30", "2024-10-08", None]
    assert house.whole()


def test_the_same_data_for_several_masters_is_a_burden_and_what_is_passed_down_is_none(
    house: House, rulebook: Rulebook
) -> None:
    house.load([papers.TOTAL, papers.CITY, papers.COUNTY, papers.BRIGADE])
    with house.store.reading() as connection:
        [found] = burden(connection, Directory.of(rulebook), SPRING)
    assert found.masters == ("云岭市消防救援支队", "青禾县应急管理局")
    assert found.bearers == ("青禾县消防救援大队",)
    assert len(found.entries) == 2


def test_quoted_penalties_are_held_against_the_article(house: House) -> None:
    house.load([papers.LAW, papers.QUOTING])
    with house.store.reading() as connection:
        found = list(check_statutes(connection))
    assert [(each.article, each.mismatch.why if each.mismatch else None) for each in found] == [
        ("60", "range"),
        ("61", None),
        ("60", "party"),
    ]


def test_what_stands_around_a_duty_is_its_source_and_what_hangs_on_it(house: House) -> None:
    house.load([papers.TOTAL, papers.CITY, papers.LATER])
    links = house.links()
    cascade = next(link for link in of(links, "cascade") if link.detail["change"] == "tightened")
    with house.store.reading() as connection:
        below = near(connection, cascade.from_item or "", SPRING)
        top = near(connection, cascade.to_item or "", SPRING)
    assert [step.item for step in below.above] == [cascade.to_item]
    assert below.below == ()
    assert top.above == ()
    assert {step.link.kind for step in top.below if step.link} >= {"cascade", "extension"}
    assert top.more == 0


def test_what_a_person_says_of_a_deadline_after_it_was_moved_stands(house: House) -> None:
    house.load([papers.TOTAL, papers.LATER])
    [moved] = of(house.links(), "extension")
    uid = moved.to_item or ""
    desk = Desk(house.store, house.clock, "李四", "test")

    def due() -> str | None:
        return next(each for each in house.ask(MAY).values() if each.id == uid).due

    desk.correct(uid, {"deadline": {"text": "6月10日前", "kind": "by", "due": "2024-06-10"}}, MAY)
    assert due() == "2024-06-10"
    # The document is read anew and the link found once more: it says what the person knew.
    links_desk = LinkDesk(house.store, house.clock, "")
    links_desk.undo(moved.id)
    links_desk.accept(moved.id)
    assert due() == "2024-06-10"
    desk.act(uid, "extended", MAY, "经批准", due="2024-07-01")
    assert due() == "2024-07-01", "the last word is an extension"
    desk.undo(uid, MAY)
    assert due() == "2024-06-10"
    desk.uncorrect(uid, ["deadline"], MAY)
    assert due() == "2024-05-31"
    assert house.whole()


def test_a_document_that_comes_after_a_correction_moves_the_deadline(house: House) -> None:
    house.load([papers.TOTAL])
    uid = next(each.id for each in house.ask(MAY).values() if each.due == "2024-04-30")
    desk = Desk(house.store, house.clock, "李四", "test")
    desk.correct(uid, {"deadline": {"text": "4月30日前", "kind": "by", "due": "2024-04-30"}}, SPRING)
    house.load([papers.LATER])
    assert next(each for each in house.ask(MAY).values() if each.id == uid).due == "2024-05-31"
