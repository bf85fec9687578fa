"""``duban ledger``: who has to do what by when, as of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.output import Column, Layout, layout_of, note, print_rows
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import (
    AsCsv,
    AsJson,
    AsOf,
    Db,
    KnownAt,
    day_of,
    days_of,
    moment_of,
    now,
    reading,
    today,
    writing,
)
from pipeline.cli.words import both
from pipeline.errors import ConfigError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pipeline.store.entries import Entry
    from pipeline.store.filters import Filter
    from pipeline.store.opening import Store

COLUMNS = (
    Column("id", "编号", "id"),
    Column("unit", "责任单位", "unit", wrap=True),
    Column("what", "事项（原文）", "what (evidence)", wrap=True),
    Column("due", "时限", "due", wrap=True),
    Column("days_left", "剩余天数", "days left"),
    Column("standing", "状态", "state"),
    Column("number", "依据文号", "number", wrap=True),
    Column("source", "来源", "source", wrap=True),
)
PENALTIES = Column("penalties", "罚则", "penalties", wrap=True)
# What a table has no room for.
WHOLE = (
    Column("kind", "类别", "kind"),
    Column("document", "文件", "document"),
    Column("start", "起", "start"),
    Column("end", "止", "end"),
)
# So many lines on a screen unless --limit says otherwise; JSON and CSV are whole.
SCREEN = 100


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


def command(
    context: typer.Context,
    unit: Annotated[
        str | None,
        typer.Option(help=both("责任单位（名称、简称或其字样；含“各大队”等）", "unit, by any of its names")),
    ] = None,
    subtree: Annotated[bool, typer.Option("--subtree", help=both("连同下级单位", "with all below it"))] = False,
    ours: Annotated[bool, typer.Option("--ours", help=both("本单位的（设置项 unit）", "ours (setting unit)"))] = False,
    level: Annotated[
        str | None,
        typer.Option(help=both("依据文件的层级：state province city county town", "level of the imposing issuer")),
    ] = None,
    fine: Annotated[int | None, typer.Option(min=0, help=both("罚款可达多少元", "fines of so much"))] = None,
    fine_on: Annotated[str | None, typer.Option(help=both("罚谁（如 单位）", "who pays it"))] = None,
    new_since: Annotated[
        str | None, typer.Option(metavar="TIME", help=both("此后新记入的（last 为上次载入前）", "new since (or: last)"))
    ] = None,
    changed_since: Annotated[
        str | None, typer.Option(metavar="TIME", help=both("此后改了期限的", "with another due date since"))
    ] = None,
    due_before: Annotated[
        str | None, typer.Option(metavar="DATE", help=both("此日（含）前到期", "due on or before this day"))
    ] = None,
    due_after: Annotated[
        str | None, typer.Option(metavar="DATE", help=both("此日（含）后到期", "due on or after this day"))
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=both("已逾期", "overdue"))] = False,
    due_within: Annotated[
        str | None, typer.Option(metavar="7d", help=both("几天内到期", "due within so many days"))
    ] = None,
    undated: Annotated[bool, typer.Option("--undated", help=both("没有日期的", "without a date"))] = False,
    recurring: Annotated[bool, typer.Option("--recurring", help=both("周期性的", "recurring"))] = False,
    number: Annotated[str | None, typer.Option(help=both("依据的文号", "number of the imposing document"))] = None,
    document: Annotated[
        str | None, typer.Option(help=both("来源文件（路径或编号）", "source document, path or id"))
    ] = None,
    kind: Annotated[Kind | None, typer.Option(help=both("类别", "kind"))] = None,
    state: Annotated[State, typer.Option(help=both("状态", "state"))] = State.outstanding,
    search: Annotated[
        str | None, typer.Option(metavar=both("词", "WORD"), help=both("全文检索", "words to find"))
    ] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(min=0, max=1, help=both("置信度低于此值的不列", "leave out items below this confidence")),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help=both("最多几条（0 为全部）", "at most so many (0: all)"))
    ] = None,
    after: Annotated[str | None, typer.Option(metavar="CURSOR", help=both("接着这一行列", "the page after"))] = None,
    save: Annotated[str | None, typer.Option(metavar="NAME", help=both("存下这个查询", "keep this question"))] = None,
    saved: Annotated[str | None, typer.Option(metavar="NAME", help=both("用存下的查询", "ask a kept one"))] = None,
    db: Db = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print the outstanding duties: unit, what, due, days left, source."""
    from pipeline.store import queries

    session, layout = session_of(context), layout_of(json, csv)
    options: dict[str, Any] = {
        "unit": unit, "subtree": subtree, "ours": ours, "level": level, "fine": fine, "fine_on": fine_on,
        "new_since": new_since, "changed_since": changed_since, "due_before": due_before, "due_after": due_after,
        "overdue": overdue, "due_within": due_within, "undated": undated, "recurring": recurring, "number": number,
        "document": document, "kind": kind.value if kind else None, "state": state.value, "search": search,
    }  # fmt: skip
    if saved or save:
        options = _kept(session, db, options, saved, save)
    day = day_of(as_of, "--as-of") or today()
    most = (SCREEN if layout is Layout.table else None) if limit is None else limit or None
    with reading(session, db) as store, store.reading() as connection:
        asked = replace(
            asked_by(options, day, connection),
            known_at=moment_of(known_at, "--known-at"), limit=None if most is None else most + 1, after=after,
            min_confidence=session.settings(min_confidence=min_confidence).min_confidence,
        )  # fmt: skip
        asked = _understood(session, db, store, connection, asked, options)
        found = queries.ledger(connection, asked)
    entries = found[:most]
    _print(entries, layout, session)
    if layout is Layout.table:
        _remark(asked, len(entries), len(found) > len(entries), session)


