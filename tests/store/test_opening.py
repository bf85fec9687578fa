from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.errors import StoreError
from pipeline.store.opening import open_ledger, read_ledger
from pipeline.store.tables import metadata
from pipeline.store.versions import HEAD, REVISIONS, VERSION_TABLE
from pipeline.store.writer import Writer
from tests.cli.command import without_root_s_power
from tests.store.factory import Clock, bulletin


def one_line(error: StoreError) -> str:
    assert "\n" not in error.zh + error.en
    assert error.zh != error.en
    return error.zh


@pytest.fixture
def loaded(tmp_path: Path, template: Path) -> Path:
    """A ledger file with a document in it."""
    path = tmp_path / "台账 1.db"
    shutil.copy(template, path)
    with open_ledger(str(path)) as store:
        writer = Writer(store, Clock())
        writer.add(bulletin())
        writer.commit()
    return path


def test_an_empty_file_and_no_file_become_a_ledger(tmp_path: Path) -> None:
    for name in ("new.db", "empty.db"):
        path = tmp_path / name
        if name == "empty.db":
            path.touch()
        open_ledger(f"sqlite:///{path}").close()
        with closing(sqlite3.connect(path)) as connection, connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone() == (HEAD,)


def test_a_ledger_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="还没有台账") as caught:
        read_ledger(str(tmp_path / "none.db"))
    one_line(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("opener", [open_ledger, read_ledger])
@pytest.mark.parametrize("content", [b"no database at all " * 100, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_file_that_is_no_database(tmp_path: Path, opener, content: bytes) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "x.db"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        opener(str(path))
    assert "x.db" in one_line(caught.value)
    assert path.read_bytes() == content


@pytest.mark.parametrize("opener", [open_ledger, read_ledger])
def test_a_foreign_database_is_left_alone(tmp_path: Path, opener) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE documents (id)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="别的程序") as caught:
        opener(str(path))
    one_line(caught.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize("opener", [open_ledger, read_ledger])
def test_a_newer_ledger_asks_for_a_newer_program(loaded: Path, opener) -> None:  # type: ignore[no-untyped-def]
    with closing(sqlite3.connect(loaded)) as connection, connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(StoreError, match="更新版本") as caught:
        opener(str(loaded))
    assert "9999" in one_line(caught.value)


def test_a_corrupt_page_is_said_to_be_damage(loaded: Path) -> None:
    size = loaded.stat().st_size
    with loaded.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    with pytest.raises(StoreError, match=r"已损坏|不是数据库") as caught:
        open_ledger(str(loaded))
    one_line(caught.value)


def test_a_locked_ledger_says_so(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.store.engine.BUSY_SECONDS", 0.1)
    holder = sqlite3.connect(loaded, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with open_ledger(str(loaded)) as store:
        writer = Writer(store, Clock())
        writer.add(bulletin(salt="新"))
        with pytest.raises(StoreError, match="占用") as caught:
            writer.commit()
        one_line(caught.value)
    holder.execute("ROLLBACK")
    with closing(sqlite3.connect(loaded)) as connection, connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (1,)


def test_a_folder_that_is_not_there_and_a_folder_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="没有这个文件夹"):
        open_ledger(str(tmp_path / "no" / "x.db"))
    with pytest.raises(StoreError, match="文件夹"):
        open_ledger(str(tmp_path))


@pytest.mark.parametrize("db", ["mysql://u:secret@h/d", "oracle://x", "sqlite:///", "sqlite:///:memory:"])
def test_an_address_that_cannot_be_used(db: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_ledger(db)
    assert "secret" not in one_line(caught.value)


def test_a_server_that_cannot_be_reached() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed (the extra 'postgres')")
    with pytest.raises(StoreError, match="连接不上") as caught:
        open_ledger("postgresql://u:secret@/none?host=/nowhere&port=1")
    assert "secret" not in one_line(caught.value)


def test_a_read_only_ledger_can_be_read_and_not_written(loaded: Path) -> None:
    program = f"""
import sys
sys.path.insert(0, {str(Path.cwd())!r})
from datetime import date
from pipeline.errors import StoreError
from pipeline.store.opening import open_ledger, read_ledger
from pipeline.store.filters import Filter
from pipeline.store.queries import ledger
from pipeline.store.writer import Writer
from tests.store.factory import Clock, bulletin
with read_ledger({str(loaded)!r}) as store, store.reading() as connection:
    print(len(ledger(connection, Filter(date(2024, 3, 1)))))
try:
    with open_ledger({str(loaded)!r}) as store:
        writer = Writer(store, Clock())
        writer.add(bulletin(salt="新"))
        writer.commit()
except StoreError as error:
    print(error.zh)
"""
    loaded.chmod(0o444)
    loaded.parent.chmod(0o555)
    try:
        words = without_root_s_power([sys.executable, "-c", program])
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    finally:
        loaded.parent.chmod(0o755)
    number, line = done.stdout.splitlines()
    assert number == "5", done.stderr
    assert "只读" in line or "权限" in line or "打不开" in line


def test_the_migrations_make_exactly_the_tables_of_the_program(url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with open_ledger(url) as store, store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": False})
        ours = set(metadata.tables)
        found = [each for each in compare_metadata(context, metadata) if not _of_the_search_index(each)]
        assert found == []
        assert {table for table in ours if not connection.dialect.has_table(connection, table)} == set()


def _of_the_search_index(change: object) -> bool:
    return (
        isinstance(change, tuple) and change[0] in ("remove_table", "remove_index") and "search" in str(change[1].name)
    )


def test_the_program_knows_every_migration() -> None:
    from alembic.script import ScriptDirectory

    from pipeline.store.migrate import config

    script = ScriptDirectory.from_config(config())
    assert tuple(reversed([each.revision for each in script.walk_revisions()])) == REVISIONS


def test_foreign_keys_hold(url: str) -> None:
    with open_ledger(url) as store, pytest.raises(StoreError), store.writing() as connection:
        connection.execute(text("INSERT INTO texts (document_id, text) VALUES (77, 'x')"))
