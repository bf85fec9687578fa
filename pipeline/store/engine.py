"""SQLAlchemy engines, set up so that both databases keep the same promises."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from pipeline.store.urls import Address

BUSY_SECONDS = 5.0
_LOOK = 0.005
# Pages of 4 KiB; a negative cache size is in KiB.
_PRAGMAS = ("foreign_keys=ON", "cache_size=-65536", "temp_store=MEMORY", "mmap_size=268435456")


def make_engine(where: Address, *, readonly: bool = False, immutable: bool = False) -> Engine:
    """An engine for the address; ``readonly`` connections can't write, ``immutable`` ones don't even lock."""
    if where.file is None:
        return _postgres(where, readonly)
    return _sqlite(where, readonly, immutable)


def write_transaction(connection: Connection, *, durable: bool = False) -> None:
    """Take SQLite's write lock now (waiting for it), not at the first write, where it could only fail."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        driver.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        connection.execution_options(duban_begin="BEGIN IMMEDIATE")


def _sqlite(where: Address, readonly: bool, immutable: bool) -> Engine:
    assert where.file is not None
    mode = "ro" if readonly else "rw"
    uri = where.file.absolute().as_uri() + f"?mode={mode}" + ("&immutable=1" if immutable else "")

    def connect() -> Any:
        import sqlite3

        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=5, max_overflow=20)
    event.listen(engine, "connect", _pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _pragmas(connection: Any, _record: Any) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # The driver is told to keep its hands off transactions (isolation_level=None), so BEGIN is ours to say.
    begin = connection.get_execution_options().get("duban_begin", "BEGIN")
    if begin == "BEGIN":
        connection.exec_driver_sql(begin)
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA busy_timeout=0")
    try:
        if not _taken(driver, begin):
            connection.exec_driver_sql(begin)
    finally:
        driver.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")


def _taken(driver: Any, begin: str) -> bool:
    """Try for the write lock again and again: SQLite's own waiting looks seldom, and misses the moments between."""
    import sqlite3

    until = time.monotonic() + BUSY_SECONDS
    while time.monotonic() < until:
        try:
            driver.execute(begin)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                return False
            time.sleep(_LOOK)
        else:
            return True
    return False


def _postgres(where: Address, readonly: bool) -> Engine:
    options = "-c timezone=UTC -c statement_timeout=0" + (" -c default_transaction_read_only=on" if readonly else "")
    arguments = {"connect_timeout": 10, "options": options}
    return create_engine(
        where.url, connect_args=arguments, isolation_level="REPEATABLE READ" if readonly else "READ COMMITTED"
    )
