"""Where the ledger is: a database URL, or plainly a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import StoreError

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_POSTGRES = re.compile(r"postgres(ql)?(\+psycopg)?://")
_PASSWORD = re.compile(r"(://[^:/@]*):[^@]*@")


@dataclass(frozen=True, slots=True)
class Address:
    """A database: its URL for SQLAlchemy, its file (``None`` for PostgreSQL), and a name fit to print."""

    url: str
    file: Path | None

    @property
    def name(self) -> str:
        """The file, or the URL without its password."""
        return str(self.file) if self.file else _PASSWORD.sub(r"\1@", self.url)


def address(db: str) -> Address:
    """The address that a user wrote: ``sqlite:///duban.db``, ``台账.db``, ``postgresql://host/name``.

    >>> address("台账.db").name
    '台账.db'
    >>> address("postgresql://u:secret@h/d").name
    'postgresql+psycopg://u@h/d'
    """
    if db.startswith("sqlite:///"):
        return _file(db.removeprefix("sqlite:///"))
    if found := _POSTGRES.match(db):
        return Address("postgresql+psycopg://" + db[found.end() :], None)
    if _SCHEME.match(db):
        shown = _PASSWORD.sub(r"\1@", db)
        raise StoreError(
            f"不支持这种数据库：{shown}（可用 sqlite:///文件 或 postgresql://主机/库名）",
            f"no such kind of database: {shown} (use sqlite:///FILE or postgresql://HOST/NAME)",
        )
    return _file(db)


def _file(name: str) -> Address:
    if not name or name == ":memory:":
        raise StoreError(
            "数据库要有文件名，例如 sqlite:///duban.db", "the database needs a file name, such as sqlite:///duban.db"
        )
    return Address(f"sqlite:///{name}", Path(name))
