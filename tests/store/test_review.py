"""What is said at the review desk stands, also after the document is read anew; two reviewers don't overwrite."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.errors import StoreError
from pipeline.model import Bearer, Span
from pipeline.store.audit import verify
from pipeline.store.filters import KINDS, Filter
from pipeline.store.opening import Store
from pipeline.store.queries import by_id, ledger
from pipeline.store.queries_history import history
from pipeline.store.queries_review import neighbour, progress, queue, reviews
from pipeline.store.records import record_in
from pipeline.store.review import Review
from pipeline.store.seen import StaleError, version_of
from pipeline.store.writer import Writer
from tests.store.factory import Clock, bulletin, item, reread

DAY = date(2024, 2, 11)
ALL = Filter(DAY, kinds=KINDS, states=None)


@pytest.fixture
def loaded(store: Store, writer: Writer) -> Store:
    writer.add(bulletin())
    writer.commit()
    return store


def review(store: Store, actor: str = "甲") -> Review:
    return Review(store, Clock(), actor, "test")


def ids(store: Store) -> list[str]:
    with store.reading() as connection:
        return [each.id for each in ledger(connection, ALL)]


def seen(store: Store, uid: str) -> int:
    with store.reading() as connection:
        return version_of(connection, uid)


def whole(store: Store) -> None:
    with store.reading() as connection:
        assert [each for each in verify(connection) if each] == []


def again(store: Store, rules: str) -> None:
    """The document read by other rules that say the same."""
    before = bulletin()
    writer = Writer(store, Clock(), actor="机器", origin="test")
    writer.add(reread(before, *before.obligations[1:], rules=rules))
    writer.commit()


def test_what_is_accepted_is_out_of_the_queue(loaded: Store) -> None:
    first = ids(loaded)[0]
    review(loaded).accept(first, seen(loaded, first), DAY)
    with loaded.reading() as connection:
        decided = reviews(connection)
        assert decided == {first: "accepted"}
        assert first not in queue(connection, ALL, decided, 50)
        made = progress(connection, decided)
    assert (made.total, made.reviewed, made.agreement) == (6, 1, 1.0)
    whole(loaded)


def test_what_is_rejected_stays_out_after_another_reading(loaded: Store) -> None:
    uid = ids(loaded)[-1]
    made = review(loaded).reject(uid, seen(loaded, uid), DAY, "只是口号")
    assert uid not in ids(loaded)
    again(loaded, "rules-2")
    assert uid not in ids(loaded)
    whole(loaded)
    with loaded.reading() as connection:
        assert [each.kind for each in history(connection, uid)] == ["registered", "rejected"]
    review(loaded).undo(made.document, made.seqs, DAY)
    assert uid in ids(loaded)
    whole(loaded)


def test_what_the_machine_missed_is_added_and_outlives_it(loaded: Store) -> None:
    text = bulletin().document.text
    start = text.index("堆放障碍物")
    document = ids(loaded)[0].rpartition("-")[0]
    made = review(loaded).add(document, Span(start - 1, start + 6), "prohibition", DAY)
    (uid,) = made.items
    again(loaded, "rules-2")
    with loaded.reading() as connection:
        entry = by_id(connection, uid, DAY)
        record = record_in(connection, document)
    assert entry is not None
    assert entry.item.quote == "堆放障碍物的"
    assert text[slice(*entry.item.span)] == entry.item.quote
    assert uid in [each.id for each in record.obligations], "gold has what was added"
    bearers = [{"text": "各大队", "role": "lead", "source": "context"}]
    review(loaded).correct(uid, {"bearers": bearers}, seen(loaded, uid), DAY)
    with loaded.reading() as connection:
        entry = by_id(connection, uid, DAY)
    assert entry is not None
    assert entry.item.bearers == (Bearer("各大队", "lead", "context"),)
    whole(loaded)


def test_the_machine_s_own_find_of_it_does_not_double_it(loaded: Store) -> None:
    text = bulletin().document.text
    quote = "堆放障碍物的"
    start = text.index(quote)
    document = ids(loaded)[0].rpartition("-")[0]
    (uid,) = review(loaded).add(document, Span(start, start + len(quote)), "prohibition", DAY).items
    before = bulletin()
    writer = Writer(loaded, Clock())
    writer.add(reread(before, *before.obligations, item(text, quote, "prohibition"), rules="rules-3"))
    writer.commit()
    with loaded.reading() as connection:
        found = [each.id for each in ledger(connection, ALL) if each.item.quote == quote]
    assert found == [uid]
    whole(loaded)


def test_one_becomes_two_and_two_become_one(loaded: Store) -> None:
    text = bulletin().document.text
    first = next(uid for uid in ids(loaded) if uid.endswith(f"-{text.index('各大队要在')}"))
    at = text.index("并书面报")
    made = review(loaded).split(first, at, seen(loaded, first), DAY)
    halves = [uid for uid in made.items if uid != first]
    with loaded.reading() as connection:
        one, two = (by_id(connection, uid, DAY) for uid in halves)
    assert one is not None
    assert two is not None
    assert (one.item.quote, two.item.quote) == ("各大队要在3月31日前完成居民楼排查", "并书面报支队备案")
    assert first not in ids(loaded)
    versions = {uid: seen(loaded, uid) for uid in halves}
    merged = review(loaded).merge(halves[0], halves[1], versions, DAY)
    (whole_again,) = [uid for uid in merged.items if uid not in halves]
    with loaded.reading() as connection:
        entry = by_id(connection, whole_again, DAY)
    assert entry is not None
    assert entry.item.quote == "各大队要在3月31日前完成居民楼排查，并书面报支队备案"
    review(loaded).undo(merged.document, merged.seqs, DAY)
    review(loaded).undo(made.document, made.seqs, DAY)
    assert first in ids(loaded)
    assert not set(halves) & set(ids(loaded))
    whole(loaded)


def test_the_second_reviewer_is_told_and_overwrites_nothing(loaded: Store) -> None:
    uid = ids(loaded)[0]
    version = seen(loaded, uid)
    review(loaded, "甲").correct(uid, {"report_to": "指挥部"}, version, DAY)
    for late in (
        lambda: review(loaded, "乙").reject(uid, version, DAY),
        lambda: review(loaded, "乙").correct(uid, {"report_to": "办公室"}, version, DAY),
        lambda: review(loaded, "乙").split(uid, 30, version, DAY),
    ):
        with pytest.raises(StaleError) as error:
            late()
        assert "甲" in error.value.zh
    with loaded.reading() as connection:
        entry = by_id(connection, uid, DAY)
    assert entry is not None
    assert entry.item.report_to == "指挥部"


def test_a_decision_that_was_built_on_is_not_undone(loaded: Store) -> None:
    uid = ids(loaded)[0]
    made = review(loaded).accept(uid, seen(loaded, uid), DAY)
    review(loaded, "乙").reject(uid, seen(loaded, uid), DAY)
    with pytest.raises(StaleError):
        review(loaded).undo(made.document, made.seqs, DAY)
    with pytest.raises(StoreError):
        review(loaded).undo(made.document, [1], DAY)


def test_what_does_not_fit_is_refused_whole(loaded: Store) -> None:
    uid = ids(loaded)[0]
    before = seen(loaded, uid)
    with pytest.raises(StoreError):
        review(loaded).correct(uid, {"kind": "wish"}, before, DAY)
    with pytest.raises(StoreError):
        review(loaded).correct(uid, {"span": [0, 1]}, before, DAY)
    with pytest.raises(StoreError):
        review(loaded).split(uid, 0, before, DAY)
    assert seen(loaded, uid) == before
    whole(loaded)


def test_the_doubtful_come_first_and_the_next_is_known(loaded: Store) -> None:
    sure = replace(bulletin("另一份.txt", salt="二"), obligations=tuple(
        replace(each, confidence=0.1 * n) for n, each in enumerate(bulletin(salt="二").obligations)
    ))  # fmt: skip
    writer = Writer(loaded, Clock())
    writer.add(sure)
    writer.commit()
    with loaded.reading() as connection:
        found = queue(connection, ALL, (), 50)
        marks = [by_id(connection, uid, DAY) for uid in found]
        following = neighbour(connection, ALL, found[0])
    assert len(found) == 12
    order = [0.5 if each is None or each.item.confidence is None else each.item.confidence for each in marks]
    assert order == sorted(order)
    assert following is not None
