"""``duban export``: the ledger as a spreadsheet, a calendar, a draft circular, CSV, JSON Lines or DocBin."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.asking import Kind, State, meant
from pipeline.cli.output import write_line
from pipeline.cli.question import Options, asks, plain
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsOf, Db, day_of, now, reading, today
from pipeline.cli.words import both


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
InState = Annotated[State | None, typer.Option(help=both("状态", "state"))]


@asks
def command(
    context: typer.Context,
    format: What,
    asked: Options,
    out: Out = "",
    state: InState = None,
    as_of: AsOf = None,
    db: Db = None,
) -> None:
    """Write the ledger's answer to a file."""
    from pipeline.export.files import FORMATS, write_whole
    from pipeline.export.ledger import export
    from pipeline.store.outputs import EXPORT, remember

    session, day = session_of(context), day_of(as_of, "--as-of") or today()
    whole = format in (Format.jsonl, Format.docbin)
    options = asked | plain({"state": state or (State.all if whole else State.outstanding)})
    options["kind"] = options["kind"] or (Kind.all.value if whole else None)
    with reading(session, db) as store, store.reading() as connection:
        question = meant(session, db, store, connection, options, day)
        data = export(connection, format.value, question, now(), lang=session.lang)
    if out == "-":
        sys.stdout.buffer.write(data)
        return
    path = Path(out or _name(day, FORMATS[format.value][1], session.lang))
    remember(session.settings(db=db).db, EXPORT, path, now())
    write_whole(path, data)
    write_line(session.say(f"已写出 {path}（{len(data)} 字节）", f"{path} written ({len(data)} bytes)"))


def _name(day: date, ending: str, lang: str) -> str:
    title = "ledger" if lang == "en" else "督办台账"
    return f"{title}-{day}.{ending}"
