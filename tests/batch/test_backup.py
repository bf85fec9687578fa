"""Backups that can be relied on: complete, checked, thinned out, and back in place without a moment's gap."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.backup import back_up, backups, check_backup, made_at, manifest_of
from pipeline.batch.restore import restore
from pipeline.batch.rotation import kept, rotate
from pipeline.errors import StoreError
from pipeline.store.audit import verify
from pipeline.store.filters import KINDS, Filter
from pipeline.store.opening import Store, open_ledger, read_ledger
from pipeline.store.queries import ledger
from pipeline.store.writer import Writer
from tests.store.factory import Clock, bulletin

DAY = date(2024, 3, 1)


def fill(store: Store, *salts: str) -> None:
    writer = Writer(store, Clock(), actor="张三", origin="test")
    for salt in salts:
        writer.add(bulletin(path=f"{salt}.txt", salt=salt))
    writer.commit()


def lines(url: str) -> list[object]:
    with read_ledger(url) as store, store.reading() as connection:
        return [entry.to_dict() for entry in ledger(connection, Filter(DAY, kinds=KINDS, states=None))]


def test_a_backup_is_a_ledger_of_its_own(store: Store, url: str, tmp_path: Path) -> None:
    fill(store, "a", "b")
    path, manifest = back_up(store, tmp_path / "backups", Clock())
    assert check_backup(path) == manifest
    assert manifest.rows["documents"] == 2
    assert lines(str(path)) == lines(url)
    assert sorted(path.parent.iterdir()) == sorted([path, manifest_of(path)])


def test_a_backup_while_somebody_writes_holds_one_moment(tmp_path: Path) -> None:
    url = str(tmp_path / "x.db")
    with open_ledger(url) as store:
        fill(store, "a")
        holder = sqlite3.connect(url, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        holder.execute("DELETE FROM penalties")
        path, manifest = back_up(store, tmp_path / "backups", Clock())
        holder.execute("ROLLBACK")
        holder.close()
    assert manifest.rows["penalties"] == 2
    check_backup(path)


def test_restored_as_it_was_and_the_former_ledger_kept(store: Store, url: str, tmp_path: Path) -> None:
    fill(store, "a", "b")
    before = lines(url)
    path, _ = back_up(store, tmp_path / "backups", Clock())
    fill(store, "c")
    after = lines(url)
    store.close()
    manifest, former = restore(path, url, Clock())
    assert manifest.rows["documents"] == 2
    assert lines(url) == before
    with open_ledger(url) as restored:
        fill(restored, "d")
        with restored.reading() as connection:
            assert set(verify(connection)) == {None}
    if url.startswith("sqlite"):
        assert former is not None
        assert lines(str(former)) == after
    else:
        assert former is None


@pytest.mark.parametrize("damage", ["bytes", "short", "manifest", "gone"])
def test_a_damaged_backup_is_refused_and_nothing_changes(tmp_path: Path, damage: str) -> None:
    url = str(tmp_path / "x.db")
    with open_ledger(url) as store:
        fill(store, "a")
        path, _ = back_up(store, tmp_path / "backups", Clock())
        fill(store, "b")
    before = lines(url)
    data = path.read_bytes()
    if damage == "bytes":
        path.write_bytes(data[:5000] + b"\xa5" * 50 + data[5050:])
    elif damage == "short":
        path.write_bytes(data[:-4096])
    elif damage == "manifest":
        told = json.loads(manifest_of(path).read_text())
        manifest_of(path).write_text(json.dumps(told | {"chains": "0" * 64}))
    else:
        path.unlink()
    with pytest.raises(StoreError):
        restore(path, url, Clock())
    assert lines(url) == before


def test_a_ledger_in_use_is_not_replaced_under_its_users(tmp_path: Path) -> None:
    url = str(tmp_path / "x.db")
    with open_ledger(url) as store:
        fill(store, "a")
        path, _ = back_up(store, tmp_path / "backups", Clock())
    reader = sqlite3.connect(url, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM documents").fetchone()
    with pytest.raises(StoreError, match="正被别的程序使用"):
        restore(path, url, Clock())
    reader.close()
    assert len(lines(url)) == 6
    assert not list(tmp_path.glob("*.restoring"))


def test_a_damaged_ledger_is_set_aside_and_the_backup_takes_its_place(tmp_path: Path) -> None:
    url = str(tmp_path / "x.db")
    with open_ledger(url) as store:
        fill(store, "a")
        path, _ = back_up(store, tmp_path / "backups", Clock())
    Path(url).write_bytes(b"SQLite format 3\x00" + b"\xff" * 9000)
    _, former = restore(path, url, Clock())
    assert former is not None
    assert former.read_bytes().startswith(b"SQLite format 3\x00\xff")
    assert len(lines(url)) == 6


def test_names_never_go_back(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "x.db")) as store:
        made = [back_up(store, tmp_path, Clock(datetime(2030, 1, day, tzinfo=UTC)))[0] for day in (5, 5, 1)]
    assert made == backups(tmp_path) == sorted(made)


def test_old_ones_go_the_newest_never(tmp_path: Path) -> None:
    for number in range(40):
        moment = datetime(2025, 1, 1, 2, tzinfo=UTC) + timedelta(days=number)
        path = tmp_path / f"duban-{moment:%Y%m%dT%H%M%SZ}.db"
        path.touch()
        manifest_of(path).touch()
    (tmp_path / "mine.db").touch()
    gone = rotate(tmp_path, (3, 2, 2))
    left = [f"{moment:%m-%d}" for path in backups(tmp_path) if (moment := made_at(path))]
    assert left == ["01-31", "02-02", "02-07", "02-08", "02-09"]
    assert len(gone) == 35
    assert (tmp_path / "mine.db").exists()
    assert len(list(tmp_path.glob("*.json"))) == 5


@given(
    st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2026, 1, 1)), min_size=1, unique=True),
    st.tuples(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9)),
)
def test_what_stays_is_few_and_has_the_newest(moments: list[datetime], keep: tuple[int, int, int]) -> None:
    stay = kept(sorted(moments), keep)
    assert max(moments) in stay
    assert stay <= set(moments)
    assert len(stay) <= sum(keep) + 1
