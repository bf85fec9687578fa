"""A backup back in the place of the ledger: checked before, in one step, and the ledger that was there is kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pipeline.batch.backup import Manifest, check_backup
from pipeline.batch.lock import only_one
from pipeline.errors import BusyError, StoreError, in_chinese
from pipeline.store.audit import digest
from pipeline.store.copying import copy_ledger
from pipeline.store.opening import open_ledger, read_ledger
from pipeline.store.outputs import BACKUP, remember
from pipeline.store.urls import address


def restore(backup: Path, db: str, clock: Callable[[], datetime]) -> tuple[Manifest, Path | None]:
    """Put the backup where the ledger is; gives what it holds, and where the former ledger is kept (None: none).

    Raises StoreError where the backup is not whole, or where other programs are at the ledger; then nothing changes.
    On PostgreSQL everything in the database is replaced, in one transaction.
    """
    told = check_backup(backup)
    where = address(db)
    with only_one(db):
        former = _replace(backup, where.file, clock) if where.file else None
        if where.file is None:
            _into_server(backup, db)
    for copy in (backup, *((former,) if former else ())):  # ledgers still: a purge has to find them
        remember(db, BACKUP, copy, clock())
    with open_ledger(db) as store, store.reading() as connection:
        if digest(connection) != told.chains:
            raise StoreError("恢复后的台账与备份不一致", "the ledger restored is not what the backup holds")
    return told, former


def _into_server(backup: Path, db: str) -> None:
    with read_ledger(str(backup)) as source, open_ledger(db) as target:
        copy_ledger(source, target, replace=True)


def _replace(backup: Path, file: Path, clock: Callable[[], datetime]) -> Path | None:
    fresh = file.with_name(file.name + ".restoring")
    try:
        shutil.copyfile(backup, fresh)
        fresh.chmod(0o600)
        _prepare(fresh)
        former = _set_aside(file, clock) if file.exists() else None
        # In one step: there is no moment without a ledger.
        fresh.replace(file)
    except OSError as error:
        raise StoreError(
            f"恢复失败：{in_chinese(error)}（{file}）", f"can't restore to {file}: {error.strerror}"
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
    return former


def _prepare(fresh: Path) -> None:
    connection = sqlite3.connect(fresh, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    with fresh.open("rb+") as stream:
        os.fsync(stream.fileno())


def _set_aside(file: Path, clock: Callable[[], datetime]) -> Path:
    """A second name for the ledger as it is, nothing of it left in a log that the new one would take for its own."""
    _empty_the_log(file)
    former = file.with_name(f"{file.name}.before-{clock():%Y%m%dT%H%M%S}")
    number = 1
    while former.exists():
        number += 1
        former = file.with_name(f"{file.name}.before-{clock():%Y%m%dT%H%M%S}-{number}")
    try:
        os.link(file, former)
    except OSError:  # a file system without links
        shutil.copyfile(file, former)
    return former


def _empty_the_log(file: Path) -> None:
    connection = sqlite3.connect(file, timeout=1, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise BusyError(
            f"台账 {file} 正被别的程序使用，请先停下再恢复", f"other programs are at the ledger {file}; stop them first"
        ) from error
    except sqlite3.DatabaseError:
        # Damaged, which may be why somebody restores: its log goes with it, and not with the new one.
        for ending in ("-wal", "-shm"):
            log = file.with_name(file.name + ending)
            if log.exists():
                log.replace(file.with_name(f"{file.name}.damaged{ending}"))
    finally:
        connection.close()
