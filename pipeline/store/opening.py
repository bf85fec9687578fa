"""Open a ledger: make it where it is wanted, bring its schema up to date, and refuse what isn't ours."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from pipeline.errors import StoreError, in_chinese
from pipeline.store.engine import make_engine, write_transaction
from pipeline.store.faults import plain_faults
from pipeline.store.urls import Address, address
from pipeline.store.versions import HEAD, REVISIONS, VERSION_TABLE


@dataclass(frozen=True)
class Store:
    """An open ledger. Give it back with :meth:`close`, or use it as a context."""

    where: Address
    engine: Engine
    readonly: bool

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the ledger."""
        with plain_faults(self.where), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction that is committed at the end, or undone whole if anything is raised."""
        with plain_faults(self.where), self.transaction() as connection:
            yield connection

    @contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[Connection]:
        """As :meth:`writing`, with the errors as SQLAlchemy raises them.

        What a person did is ``durable``: on the disk before we go on. What was read out of a file can be read again.
        """
        with self.engine.connect() as connection:
            write_transaction(connection, durable=durable)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()


def open_ledger(db: str) -> Store:
    """A ledger to write to, made if there is none. Raises StoreError with one line where that can't be done."""
    where = address(db)
    _make_file(where)
    store = Store(where, make_engine(where), readonly=False)
    with plain_faults(where):
        version = _version(store)
        if version != HEAD:
            _migrate(store)
    return store


def read_ledger(db: str) -> Store:
    """A ledger to read; it must be there. A file that may not be written to can be read all the same."""
    where = address(db)
    _no_folder(where)
    if where.file is not None and not where.file.exists():
        raise StoreError(
            f"还没有台账：{where.name}（先用 duban load 载入公文）",
            f"there is no ledger yet: {where.name} (load documents with duban load)",
        )
    store = Store(where, _reading_engine(where), readonly=True)
    with plain_faults(where):
        version = _version(store)
    if version is None:
        raise StoreError(
            f"{where.name} 里还没有台账（先用 duban load 载入公文）",
            f"{where.name} holds no ledger yet (duban load first)",
        )
    if version != HEAD:
        raise StoreError(
            f"台账 {where.name} 是旧版结构（{version}），用 duban load 打开一次即升级",
            f"the ledger {where.name} has an older schema ({version}); opening it with duban load upgrades it",
        )
    return store


def _reading_engine(where: Address) -> Engine:
    """Reading through a write-ahead log needs a writable folder; without one, an idle file is read as it lies."""
    if where.file is None or _log_possible(where.file):
        return make_engine(where, readonly=True)
    return make_engine(where, readonly=True, immutable=True)


def _log_possible(file: Path) -> bool:
    log = file.with_name(file.name + "-wal")
    return log.exists() or os.access(file.absolute().parent, os.W_OK)


def _no_folder(where: Address) -> None:
    if where.file is not None and where.file.is_dir():
        raise StoreError(f"{where.name} 是文件夹，不是数据库", f"{where.name} is a folder, no database")


def _make_file(where: Address) -> None:
    if where.file is None:
        return
    _no_folder(where)
    with plain_faults(where):
        try:
            where.file.touch(mode=0o600, exist_ok=True)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise StoreError(f"没有这个文件夹：{where.file.parent}", f"no such folder: {where.file.parent}") from error
        except PermissionError as error:
            if not where.file.exists():
                raise StoreError(
                    f"不能在这里建数据库：{where.name}", f"a database can't be made here: {where.name}"
                ) from error
        except OSError as error:
            raise StoreError(
                f"打不开数据库 {where.name}：{in_chinese(error)}", f"can't open {where.name}: {error.strerror}"
            ) from error


def _version(store: Store) -> str | None:
    """The schema's version, None for an empty database. Raises StoreError where the database isn't ours, or newer."""
    with store.engine.connect() as connection:
        version = _stamp(connection)
        connection.rollback()
        if version is None and inspect(connection).get_table_names():
            raise StoreError(
                f"{store.where.name} 是别的程序的数据库，不是督办的台账",
                f"{store.where.name} belongs to another program; it is no ledger",
            )
    if version is not None and version not in REVISIONS:
        raise StoreError(
            f"台账 {store.where.name} 由更新版本的督办写成（结构 {version}），请升级程序",
            f"the ledger {store.where.name} was written by a newer duban (schema {version}); upgrade the program",
        )
    return version


def _stamp(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()


def _migrate(store: Store) -> None:
    from pipeline.store.migrate import upgrade

    try:
        upgrade(store.engine)
    except DBAPIError:
        # Two programs that make the same new ledger at once: the second one finds it made.
        if _version(store) != HEAD:
            raise
