"""A change of rules re-extracts what it can touch; the ledger is the one that reading everything anew would give."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.batch.task import extractor_of
from pipeline.batch.touching import can_touch, changed_anchors, parts_of
from pipeline.resources import rules_folder
from pipeline.settings import Settings
from pipeline.store.acts import Desk
from pipeline.store.filters import KINDS, Filter
from pipeline.store.opening import open_ledger
from pipeline.store.queries import find_one, ledger
from tests.batch.conftest import Place

DAY = date(2025, 3, 10)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rules folder of the test's own."""
    folder = tmp_path / "rules"
    shutil.copytree(rules_folder(), folder)
    return folder


def lines(place: Place) -> list[tuple[str, str, str | None]]:
    with place.store() as store, store.reading() as connection:
        found = ledger(connection, Filter(DAY, kinds=KINDS, states=None))
        return sorted((entry.id, entry.item.quote, entry.due) for entry in found)


def use(place: Place, rules: Path) -> None:
    extractor_of.cache_clear()
    place.options = replace(place.options, settings=replace(place.options.settings, rules=rules))


def test_a_changed_table_or_word_list_reads_everything_anew_out_of_the_ledger(place: Place, rules: Path) -> None:
    place.put(1, 2, 3)
    use(place, rules)
    place.night()
    for path in place.inbox.iterdir():
        path.unlink()
    words = next(path for path in sorted((rules / "lexicons").rglob("*.txt")))
    words.write_text(words.read_text(encoding="utf-8") + "从未见过之词\n", encoding="utf-8")
    use(place, rules)
    report = place.night()
    assert report["status"] == 0
    assert (report["reread"]["stale"], report["reread"]["touched"]) == (3, 3)
    assert report["reread"]["updated"] + report["reread"]["same"] == 3
    assert place.night()["reread"]["stale"] == 0


def test_a_changed_mention_rule_touches_only_texts_with_its_anchors(place: Place, rules: Path) -> None:
    place.put(1, 2)
    (place.inbox / "工作日.txt").write_text(
        "云岭市消防安全委员会办公室关于报送名单的通知\n\n青禾县应急局：\n你局要于2025年3月20日前报送名单，逾期罚款。\n",
        encoding="utf-8",
    )
    use(place, rules)
    place.night()
    rare = _rule_with_an_anchor_in(rules, place)
    rare.write_text(
        rare.read_text(encoding="utf-8").replace("description:", "priority: 51\ndescription:", 1), encoding="utf-8"
    )
    use(place, rules)
    report = place.night()
    assert report["reread"]["stale"] == 3
    assert report["reread"]["touched"] < 3
    before = lines(place)
    # The same by reading everything anew.
    fresh = Place(_made(place.folder / "fresh"))
    fresh.options = replace(place.options, db=fresh.db, room=fresh.folder / "night")
    fresh.night()
    assert lines(fresh) == before


def test_what_a_person_did_stays(place: Place, rules: Path) -> None:
    place.put(1)
    use(place, rules)
    place.night()
    uid = next(uid for uid, quote, _ in lines(place) if "居民楼" in quote)
    with open_ledger(place.db) as store:
        desk = Desk(store, place.now, "张三", "test")
        desk.correct(uid, {"action": "报送表格"}, DAY)
        desk.act(uid, "extended", DAY, "经批准", due="2025-04-30")
    words = next(path for path in sorted((rules / "lexicons").rglob("*.txt")))
    words.write_text(words.read_text(encoding="utf-8") + "从未见过之词\n", encoding="utf-8")
    use(place, rules)
    assert place.night()["reread"]["touched"] == 1
    with place.store() as store, store.reading() as connection:
        entry = find_one(connection, uid, DAY)
    assert (entry.item.action, entry.due) == ("报送表格", "2025-04-30")


def test_what_changed_between_two_rulebooks() -> None:
    extractor = extractor_of(Settings())
    now = parts_of(extractor.rulebook, extractor.versions)
    assert changed_anchors(now, now) == frozenset()
    assert changed_anchors(None, now) is None
    assert changed_anchors({**now, "rest": "other"}, now) is None
    name = next(name for name, said in now["rules"].items() if len(said) > 1)
    other = {**now, "rules": {**now["rules"], name: ["0", *now["rules"][name][1:]]}}
    assert changed_anchors(other, now) == frozenset(now["rules"][name][1:])
    gone = {**now, "rules": {k: v for k, v in now["rules"].items() if k != name},
            "order": [each for each in now["order"] if each != name]}  # fmt: skip
    assert changed_anchors(gone, now) == frozenset(now["rules"][name][1:])
    turned = {**now, "order": now["order"][::-1]}
    assert changed_anchors(turned, now) is None
    assert not can_touch(frozenset(), "任何文字")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _rule_with_an_anchor_in(rules: Path, place: Place) -> Path:
    """The file of an active mention rule whose anchors are in one or two of the three texts, and not in all."""
    texts = [path.read_text(encoding="utf-8") for path in place.inbox.iterdir()]
    book = extractor_of(place.options.settings).rulebook
    for rule in book.all_rules:
        path = rules / rule.file
        hits = sum(can_touch(frozenset(rule.anchors), text) for text in texts)
        if rule.anchors and 0 < hits < 3 and path.exists():
            said = path.read_text(encoding="utf-8")
            if "\npriority:" not in said and "\ndescription:" in said:
                return path
    raise AssertionError("no such rule")
