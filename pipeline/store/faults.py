"""A driver's error as one line that says what is wrong and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from pipeline.errors import BusyError, StoreError
from pipeline.store.urls import Address

# By the driver's own code: SQLite's error name (its first part), PostgreSQL's SQLSTATE (a prefix).
_SQLITE = {
    "SQLITE_BUSY": ("正被别的程序占用，请稍后再试", "is locked by another program; try again later"),
    "SQLITE_LOCKED": ("正被别的程序占用，请稍后再试", "is locked by another program; try again later"),
    "SQLITE_CORRUPT": ("已损坏，请用备份恢复", "is damaged; restore a backup"),
    "SQLITE_NOTADB": ("不是数据库文件，或已损坏", "is no database, or damaged"),
    "SQLITE_READONLY": ("是只读的，不能写入", "is read-only"),
    "SQLITE_FULL": ("所在磁盘已满，没有写入", "is on a full disk; nothing was written"),
    "SQLITE_CANTOPEN": ("打不开（文件夹不存在或没有权限）", "can't be opened (no such folder, or no permission)"),
    "SQLITE_PERM": ("没有访问权限", "may not be accessed"),
    "SQLITE_AUTH": ("没有访问权限", "may not be accessed"),
    "SQLITE_IOERR": (
        "读写出错（磁盘已满、超出限额或磁盘故障），没有写入",
        "failed on disk (full, over quota, or faulty); nothing was written",
    ),
    "SQLITE_TOOBIG": ("里放不下这么大的文本", "can't hold a text of this size"),
}
_POSTGRES = {
    "28": ("拒绝了这个用户名或密码", "refuses this user or password"),
    "3D": ("没有这个库", "has no such database"),
    "42501": ("没有访问权限", "may not be accessed"),
    "25006": ("是只读的，不能写入", "is read-only"),
    "53100": ("所在磁盘已满，没有写入", "is on a full disk; nothing was written"),
    "53": ("资源不足（连接数或内存），请稍后再试", "is short of connections or memory; try again later"),
    "55P03": ("正被别的程序占用，请稍后再试", "is locked by another program; try again later"),
    "40": ("正被别的程序占用，请稍后再试", "is busy with another writer; try again"),
    "57": ("正在停机或重启", "is shutting down"),
    "54": ("里放不下这么大的文本", "can't hold a text of this size"),
}
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED", "40", "53300", "55P03")


@contextmanager
def plain_faults(where: Address) -> Iterator[None]:
    """Inside, whatever SQLAlchemy or a driver raises comes out as a StoreError of one line."""
    try:
        yield
    except SQLAlchemyError as error:
        raise explain(error, where) from error


def explain(error: SQLAlchemyError, where: Address) -> StoreError:
    """The line for this error."""
    zh, en = _known(error) or _unknown(error)
    kind = BusyError if _code(error).startswith(_BUSY) else StoreError
    return kind(f"数据库 {where.name} {zh}", f"the database {where.name} {en}")


def of_sqlite(error: sqlite3.Error, zh: str, en: str) -> StoreError:
    """The line for what SQLite itself says of a file that is called so."""
    known = _sqlite(error.sqlite_errorname) if getattr(error, "sqlite_errorname", None) else None
    words = known or (f"出错：{error}", f"failed: {error}")
    return StoreError(f"{zh}{words[0]}", f"{en} {words[1]}")


def sent_back(error: SQLAlchemyError) -> bool:
    """Whether PostgreSQL broke the transaction off for another one's sake: the same again may well succeed."""
    return (getattr(getattr(error, "orig", None), "sqlstate", None) or "").startswith("40")


def _code(error: SQLAlchemyError) -> str:
    original = getattr(error, "orig", None)
    return getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or ""


def _known(error: SQLAlchemyError) -> tuple[str, str] | None:
    original = error.orig if isinstance(error, DBAPIError) else None
    if name := getattr(original, "sqlite_errorname", None):
        return _sqlite(name)
    if state := getattr(original, "sqlstate", None):
        return next((words for prefix, words in _POSTGRES.items() if state.startswith(prefix)), None)
    if original is not None and type(original).__module__.startswith("psycopg") and "connect" in str(original):
        return _unreachable(original)
    return None


def _sqlite(name: str) -> tuple[str, str] | None:
    return _SQLITE.get("_".join(name.split("_")[:2]))


def _unreachable(original: BaseException) -> tuple[str, str]:
    reason = " ".join(str(original).split())[:200]
    return f"连接不上：{reason}", f"can't be reached: {reason}"


def _unknown(error: SQLAlchemyError) -> tuple[str, str]:
    original = getattr(error, "orig", None) or error
    reason = f"{type(original).__name__}: {' '.join(str(original).split())[:300]}"
    return f"出错：{reason}", f"failed: {reason}"
