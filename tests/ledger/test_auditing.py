"""Links that were changed behind the ledger's back are found, in either document or both."""

from __future__ import annotations

from sqlalchemy import text

from pipeline.rulebook import Rulebook
from pipeline.stages import Extractor
from pipeline.store.audit import verify
from pipeline.store.opening import Store
from tests.ledger import papers
from tests.ledger.test_linking import House

TAMPERINGS = [
    "UPDATE links SET state = 'rejected' WHERE kind = 'extension'",
    "UPDATE links SET state = 'suggested' WHERE kind = 'repeals'",
    "DELETE FROM links WHERE kind = 'digest'",
    "UPDATE links SET state = 'accepted' WHERE kind = 'cascade'",
    "UPDATE relations SET kind = 'repeals' WHERE kind = 'according_to'",
    "DELETE FROM relations",
]


def test_a_link_changed_behind_the_ledgers_back_is_found(
    store: Store, rulebook: Rulebook, extractor: Extractor
) -> None:
    house = House(store, rulebook, extractor)
    house.load([papers.TOTAL, papers.CITY, papers.LATER, papers.REPEAL, papers.DIGEST])
    assert house.whole()
    for tampering in TAMPERINGS:
        with store.engine.connect() as connection:
            assert connection.execute(text(tampering)).rowcount, tampering
            assert any(verify(connection)), tampering
            connection.rollback()
    assert house.whole()
