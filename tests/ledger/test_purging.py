"""A purged document leaves nothing behind in the documents that it had to do with."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text, update

from pipeline.rulebook import Rulebook
from pipeline.stages import Extractor
from pipeline.store.audit import verify
from pipeline.store.opening import Store
from pipeline.store.purge import purge
from pipeline.store.tables import documents, events, metadata
from tests.ledger import papers
from tests.ledger.test_linking import AUTUMN, MAY, House

LOADED = (papers.TOTAL, papers.CITY, papers.LATER, papers.REPEAL, papers.DIGEST)


@pytest.fixture
def house(store: Store, rulebook: Rulebook, extractor: Extractor) -> House:
    return House(store, rulebook, extractor)


def drop(house: House, paper: str) -> None:
    query = select(documents.c.uid).where(documents.c.path == f"{paper[:12]}.txt", documents.c.number == number(paper))
    with house.store.reading() as connection:
        uid = connection.execute(query).scalar_one()
    purge(house.store, uid, "误收", "王五", house.clock)


def number(paper: str) -> str | None:
    line = paper.splitlines()[1]
    return line if line.endswith("号") else None


def rows(house: House) -> str:
    with house.store.reading() as connection:
        return "\n".join(str(row) for table in metadata.sorted_tables for row in connection.execute(table.select()))


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (papers.LATER, ["云岭消〔2024〕30号", "延长至"]),
        (papers.REPEAL, ["云消〔2024〕88号", "起废止"]),
        (papers.TOTAL, []),
    ],
    ids=["extension", "repeal", "original of a digest"],
)
def test_what_followed_from_it_is_taken_back_and_not_a_word_is_left(house: House, paper: str, words: list[str]) -> None:
    house.load([each for each in LOADED if each != paper])
    alone = [house.ask(day) for day in (MAY, AUTUMN)]
    house.load([paper])
    assert [house.ask(day) for day in (MAY, AUTUMN)] != alone
    assert all(each in rows(house) for each in words)
    drop(house, paper)
    assert [house.ask(day) for day in (MAY, AUTUMN)] == alone
    assert not [each for each in words if each in rows(house)]
    assert house.whole()


def test_a_chain_that_was_tampered_with_before_does_not_look_whole_afterwards(house: House) -> None:
    house.load(LOADED)
    with house.store.transaction() as connection:
        connection.execute(update(events).where(events.c.kind == "extracted").values(actor="某人"))
        before = connection.execute(text("SELECT count(*) FROM documents")).scalar_one()
    drop(house, papers.LATER)
    assert "云岭消〔2024〕30号" not in rows(house)
    with house.store.reading() as connection:
        assert len([fault for fault in verify(connection) if fault]) == before - 1
