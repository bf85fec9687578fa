"""What the ledger's commands share: opening the store, days and moments as users write them, exit status 2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.output import report
from pipeline.cli.session import Session
from pipeline.cli.words import both
from pipeline.errors import ConfigError, StoreError

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

_LENGTH = re.compile(r"(\d{1,5})\s*(d|w|m|天|日|周|个?月)?", re.IGNORECASE)
_DAYS = {"d": 1, "天": 1, "日": 1, "w": 7, "周": 7, "m": 30, "月": 30, "个月": 30}
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)|(\d{2})(\d{2}))$")


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
    """A day as users write it: ``2024-03-31``, ``2024/3/31``, ``2024年3月31日``, ``20240331``.

    >>> day_of("2024年3月31日", "--as-of")
    datetime.date(2024, 3, 31)
    """
    if text is None:
        return None
    found = _DAY.fullmatch(text.strip())
    try:
        if found:
            year, month, day = (int(part) for part in found.groups() if part)
            return date(year, month, day)
    except ValueError:
        pass
    raise ConfigError(f"{name} 不是日期：{text}（例如 2024-03-31）", f"{name} is no date: {text} (such as 2024-03-31)")


def days_of(text: str, name: str) -> timedelta:
    """A length as users write it: ``7d``, ``7天``, ``2w``; a bare number counts days."""
    found = _LENGTH.fullmatch(text.strip())
    if not found:
        raise ConfigError(f"{name} 不是天数：{text}（例如 7d）", f"{name} is no length: {text} (such as 7d)")
    return timedelta(days=int(found.group(1)) * _DAYS[(found.group(2) or "d").lower()])


def day_in(day: date, length: str, name: str) -> date:
    """The day so long after another; the last there is where the calendar ends before."""
    return day + min(days_of(length, name), date.max - day)


def moment_of(text: str | None, name: str) -> str | None:
    """A moment as users write it, as the ledger keeps it; a day means its end, local time where no zone is given."""
    if text is None:
        return None
    from pipeline.store.stamps import stamp

    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ConfigError(
            f"{name} 不是时间：{text}（例如 2024-03-31T08:00）", f"{name} is no time: {text} (such as 2024-03-31T08:00)"
        ) from None
    if len(text.strip()) <= len("2024-03-31"):
        moment += timedelta(days=1) - timedelta(microseconds=1)
    return stamp(moment.astimezone())
