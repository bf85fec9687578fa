"""``duban ledger``: who has to do what by when, as of a day."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.output import Column, Layout, layout_of, note, print_rows
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsCsv, AsJson, AsOf, Db, KnownAt, day_of, days_of, moment_of, reading, today
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.store.entries import Entry
    from pipeline.store.filters import Filter

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
    unit: Annotated[str | None, typer.Option(help=both("责任单位（含其字样即可）", "unit (part of its name)"))] = None,
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
    db: Db = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print the outstanding duties: unit, what, due, days left, source."""
    from pipeline.store.filters import Filter
    from pipeline.store.queries import ledger

    session, layout, day = session_of(context), layout_of(json, csv), day_of(as_of, "--as-of") or today()
    most = (SCREEN if layout is Layout.table else None) if limit is None else limit or None
    asked = Filter(
        as_of=day,
        known_at=moment_of(known_at, "--known-at"),
        min_confidence=session.settings(min_confidence=min_confidence).min_confidence,
        unit=unit,
        number=number,
        document=document,
        kinds=kinds_of(kind),
        search=search,
        states=states_of(state),
        due_after=day if due_within else day_of(due_after, "--due-after"),
        due_before=day + days_of(due_within, "--due-within") if due_within else day_of(due_before, "--due-before"),
        overdue=overdue,
        undated=undated,
        recurring=recurring,
        limit=None if most is None else most + 1,
    )
    with reading(session, db) as store, store.reading() as connection:
        found = ledger(connection, asked)
    entries = found[:most]
    _print(entries, layout, session)
    if layout is Layout.table:
        _remark(asked, len(entries), len(found) > len(entries), session)


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
