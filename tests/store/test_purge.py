"""A purged document: no word of it is left anywhere, its tombstone is, and the rest of the ledger is as it was."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from pipeline.errors import StoreError
from pipeline.model import Bearer
from pipeline.store.acts import Desk
from pipeline.store.audit import digest, verify
from pipeline.store.filters import KINDS, Filter
from pipeline.store.opening import Store, open_ledger
from pipeline.store.outputs import BACKUP, EXPORT, ORIGINAL, list_outputs, note_output
from pipeline.store.purge import purge
from pipeline.store.queries import ledger
from pipeline.store.stamps import stamp
from pipeline.store.tables import copies, documents, metadata
from pipeline.store.tombstones import list_tombstones
from pipeline.store.uploads import add_upload, set_upload
from pipeline.store.writer import Writer
from tests.store.factory import Clock, bulletin, item, notice, record

SECRET = "青禾县密字第九号演练方案要在4月1日前报送"
EVERYTHING = Filter(date(2024, 4, 1), kinds=KINDS, states=None)


@pytest.fixture
def mixed(store: Store, clock: Clock) -> Store:
    """A ledger of two documents that stay and one that must go."""
    writer = Writer(store, clock)
    told = record(f"{SECRET}。\n", item(f"{SECRET}。\n", SECRET), path="误收.txt", number="青密〔2024〕9号")
    for each in (bulletin(), told, bulletin(salt="二")):
        writer.add(each)
    writer.commit()
    with store.reading() as connection:
        uid = next(entry.id for entry in ledger(connection, EVERYTHING) if entry.item.quote == SECRET)
    Desk(store, clock, "李四", "test").act(uid, "progress", date(2024, 3, 1), "演练方案已起草")
    return store


def uid_of(store: Store) -> str:
    with store.reading() as connection:
        return str(connection.execute(text("SELECT uid FROM documents WHERE path = '误收.txt'")).scalar_one())


def words_of(store: Store) -> str:
    """Every row of every table."""
    with store.reading() as connection:
        return "\n".join(str(row) for table in metadata.sorted_tables for row in connection.execute(table.select()))


def test_no_word_is_left_and_the_rest_is_as_it_was(mixed: Store, clock: Clock) -> None:
    with mixed.reading() as connection:
        before = [entry.to_dict() for entry in ledger(connection, EVERYTHING) if entry.item.quote != SECRET]
        total = digest(connection)
    uid = uid_of(mixed)
    done = purge(mixed, uid, "误收涉密文件", "王五", clock)
    assert done.stone.document == uid
    assert "演练方案" not in words_of(mixed)
    assert "青密" not in words_of(mixed)
    with mixed.reading() as connection:
        assert [entry.to_dict() for entry in ledger(connection, EVERYTHING)] == before
        assert not ledger(connection, Filter(date(2024, 4, 1), kinds=KINDS, states=None, search="演练"))
        assert ledger(connection, Filter(date(2024, 4, 1), kinds=KINDS, states=None, search="电动自行车"))
        assert list(verify(connection)) == [None, None]
        (stone,) = list_tombstones(connection)
        assert (stone.document, stone.reason, stone.actor) == (uid, "误收涉密文件", "王五")
        assert digest(connection) != total


def test_nothing_lingers_in_the_file(mixed: Store, clock: Clock) -> None:
    if mixed.where.file is None:
        pytest.skip("only SQLite is a file of ours")
    purge(mixed, uid_of(mixed), "误收", "", clock)
    mixed.close()
    for path in mixed.where.file.parent.glob(f"{mixed.where.file.name}*"):
        assert "演练方案".encode() not in path.read_bytes(), path


def test_it_can_t_come_back(mixed: Store, clock: Clock) -> None:
    purge(mixed, uid_of(mixed), "误收", "", clock)
    writer = Writer(mixed, clock)
    told = record(f"{SECRET}。\n", item(f"{SECRET}。\n", SECRET), path="又来.txt")
    (outcome,) = [*writer.add(told), *writer.commit()]
    assert outcome.status == "failed"
    assert "清除" in str(outcome.error)


def test_a_changed_tombstone_is_found(mixed: Store, clock: Clock) -> None:
    purge(mixed, uid_of(mixed), "误收", "", clock)
    with mixed.writing() as connection:
        connection.execute(text("UPDATE tombstones SET reason = '别的'"))
    with mixed.reading() as connection:
        assert any(fault is not None for fault in verify(connection))


def test_exports_that_hold_it_are_removed_and_backups_cleaned(mixed: Store, clock: Clock, tmp_path: Path) -> None:
    uid = uid_of(mixed)
    table, sheet, other, dump = (tmp_path / name for name in ("a.csv", "b.xlsx", "c.csv", "d.dump"))
    table.write_text(f"id,quote\n{uid}-0,x\n", encoding="utf-8")
    with zipfile.ZipFile(sheet, "w") as package:
        package.writestr("xl/sharedStrings.xml", f"<t>{SECRET}</t>")
    other.write_text("id,quote\nk3f9-1,y\n", encoding="utf-8")
    dump.write_bytes(b"PGDMP....")
    kept = [(EXPORT, table), (EXPORT, sheet), (EXPORT, other), (BACKUP, dump)]
    backup = tmp_path / "backup.db"
    if mixed.where.file is not None:
        with closing(sqlite3.connect(mixed.where.file)) as source, closing(sqlite3.connect(backup)) as copy:
            source.backup(copy)
        kept.append((BACKUP, backup))
    with mixed.writing() as connection:
        for kind, path in kept:
            note_output(connection, kind, path, clock())
    done = purge(mixed, uid, "误收", "", clock)
    assert set(done.files.removed) == {str(table), str(sheet)}
    assert done.files.left == (str(dump),)
    assert other.exists()
    with mixed.reading() as connection:
        assert {Path(each.path).name for each in list_outputs(connection)} >= {"c.csv", "d.dump"}
    if backup.exists():
        assert done.files.cleaned == (str(backup),)
        assert "演练方案".encode() not in backup.read_bytes()
        with open_ledger(str(backup)) as cleaned, cleaned.reading() as connection:
            assert list(verify(connection)) == [None, None]
            assert json.dumps([stone.document for stone in list_tombstones(connection)]) == json.dumps([uid])


def test_who_names_nothing_or_gives_no_reason_is_told(mixed: Store, clock: Clock) -> None:
    with pytest.raises(StoreError, match="没有这份"):
        purge(mixed, "zzzzzzzzzz", "误收", "", clock)
    with pytest.raises(StoreError, match="--reason"):
        purge(mixed, uid_of(mixed), " ", "", clock)


def test_who_writes_on_after_a_purge_by_another_names_the_right_units(store: Store, clock: Clock) -> None:
    """A purge takes names out whose numbers come again: a writer that knew them looks them up anew."""
    long_lived, other = Writer(store, clock), Writer(store, clock)
    long_lived.add(notice("甲队"))
    long_lived.commit()
    with store.reading() as connection:
        uid = connection.execute(text("SELECT uid FROM documents WHERE path = '甲队.txt'")).scalar_one()
    purge(store, uid, "误收", "", clock)
    other.add(notice("乙队"))
    other.commit()
    again = record("又", item("又", "又", bearers=(Bearer("甲队"),)), path="又.txt", number=None)
    long_lived.add(again)
    assert [each.status for each in long_lived.commit()] == ["new"]
    with store.reading() as connection:
        found = {entry.document: entry.item.bearers[0].text for entry in ledger(connection, EVERYTHING)}
    assert found == {"乙队.txt": "乙队", "又.txt": "甲队"}


def killed_after(moments: int) -> Callable[[], datetime]:
    """A clock during whose so-manieth look the program is killed."""
    clock = Clock()

    def look() -> datetime:
        nonlocal moments
        moments -= 1
        if moments < 0:
            raise KeyboardInterrupt
        return clock()

    return look


@pytest.mark.parametrize("moments", [0, 1])
def test_a_purge_that_was_killed_is_done_whole_by_the_next(
    mixed: Store, clock: Clock, tmp_path: Path, moments: int
) -> None:
    """Also what is known by words alone, copies of it, and what it was handed in as."""
    if mixed.where.file is None:
        pytest.skip("a backup of PostgreSQL is no ledger to be killed in")
    uid = uid_of(mixed)
    twin, archive = "c" * 64, "a" * 64
    backup, circular = tmp_path / "backup.db", tmp_path / "z.docx"
    originals = [tmp_path / "spool" / name for name in (twin, archive)]
    with mixed.writing() as connection:
        number = connection.execute(select(documents.c.id).where(documents.c.uid == uid)).scalar_one()
        connection.execute(
            insert(copies).values(
                sha256=twin, document_id=number, path="又.txt", format="txt", score=1.0, found_at=stamp(clock())
            )
        )
        upload = add_upload(connection, archive, "一批.zip", 9, "李四", stamp(clock()))
        set_upload(connection, upload, state="done", documents=[uid])
    with closing(sqlite3.connect(mixed.where.file)) as source, closing(sqlite3.connect(backup)) as target:
        source.backup(target)
    with zipfile.ZipFile(circular, "w") as package:
        package.writestr("word/document.xml", f"<t>{SECRET}</t>")
    originals[0].parent.mkdir()
    for each in originals:
        each.write_bytes(b"...")
    with mixed.writing() as connection:
        for kind, path in ((BACKUP, backup), (EXPORT, circular), *((ORIGINAL, each) for each in originals)):
            note_output(connection, kind, path, clock())
    with pytest.raises(KeyboardInterrupt):
        purge(mixed, uid, "误收", "", killed_after(moments))
    done = purge(mixed, uid[:8], "误收", "", clock)
    assert done.files.cleaned == (str(backup),)
    assert not any(path.exists() for path in (circular, *originals))
    assert "演练方案".encode() not in backup.read_bytes()
    assert "演练方案" not in words_of(mixed)


def test_a_backup_that_can_t_be_opened_is_left_to_a_person_and_nothing_else(
    mixed: Store, clock: Clock, tmp_path: Path
) -> None:
    broken, table = tmp_path / "broken.db", tmp_path / "z.csv"
    broken.write_bytes(b"SQLite format 3\x00" + b"?" * 5_000)
    table.write_text(SECRET, encoding="utf-8")
    with mixed.writing() as connection:
        note_output(connection, BACKUP, broken, clock())
        note_output(connection, EXPORT, table, clock())
    done = purge(mixed, uid_of(mixed), "误收", "", clock)
    assert (done.files.removed, done.files.left) == ((str(table),), (str(broken),))
    assert "演练方案" not in words_of(mixed)
