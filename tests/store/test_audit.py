from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from pipeline.store.acts import Desk
from pipeline.store.audit import digest, verify
from pipeline.store.opening import Store
from pipeline.store.writer import Writer
from tests.store.factory import Clock, bulletin, reread

TAMPERINGS = [
    "UPDATE texts SET text = text || '。' WHERE document_id = {document}",
    "UPDATE documents SET title = 'x' WHERE id = {document}",
    "UPDATE documents SET path = 'x' WHERE id = {document}",
    "UPDATE documents SET number = NULL WHERE id = {document}",
    "UPDATE instruments SET number = 'x' WHERE document_id = {document} AND idx = 1",
    "DELETE FROM instruments WHERE document_id = {document} AND idx = 1",
    "UPDATE obligations SET due_date = '2024-04-30' WHERE document_id = {document} AND due_date IS NOT NULL",
    "UPDATE obligations SET state = 'closed' WHERE document_id = {document} AND known_to IS NULL",
    "UPDATE obligations SET quote = 'x' WHERE document_id = {document} AND known_to IS NOT NULL",
    "UPDATE obligations SET known_to = '2024-02-10T09:00:00.000000Z' WHERE document_id = 2 AND known_to IS NULL",
    "UPDATE obligations SET assigned_to = '他' WHERE document_id = {document}",
    "UPDATE obligations SET number = 'x' WHERE document_id = {document}",
    "UPDATE obligations SET recurrence = '|||' WHERE document_id = {document} AND recurrence IS NOT NULL",
    "UPDATE obligations SET fine = 5 WHERE document_id = {document} AND fine IS NOT NULL",
    "UPDATE obligations SET document_uid = 'x' WHERE document_id = {document}",
    "UPDATE penalties SET max = 5 WHERE max = 50000",
    "DELETE FROM penalties WHERE kind = 'surcharge'",
    "UPDATE bearers SET role = 'support' WHERE role = 'lead'",
    "UPDATE names SET text = '别的单位' WHERE text = '青禾县应急局'",
    "UPDATE events SET note = '改' WHERE document_id = {document} AND seq = 2",
    "UPDATE events SET recorded_at = '2020-01-01T00:00:00.000000Z' WHERE document_id = {document} AND seq = 1",
    "UPDATE events SET payload = replace(payload, '各大队', '各支队') WHERE document_id = {document} AND seq = 1",
    "DELETE FROM events WHERE document_id = {document} AND seq = 3",
    "UPDATE documents SET head_seq = 2 WHERE id = {document}",
]


@pytest.fixture
def lived(store: Store, writer: Writer, clock: Clock) -> Store:
    """A ledger of three documents, one of which has a history."""
    first = bulletin()
    for each in (bulletin(salt="二"), first, bulletin(salt="三")):
        writer.add(each)
    writer.commit()
    with store.reading() as connection:
        uid, document = connection.execute(
            text("SELECT uid, document_uid FROM obligations WHERE due_date IS NOT NULL AND document_id = 2")
        ).one()
    desk = Desk(store, clock, "李四", "test")
    desk.act(uid, "extended", date(2024, 3, 1), "批准", due="2024-05-01")
    writer.add(reread(first, *first.obligations[:5]))
    writer.commit()
    assert uid.startswith(document)
    return store


def test_a_ledger_that_nobody_touched_is_whole(lived: Store) -> None:
    with lived.reading() as connection:
        assert list(verify(connection)) == [None, None, None]


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_a_change_behind_the_ledgers_back_is_found(lived: Store, tampering: str) -> None:
    with lived.reading() as connection:
        before = digest(connection)
    with lived.writing() as connection:
        assert connection.execute(text(tampering.format(document=2))).rowcount > 0
    with lived.reading() as connection:
        faults = [fault for fault in verify(connection) if fault is not None]
        assert faults
        assert digest(connection) == before


def test_a_chain_rewritten_as_a_whole_shows_in_the_digest(lived: Store, clock: Clock) -> None:
    with lived.reading() as connection:
        before = digest(connection)
    with lived.writing() as connection:
        connection.execute(text("UPDATE documents SET head_hash = 'x' WHERE id = 1"))
    with lived.reading() as connection:
        assert digest(connection) != before
