"""The same document in another file is linked and not doubled; versions are linked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, text

from pipeline.model import Record
from pipeline.read.kinship import Judge
from pipeline.store.audit import verify
from pipeline.store.filters import KINDS, Filter
from pipeline.store.kin import copies_of
from pipeline.store.opening import Store
from pipeline.store.purge import purge
from pipeline.store.queries import ledger
from pipeline.store.tables import links
from pipeline.store.writer import Outcome, Writer
from tests.store.factory import Clock, bulletin

EVERYTHING = Filter(date(2024, 4, 1), kinds=KINDS, states=None)


@pytest.fixture
def writer(store: Store, clock: Clock) -> Writer:
    return Writer(store, clock, kin=Judge())


def again(record: Record, path: str, sha256: str) -> Record:
    """The same document out of another file, set with other spaces."""
    document = replace(record.document, path=path, sha256=sha256 * 64, format="pdf")
    return replace(record, document=replace(document, text=record.document.text.replace("。\n", "。 \n")))


def put(writer: Writer, *records: Record) -> list[Outcome]:
    return [outcome for record in records for outcome in writer.add(record)] + writer.commit()


def size(store: Store) -> tuple[int, int]:
    with store.reading() as connection:
        return len(ledger(connection, EVERYTHING)), connection.execute(
            text("SELECT count(*) FROM documents")
        ).scalar_one()


@pytest.mark.parametrize("at_once", [True, False])
def test_a_copy_adds_nothing(store: Store, writer: Writer, at_once: bool) -> None:
    first, copy = bulletin(), again(bulletin(), "简报.pdf", "a")
    done = put(writer, first, copy) if at_once else [*put(writer, first), *put(writer, copy)]
    assert [(each.status, each.copy_of) for each in done] == [("new", None), ("same", first.document.path)]
    assert size(store) == (len(first.obligations), 1)
    assert [each.status for each in put(writer, copy)] == ["same"]
    assert writer.knows(copy.document, copy.versions)
    with store.reading() as connection:
        uid = connection.execute(text("SELECT uid FROM documents")).scalar_one()
        assert copies_of(connection, uid) == ["简报.pdf"]
        assert list(verify(connection)) == [None]


def test_another_document_is_no_copy(store: Store, writer: Writer) -> None:
    other = bulletin("另一份.txt", salt="二")
    other = replace(other, header=replace(other.header, number="云消〔2024〕8号"))
    assert [each.status for each in put(writer, bulletin(), other)] == ["new", "new"]


def test_a_draft_and_its_final_text_are_linked(store: Store, writer: Writer) -> None:
    final = bulletin()
    final = replace(final, header=replace(final.header, number="云消〔2024〕9号"))
    title = f"{final.header.title}（征求意见稿）"
    draft = bulletin("征求意见稿.txt", salt="征求")
    draft = replace(draft, header=replace(draft.header, title=title, number=None))
    put(writer, draft)
    put(writer, final)
    with store.reading() as connection:
        (link,) = connection.execute(select(links)).all()
    assert (link.kind, link.state) == ("draft", "applied")


def test_a_purge_takes_the_copies_along(store: Store, writer: Writer, clock: Clock) -> None:
    copy = again(bulletin(), "简报.pdf", "a")
    put(writer, bulletin(), copy)
    with store.reading() as connection:
        uid = connection.execute(text("SELECT uid FROM documents")).scalar_one()
    purge(store, uid, "误收", "", clock)
    assert [each.status for each in put(writer, copy)] == ["failed"]
    with store.reading() as connection:
        assert list(verify(connection)) == []
