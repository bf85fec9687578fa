"""``duban export``: the ledger as a spreadsheet, a calendar, a draft circular, CSV, JSON Lines or DocBin."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.asking import (
    DoneAfter,
    DueAfter,
    DueBefore,
    DueWithin,
    Kind,
    Level,
    Lit,
    Number,
    Ours,
    Overdue,
    Recurring,
    Search,
    Sort,
    Source,
    State,
    Subtree,
    Undated,
    Unit,
    asked_by,
    understood,
)
from pipeline.cli.output import write_line
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsOf, Db, day_of, now, reading, today
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.store.filters import Filter


class Format(StrEnum):
    """What is made."""

    xlsx = "xlsx"
    csv = "csv"
    jsonl = "jsonl"
    ics = "ics"
    docx = "docx"
    docbin = "docbin"


What = Annotated[
    Format,
    typer.Argument(
        metavar="FORMAT",
        help=both(
            "xlsx 台账、csv、jsonl 记录、ics 日历、docx 通报草稿、docbin",
            "xlsx ledger, csv, jsonl records, ics calendar, docx circular, docbin",
        ),
    ),
]
Out = Annotated[
    str,
    typer.Option("--out", "-o", metavar="FILE", help=both("文件（- 为标准输出）", "the file (-: standard output)")),
]


def command(
    context: typer.Context,
    format: What,
    out: Out = "",
    unit: Unit = None,
    subtree: Subtree = False,
    ours: Ours = False,
    level: Level = None,
    due_before: DueBefore = None,
    due_after: DueAfter = None,
    due_within: DueWithin = None,
    done_after: DoneAfter = None,
    overdue: Overdue = False,
    undated: Undated = False,
    recurring: Recurring = False,
    light: Lit = None,
    number: Number = None,
    document: Source = None,
    kind: Sort = None,
    state: Annotated[State | None, typer.Option(help=both("状态", "state"))] = None,
    search: Search = None,
    as_of: AsOf = None,
    db: Db = None,
) -> None:
    """Write the ledger's answer to a file."""
    from pipeline.export.files import FORMATS, write_whole
    from pipeline.export.ledger import export
    from pipeline.store.outputs import EXPORT, remember

    session, day = session_of(context), day_of(as_of, "--as-of") or today()
    whole = format in (Format.jsonl, Format.docbin)
    options = {
        "unit": unit, "subtree": subtree, "ours": ours, "level": level, "due_before": due_before,
        "due_after": due_after, "due_within": due_within, "done_after": done_after,
        "overdue": overdue, "undated": undated, "recurring": recurring, "light": light,
        "number": number, "document": document,
        "kind": kind or (Kind.all if whole else None), "search": search,
        "state": state or (State.all if whole else State.outstanding),
    }  # fmt: skip
    with reading(session, db) as store, store.reading() as connection:
        asked = understood(session, db, store, connection, asked_by(options, day, connection), options)
        data = export(connection, format.value, asked, now(), lang=session.lang)
    if out == "-":
        sys.stdout.buffer.write(data)
        return
    path = Path(out or _name(asked, FORMATS[format.value][1], session.lang))
    remember(session.settings(db=db).db, EXPORT, path, now())
    write_whole(path, data)
    write_line(session.say(f"已写出 {path}（{len(data)} 字节）", f"{path} written ({len(data)} bytes)"))


def _name(asked: Filter, ending: str, lang: str) -> str:
    title = "ledger" if lang == "en" else "督办台账"
    return f"{title}-{asked.as_of.isoformat()}.{ending}"
