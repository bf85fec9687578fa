"""``duban parse time|money|number``: what a text says of time, money or document numbers."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.output import Column, Layout, layout_of, print_rows, report, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsCsv, AsJson, RulesDir
from pipeline.cli.words import both
from pipeline.codec import dumps_plain
from pipeline.errors import DubanError

if TYPE_CHECKING:
    from pipeline.rulebook import Rulebook

app = typer.Typer(
    help=both("解析文字里的时间、金额、发文字号", "what a text says of time, money, document numbers"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

Rows = list[dict[str, Any]]
Parse = Callable[[str, "date | datetime | None"], Rows]

Text = Annotated[
    str, typer.Argument(metavar="TEXT", help=both("文字；“-”逐行读标准输入", "a text; - reads lines from stdin"))
]
On = Annotated[str, typer.Option("--on", metavar="DATE", help=both("文件日期，如 2024-02-05", "the document's date"))]

TIME = (
    Column("text", "原文", "text", wrap=True),
    Column("kind", "类别", "kind"),
    Column("start", "起", "start"),
    Column("due", "止", "due"),
    Column("rrule", "重复", "recurrence", wrap=True),
    Column("duration", "时长", "duration"),
    Column("anchor", "起算点", "anchor", wrap=True),
)

MONEY = (
    Column("text", "原文", "text", wrap=True),
    Column("kind", "类别", "kind"),
    Column("min", "最低", "min"),
    Column("max", "最高", "max"),
    Column("unit", "单位", "unit"),
    Column("approximate", "约数", "about"),
)

NUMBER = (
    Column("text", "原文", "text", wrap=True),
    Column("number", "文号", "number"),
    Column("form", "类别", "form"),
    Column("year", "年", "year"),
    Column("seq", "序号", "seq"),
    Column("issuer", "发文机关", "issuer", wrap=True),
)


@app.callback()
def _group() -> None:
    """Keeps ``time`` a subcommand however many there are."""


@app.command("time", help=both("解析时间与期限", "times and deadlines"))
def time(
    context: typer.Context, text: Text, on: On = "", rules: RulesDir = None, json: AsJson = False, csv: AsCsv = False
) -> None:
    """Prints every time in the text, put on the calendar as far as the text and the document's date fix it."""
    from pipeline.parse import TimeParser, time_row
    from pipeline.resolve.calendar.local import rows_in_force
    from pipeline.resolve.times import TimePolicy

    session = session_of(context)
    settings = session.settings(rules=rules)
    policy = TimePolicy(rest_day=settings.rest_day)
    parser = TimeParser(_rulebook(settings.rules), policy, rows_in_force(settings.calendar))
    _run(
        session,
        text,
        on,
        layout_of(json, csv),
        TIME,
        lambda line, day: [time_row(*found) for found in parser.parse(line, day)],
    )


@app.command("money", help=both("解析金额、比率、倍数", "sums of money, ratios, multiples"))
def money(context: typer.Context, text: Text, rules: RulesDir = None, json: AsJson = False, csv: AsCsv = False) -> None:
    """Prints every sum and ratio in the text, in exact figures."""
    from pipeline.parse_money import MoneyParser, money_row

    session = session_of(context)
    parser = MoneyParser(_rulebook(session.settings(rules=rules).rules))
    _run(
        session,
        text,
        "",
        layout_of(json, csv),
        MONEY,
        lambda line, _: [money_row(*found) for found in parser.parse(line)],
    )


@app.command("number", help=both("解析发文字号", "document numbers"))
def number(
    context: typer.Context, text: Text, on: On = "", rules: RulesDir = None, json: AsJson = False, csv: AsCsv = False
) -> None:
    """Prints every document number in the text in its canonical form, with its parts and who gave it."""
    from pipeline.parse_number import NumberParser, number_row

    session = session_of(context)
    parser = NumberParser(_rulebook(session.settings(rules=rules).rules))
    _run(
        session,
        text,
        on,
        layout_of(json, csv),
        NUMBER,
        lambda line, day: [number_row(found) for found in parser.parse(line, day)],
    )


def _rulebook(folder: Path | None) -> Rulebook:
    from pipeline.resources import rules_folder
    from pipeline.rulebook import load_rulebook

    return load_rulebook(rules_folder(folder))


def _run(session: Session, text: str, on: str, layout: Layout, columns: tuple[Column, ...], parse: Parse) -> None:
    """One text, or with ``-`` a JSON line (a list) for every line of standard input, in order."""
    day = _moment(on) if on else None
    if text == "-":
        raise typer.Exit(_stream(session, day, parse))
    found = parse(text, day)
    if layout is Layout.json:
        write_line(dumps_plain(found))
    else:
        rows = [_in_words(row, session) for row in found] if layout is Layout.table else found
        print_rows(rows, columns, layout, session.lang)


def _in_words(row: dict[str, Any], session: Session) -> dict[str, Any]:
    """A row for the screen: codes by their names, 是 where something holds; a bound that is left out says so."""
    from pipeline.export.words import AMOUNTS, DEADLINES, FORMS, UNITS, name_of

    yes, out = session.say("是", "yes"), session.say("（不含）", " (not included)")
    shown = {key: (yes if value else None) if isinstance(value, bool) else value for key, value in row.items()}
    for key, names in {"kind": DEADLINES | AMOUNTS, "unit": UNITS, "form": FORMS}.items():
        if row.get(key):
            shown[key] = name_of(names, row[key], session.lang)
    for key in ("min", "max"):
        if row.get(f"{key}_open"):
            shown[key] = f"{row[key]}{out}"
    return shown


def _stream(session: Session, day: date | datetime | None, parse: Parse) -> int:
    """A line for every line; one whose own date can't be read gives none of its times, is reported, and makes it 1."""
    failed = False
    for number, line in enumerate(sys.stdin.buffer, 1):
        words, tab, own = _decoded(line).rpartition("\t")
        if not tab:
            words, own = own, ""
        try:
            rows = parse(words, _moment(own.strip()) if own.strip() else day)
        except DubanError as error:
            report(DubanError(f"第{number}行：{error.zh}", f"line {number}: {error.en}"), session.lang)
            rows, failed = [], True
        write_line(dumps_plain(rows))
    return int(failed)


def _decoded(line: bytes) -> str:
    """A line whatever the locale says: UTF-8, else GB 18030, else UTF-8 with U+FFFD for what is neither."""
    bare = line.removeprefix(codecs.BOM_UTF8).rstrip(b"\r\n")
    for encoding in ("utf-8", "gb18030"):
        try:
            return bare.decode(encoding)
        except UnicodeDecodeError:
            continue
    return bare.decode("utf-8", "replace")


def _moment(words: str) -> date | datetime:
    """A day, or a moment in Shanghai; one that names another zone is put into that of Shanghai."""
    try:
        if len(words) <= 10:
            return date.fromisoformat(words)
        moment = datetime.fromisoformat(words)
    except ValueError as error:
        raise DubanError(
            f"日期写成 2024-02-05 的样子，不是“{words}”", f"write a date like 2024-02-05, not {words!r}"
        ) from error
    return moment.astimezone(timezone(timedelta(hours=8))).replace(tzinfo=None) if moment.tzinfo else moment
