"""One night run a ledger: the lock goes with the process that holds it, however that ends."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import DubanError, StoreError, in_chinese
from pipeline.store.faults import explain
from pipeline.store.urls import Address, address

_NAME = int.from_bytes(hashlib.sha256(b"duban nightly").digest()[:7], "big")


class RunningError(DubanError):
    """Another run is at work on this ledger."""


@contextmanager
def only_one(db: str) -> Iterator[None]:
    """Within it, this process alone may run on the ledger; RunningError at once where another one does."""
    where = address(db)
    if where.file is None:
        with _on_server(where):
            yield
    else:
        with _beside(where, where.file):
            yield


@contextmanager
def _beside(where: Address, file: Path) -> Iterator[None]:
    """SQLite's own lock on a file beside the ledger: it works on every system, and no crash leaves it behind."""
    lock = file.with_name(file.name + ".night")
    try:
        connection = sqlite3.connect(lock, timeout=0, isolation_level=None)
    except sqlite3.Error as error:
        raise StoreError(f"建不了锁文件 {lock}：{in_chinese(error)}", f"can't make the lock {lock}: {error}") from error
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise _running(where, lock) from None
            raise StoreError(f"锁不了 {lock}：{in_chinese(error)}", f"can't lock {lock}: {error}") from error
        os.utime(lock)
        yield
    finally:
        connection.close()


@contextmanager
def _on_server(where: Address) -> Iterator[None]:
    """An advisory lock of the database, held by a connection of its own."""
    engine = create_engine(where.url, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 10})
    try:
        with engine.connect() as connection:
            if not connection.execute(text("SELECT pg_try_advisory_lock(:name)"), {"name": _NAME}).scalar():
                raise _running(where, None)
            yield
    except SQLAlchemyError as error:
        raise explain(error, where) from error
    finally:
        engine.dispose()


def _running(where: Address, lock: Path | None) -> RunningError:
    since = datetime.fromtimestamp(lock.stat().st_mtime).strftime("%Y-%m-%d %H:%M:%S") if lock else ""
    zh, en = (f"（{since} 开始）", f" (since {since})") if since else ("", "")
    return RunningError(
        f"台账 {where.name} 已有一个夜间任务在运行{zh}，本次退出，什么也没有做",
        f"another night run is at work on the ledger {where.name}{en}; this one leaves and has done nothing",
    )
