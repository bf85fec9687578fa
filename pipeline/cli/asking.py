"""What the ledger can be asked on the command line: the options that its commands share, and the question they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.session import Session
from pipeline.cli.storing import day_in, day_of, moment_of
from pipeline.cli.words import both
from pipeline.errors import ConfigError

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
Search = Annotated[str | None, typer.Option(metavar=both("词", "WORD"), help=both("全文检索", "words to find"))]


def asked_by(options: Mapping[str, Any], day: date, connection: Connection) -> Filter:
    """The question that the options ask on a day; what is said of days stays relative to it."""
    from pipeline.store.filters import Filter
    from pipeline.store.lifecycle import SETTLED

    within, done = options.get("due_within"), day_of(options.get("done_after"), "--done-after")
    state = State(options.get("state") or State.outstanding.value)
    kind, before = options.get("kind"), day_of(options.get("due_before"), "--due-before")
    return Filter(
        as_of=day,
        unit=options.get("unit"),
        number=options.get("number"),
        document=_document(options.get("document"), connection),
        kinds=kinds_of(Kind(kind) if kind else None),
        search=options.get("search"),
        states=SETTLED if done and state is State.outstanding else states_of(state),
        done_from=done,
        due_after=day if within else day_of(options.get("due_after"), "--due-after"),
        due_before=day_in(day, within, "--due-within") if within else before,
        overdue=bool(options.get("overdue")),
        undated=bool(options.get("undated")),
        recurring=bool(options.get("recurring")),
        level=options.get("level"),
        fine_from=options.get("fine"),
        fine_on=options.get("fine_on"),
        new_since=_since(options.get("new_since"), "--new-since", connection),
        changed_since=_since(options.get("changed_since"), "--changed-since", connection),
    )


def _document(name: str | None, connection: Connection) -> str | None:
    if name is None:
        return None
    from pipeline.store.queries_documents import document_named

    return document_named(connection, name)


def _since(text: str | None, name: str, connection: Connection) -> str | None:
    if text != "last":
        return moment_of(text, name)
    from pipeline.store.queries_history import before_last_load

    return before_last_load(connection)


def understood(
    session: Session, db: str | None, store: Store, connection: Connection, asked: Filter, options: Mapping[str, Any]
) -> Filter:
    """The question with its unit looked up in the directory, and its light as the settings say what is soon."""
    from pipeline.ledger.lights import soon_until

    settings = session.settings(db=db)
    asked = replace(asked, soon_until=soon_until(settings, asked.as_of)).lit(options.get("light"))
    if options.get("ours") and not settings.unit:
        raise ConfigError("设置项 unit 还没有写本单位", "the setting unit doesn't say which unit is ours")
    if options.get("unit") is None and not options.get("ours"):
        return asked
    from pipeline.ledger.questions import Questions

    questions = Questions.over(store, settings)
    subtree, ours = bool(options.get("subtree")), bool(options.get("ours"))
    return questions.understood(connection, asked, options.get("unit"), subtree, ours)


def kinds_of(kind: Kind | None) -> tuple[str, ...] | None:
    """The kinds that a user's word stands for."""
    from pipeline.store.filters import DUTIES, KINDS

    if kind is None:
        return None
    return KINDS if kind is Kind.all else DUTIES if kind is Kind.duties else (kind.value,)


def states_of(state: State) -> tuple[str, ...] | None:
    """The states that a user's word stands for, None for all."""
    from pipeline.store.lifecycle import OPEN

    return OPEN if state is State.outstanding else None if state is State.all else (state.value,)
