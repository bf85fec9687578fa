"""Copies of the ledger while it is in use: complete, checked, named by their moment, old ones thinned out.

A backup is a ledger file of its own (also of a ledger on PostgreSQL), with a manifest beside it that says what it must
hold. It counts only when it was opened and found to hold just that.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.errors import StoreError, in_chinese
from pipeline.store.audit import digest
from pipeline.store.copying import copy_ledger
from pipeline.store.counting import fingerprint, row_counts
from pipeline.store.faults import of_sqlite
from pipeline.store.opening import Store, open_ledger, read_ledger
from pipeline.store.versions import HEAD

_FORM = "%Y%m%dT%H%M%SZ"
_PREFIX, _SUFFIX = "duban-", ".db"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: of which ledger, rows by table, the hash over the chains, and of the file itself."""

    made_at: str
    of: str
    schema: str
    rows: dict[str, int]
    chains: str
    fingerprint: str
    bytes: int
    sha256: str


def back_up(
    store: Store, folder: Path, clock: Callable[[], datetime], announce: Callable[[Path], object] | None = None
) -> tuple[Path, Manifest]:
    """A new backup in the folder; ``announce`` is told its name before there is one, so that a purge finds it again
    whatever ends this run. Raises StoreError where it can't be written or does not hold what it should."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, clock())
        if announce is not None:
            announce(target)
        partial = target.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        _copy(store, partial)
        manifest = _manifest(store, partial, clock)
        _sync(partial)
        _write(manifest_of(target), json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        partial.replace(target)
    except OSError as error:
        raise StoreError(
            f"备份写不了：{folder}（{in_chinese(error)}）", f"can't write a backup to {folder}: {error.strerror}"
        ) from error
    return target, manifest


def check_backup(file: Path) -> Manifest:
    """What a backup holds, after it was compared with its manifest and SQLite went through all its pages.

    Raises StoreError where it is damaged, has no manifest, or is not what the manifest says.
    """
    told = read_manifest(file)
    if told is None:
        raise StoreError(
            f"{file} 没有清单文件（{manifest_of(file).name}）", f"{file} has no manifest ({manifest_of(file).name})"
        )
    if not file.is_file() or file.stat().st_size != told.bytes or _hash(file) != told.sha256:
        raise StoreError(
            f"备份 {file} 缺失或已损坏（与清单不符）",
            f"the backup {file} is missing or damaged (not what its manifest says)",
        )
    _check_pages(file)
    with read_ledger(str(file)) as store, store.reading() as connection:
        if (row_counts(connection), digest(connection)) != (told.rows, told.chains):
            raise StoreError(f"备份 {file} 的内容与清单不符", f"the backup {file} does not hold what its manifest says")
    return told


def renew(file: Path, clock: Callable[[], datetime]) -> None:
    """Make a backup that something was taken out of one whole file again, and its manifest say what it now holds."""
    with _database(file) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    if told := read_manifest(file):
        with read_ledger(str(file)) as store:
            fresh = replace(_manifest(store, file, clock), made_at=told.made_at, of=told.of)
        _write(manifest_of(file), json.dumps(asdict(fresh), ensure_ascii=False, indent=1))


def read_manifest(file: Path) -> Manifest | None:
    """The manifest of a backup; None where there is none, or none that can be read."""
    try:
        return Manifest(**json.loads(manifest_of(file).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def backups(folder: Path) -> list[Path]:
    """The backups in the folder, oldest first."""
    return sorted(path for path in folder.glob(f"{_PREFIX}*{_SUFFIX}") if made_at(path))


def made_at(file: Path) -> datetime | None:
    """The moment in a backup's name; None where it is no backup's name."""
    try:
        return datetime.strptime(file.name.removeprefix(_PREFIX).removesuffix(_SUFFIX), _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None


def manifest_of(file: Path) -> Path:
    """Where the manifest of a backup lies."""
    return file.with_suffix(".json")


def _free_name(folder: Path, now: datetime) -> Path:
    """Names never go back, whatever the clock does: the newest backup is the last by name."""
    last = made_at(backups(folder)[-1]) if backups(folder) else None
    moment = now.astimezone(UTC).replace(microsecond=0)
    if last is not None and moment <= last:
        moment = last + timedelta(seconds=1)
    return folder / f"{_PREFIX}{moment.strftime(_FORM)}{_SUFFIX}"


def _copy(store: Store, partial: Path) -> None:
    if store.where.file is None:
        with open_ledger(str(partial)) as target:
            copy_ledger(store, target)
    else:
        _copy_pages(store.where.file, partial)
    # One file, without a log beside it.
    with _database(partial) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    partial.chmod(0o600)


def _copy_pages(source: Path, target: Path) -> None:
    """SQLite's own online copy: one moment of the ledger, whoever writes meanwhile."""
    here = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=30)
    there = sqlite3.connect(target)
    try:
        here.backup(there)
    except sqlite3.Error as error:
        raise of_sqlite(error, "备份", "the backup") from error
    finally:
        there.close()
        here.close()


def _manifest(store: Store, partial: Path, clock: Callable[[], datetime]) -> Manifest:
    _check_pages(partial)
    with read_ledger(str(partial)) as copy, copy.reading() as connection:
        rows, chains, said = row_counts(connection), digest(connection), fingerprint(connection)
    made = clock().astimezone(UTC).isoformat(timespec="seconds")
    return Manifest(made, store.where.name, HEAD, rows, chains, said, partial.stat().st_size, _hash(partial))


def _check_pages(file: Path) -> None:
    with _database(file) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
    if found != ["ok"]:
        raise StoreError(f"备份 {file} 已损坏：{found[0]}", f"the backup {file} is damaged: {found[0]}")


@contextmanager
def _database(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that is closed at the end; what SQLite says as our errors."""
    try:
        connection = sqlite3.connect(file, isolation_level=None)
        try:
            yield connection
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise of_sqlite(error, f"{file} ", str(file)) from error


def _hash(file: Path) -> str:
    total = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            total.update(block)
    return total.hexdigest()


def _sync(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def _write(file: Path, text: str) -> None:
    with file.open("w", encoding="utf-8") as stream:
        stream.write(text + "\n")
        stream.flush()
        os.fsync(stream.fileno())