def asked_by(options: Mapping[str, Any], day: date, connection: Connection) -> Filter:
    """The question that the options ask on a day; what is said of days stays relative to it."""
    from pipeline.store.filters import Filter

    within = options.get("due_within")
    kind, before = options.get("kind"), day_of(options.get("due_before"), "--due-before")
    return Filter(
        as_of=day,
        unit=options.get("unit"),
        number=options.get("number"),
        document=options.get("document"),
        kinds=kinds_of(Kind(kind) if kind else None),
        search=options.get("search"),
        states=states_of(State(options.get("state") or State.outstanding.value)),
        due_after=day if within else day_of(options.get("due_after"), "--due-after"),
        due_before=day + days_of(within, "--due-within") if within else before,
        overdue=bool(options.get("overdue")),
        undated=bool(options.get("undated")),
        recurring=bool(options.get("recurring")),
        level=options.get("level"),
        fine_from=options.get("fine"),
        fine_on=options.get("fine_on"),
        new_since=_since(options.get("new_since"), "--new-since", connection),
        changed_since=_since(options.get("changed_since"), "--changed-since", connection),
    )


def _since(text: str | None, name: str, connection: Connection) -> str | None:
    if text != "last":
        return moment_of(text, name)
    from pipeline.store.queries_history import before_last_load

    return before_last_load(connection)


def _understood(
    session: Session, db: str | None, store: Store, connection: Connection, asked: Filter, options: Mapping[str, Any]
) -> Filter:
    """The question with its unit looked up in the directory, and the last day that counts as soon."""
    settings = session.settings(db=db)
    if options.get("ours") and not settings.unit:
        raise ConfigError("设置项 unit 还没有写本单位", "the setting unit doesn't say which unit is ours")
    if options.get("unit") is None and not options.get("ours"):
        from pipeline.ledger.lights import soon_until

        return replace(asked, soon_until=soon_until(settings, asked.as_of))
    from pipeline.ledger.questions import Questions

    questions = Questions.over(store, settings)
    subtree, ours = bool(options.get("subtree")), bool(options.get("ours"))
    return questions.understood(connection, asked, options.get("unit"), subtree, ours)


def _kept(
    session: Session, db: str | None, options: dict[str, Any], saved: str | None, save: str | None
) -> dict[str, Any]:
    """The options of a kept question under those that were given; and kept under a name where that is asked."""
    from pipeline.ledger import saved as kept
    from pipeline.store.stamps import stamp

    given = {name: value for name, value in options.items() if value not in (None, False, State.outstanding.value)}
    if saved:
        with reading(session, db) as store, store.reading() as connection:
            given = kept.load(connection, saved) | given
    if save:
        with writing(session, db) as store, store.writing() as connection:
            kept.save(connection, save, given, stamp(now()))
    return given


def row_of(entry: Entry, lang: str) -> dict[str, Any]:
    """A line of the ledger as the cells of a table."""
    from pipeline.export import words

    item = entry.item
    return {
        "id": entry.id,
        "kind": item.kind,
        "unit": entry.assigned_to or words.bearers(item.bearers, lang),
        "what": item.quote,
        "due": due_words(entry, lang),
        "days_left": entry.days_left,
        "standing": standing_words(entry, lang),
        "number": entry.number,
        "source": f"{PurePath(entry.document).name} [{item.span.start}:{item.span.end}]",
        "document": entry.document,
        "start": item.span.start,
        "end": item.span.end,
        "penalties": "；".join(words.penalty(each, lang) for each in item.penalties),
    }


def due_words(entry: Entry, lang: str) -> str:
    """The due date, with the words of the document where they say more."""
    said = entry.item.deadline.text if entry.item.deadline else ""
    if entry.due is None:
        return said
    due = entry.due.replace("T", " ")
    if entry.item.deadline and entry.item.deadline.rrule:
        from pipeline.export import words

        often = words.quota(entry.item.deadline.quota, lang)
        return f"{due}（{'，'.join(part for part in (said, often) if part)}）"
    return due


def standing_words(entry: Entry, lang: str) -> str:
    """Its state, and whether it is late."""
    from pipeline.store.lifecycle import STATES

    zh, en = STATES[entry.state]
    if entry.light == "red":
        zh, en = f"{zh}·逾期", f"{en}, overdue"
    return en if lang == "en" else zh


def _print(entries: list[Entry], layout: Layout, session: Session) -> None:
    if layout is Layout.json:
        print_rows([entry.to_dict() for entry in entries], COLUMNS, layout, session.lang)
        return
    rows = [row_of(entry, session.lang) for entry in entries]
    costs = (PENALTIES,) if layout is Layout.csv or any(row["penalties"] for row in rows) else ()
    if rows or layout is Layout.csv:
        print_rows(
            rows, (*COLUMNS[:3], *costs, *COLUMNS[3:], *(WHOLE if layout is Layout.csv else ())), layout, session.lang
        )


def _remark(asked: Filter, shown: int, more: bool, session: Session) -> None:
    day = asked.as_of.isoformat()
    if more:
        note(
            session.say(
                f"截至 {day}：只显示前 {shown} 条，全部请加 --limit 0",
                f"as of {day}: the first {shown} only; --limit 0 for all",
            )
        )
    else:
        note(session.say(f"截至 {day}：{shown} 条", f"as of {day}: {shown} items"))


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
