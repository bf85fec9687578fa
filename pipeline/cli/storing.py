"""What the ledger's commands share: opening the store, days and moments as users write them, exit status 2."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.output import report
from pipeline.cli.session import Session
from pipeline.cli.words import both
from pipeline.errors import StoreError

if TYPE_CHECKING:
    from pipeline.store.opening import Store

Db = Annotated[
    str | None,
    typer.Option("--db", metavar="URL", help=both("台账数据库：文件或 URL", "the ledger's database: a file or a URL")),
]
AsJson = Annotated[bool, typer.Option("--json", help=both("输出 JSON", "print JSON"))]
AsCsv = Annotated[bool, typer.Option("--csv", help=both("输出 CSV", "print CSV"))]
RulesDir = Annotated[Path | None, typer.Option("--rules", metavar="DIR", help=both("规则文件夹", "folder of rules"))]
AsOf = Annotated[
    str | None,
    typer.Option(metavar="DATE", help=both("问哪一天（默认今天）", "the day asked about (default: today)")),
]
KnownAt = Annotated[
    str | None,
    typer.Option(metavar="TIME", help=both("按台账在那一刻所知回答", "answer as the ledger knew it at that moment")),
]


def today() -> date:
    """The day on this machine: the command line is where the clock is read."""
    return datetime.now().date()


def soon_of(session: Session, db: str | None, day: date) -> date:
    """The last day that counts as soon, as the settings say."""
    from pipeline.ledger.lights import soon_until

    return soon_until(session.settings(db=db), day)


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@contextmanager
def reading(session: Session, db: str | None) -> Iterator[Store]:
    """The ledger to read; a fault of it ends the command with status 2."""
    from pipeline.store.opening import read_ledger

    with store_faults(session), read_ledger(session.settings(db=db).db) as store:
        yield store


@contextmanager
def writing(session: Session, db: str | None) -> Iterator[Store]:
    """The ledger to write to, made where there is none; a fault of it ends the command with status 2."""
    from pipeline.store.opening import open_ledger

    with store_faults(session), open_ledger(session.settings(db=db).db) as store:
        yield store


@contextmanager
def store_faults(session: Session) -> Iterator[None]:
    """A StoreError inside is reported in one line, and the command ends with status 2."""
    try:
        yield
    except StoreError as error:
        raise typer.Exit(report(error, session.lang, code=2)) from error


def day_of(text: str | None, name: str) -> date | None:
    """A day as users write it, None where nothing is written. Raises ConfigError."""
    if text is None:
        return None
    from pipeline.ledger.said import day_of as said

    return said(text, name)


def moment_of(text: str | None, name: str) -> str | None:
    """A moment as users write it, as the ledger keeps it; None where nothing is written. Raises ConfigError."""
    if text is None:
        return None
    from pipeline.ledger.said import moment_of as said

    return said(text, name)
