"""What the ledger can be asked on the command line: the options that its commands share, and the question they make."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.session import Session
from pipeline.cli.words import both

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pipeline.store.filters import Filter
    from pipeline.store.opening import Store


class Kind(StrEnum):
    """What is asked for."""

    duties = "duties"
    obligation = "obligation"
    prohibition = "prohibition"
    sanction = "sanction"
    permission = "permission"
    all = "all"


class State(StrEnum):
    """How it stands: what is outstanding, what is over, one state, or everything."""

    outstanding = "outstanding"
    registered = "registered"
    assigned = "assigned"
    acknowledged = "acknowledged"
    in_progress = "in_progress"
    returned = "returned"
    done = "done"
    closed = "closed"
    cancelled = "cancelled"
    superseded = "superseded"
    all = "all"


class Light(StrEnum):
    """Late, due soon (setting ``soon_days``), due later, without a date."""

    red = "red"
    yellow = "yellow"
    green = "green"
    grey = "grey"


class Issued(StrEnum):
    """How high who imposes it stands."""

    state = "state"
    province = "province"
    city = "city"
    county = "county"
    town = "town"


class Timely(StrEnum):
    """Whether what was done was done in time."""

    in_time = "in_time"
    late = "late"


Unit = Annotated[
    str | None,
    typer.Option(help=both("责任单位（名称、简称或其字样；含“各大队”等）", "unit, by any of its names")),
]
DueBefore = Annotated[
    str | None, typer.Option(metavar="DATE", help=both("此日（含）前到期", "due on or before this day"))
]
DueAfter = Annotated[
    str | None, typer.Option(metavar="DATE", help=both("此日（含）后到期", "due on or after this day"))
]
DueWithin = Annotated[str | None, typer.Option(metavar="7d", help=both("几天内到期", "due within so many days"))]
DoneAfter = Annotated[
    str | None, typer.Option(metavar="DATE", help=both("此日（含）后办结的", "done on or after this day"))
]
Overdue = Annotated[bool, typer.Option("--overdue", help=both("已逾期", "overdue"))]
Number = Annotated[str | None, typer.Option(help=both("依据的文号", "number of the imposing document"))]
Source = Annotated[
    str | None, typer.Option(help=both("来源文件（编号、文件名或路径）", "source document: id, file name or path"))
]
Sort = Annotated[Kind | None, typer.Option(help=both("类别", "kind"))]
Subtree = Annotated[bool, typer.Option("--subtree", help=both("连同下级单位", "with all below it"))]
Ours = Annotated[bool, typer.Option("--ours", help=both("本单位的（设置项 unit）", "ours (setting unit)"))]
Level = Annotated[
    Issued | None,
    typer.Option(help=both("依据文件的层级（国家、省、市、县、乡镇）", "level of the imposing issuer")),
]
Undated = Annotated[bool, typer.Option("--undated", help=both("没有日期的", "without a date"))]
Recurring = Annotated[bool, typer.Option("--recurring", help=both("周期性的", "recurring"))]
Lit = Annotated[
    Light | None, typer.Option("--light", help=both("红黄绿灰（红逾期、黄临期）", "overdue, soon, later, undated"))
]
Bearer = Annotated[str | None, typer.Option(help=both("责任单位的全称", "a unit by its whole name"))]
Done = Annotated[
    Timely | None, typer.Option(help=both("办结是否按期（in_time 按期、late 逾期办结）", "done in time, or late"))
]
Fine = Annotated[int | None, typer.Option(min=0, help=both("罚款可达多少元", "fines of so much"))]
FineOn = Annotated[str | None, typer.Option(help=both("罚谁（如 单位）", "who pays it"))]
NewSince = Annotated[
    str | None, typer.Option(metavar="TIME", help=both("此后新记入的（last 为上次载入前）", "new since (or: last)"))
]
ChangedSince = Annotated[
    str | None, typer.Option(metavar="TIME", help=both("此后改了期限的", "with another due date since"))
]
Search = Annotated[str | None, typer.Option(metavar=both("词", "WORD"), help=both("全文检索", "words to find"))]


def meant(
    session: Session, db: str | None, store: Store, connection: Connection, options: Mapping[str, Any], day: date
) -> Filter:
    """The question that the options ask on a day, as the ledger's questions understand it."""
    from pipeline.ledger.questions import Questions

    return Questions.over(store, session.settings(db=db)).meant(connection, options, day)
