"""``duban calendar``: working days and events that Duban can't know by itself; kept in one CSV file that overrules."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.output import Column, layout_of, print_rows, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import RulesDir
from pipeline.cli.words import both
from pipeline.errors import ConfigError

if TYPE_CHECKING:
    from pipeline.resolve.calendar.local import CalendarRow

app = typer.Typer(
    help=both("日历：放假、调休上班、会议等事件", "holidays, make-up working days, events"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

Into = Annotated[
    Path | None,
    typer.Option(
        "--file", metavar="FILE", help=both("日历文件（默认设置项 calendar，再 ./calendar.csv）", "the calendar")
    ),
]
Json = Annotated[bool, typer.Option("--json", help=both("输出 JSON", "print JSON"))]
Csv = Annotated[bool, typer.Option("--csv", help=both("输出 CSV", "print CSV"))]

COLUMNS = (
    Column("date", "日期", "date"),
    Column("kind", "类别", "kind"),
    Column("name", "名称", "name", wrap=True),
    Column("source", "来源", "source"),
)


@app.command("list", help=both("列出某年的节日、已知事件和自有日历", "festivals, known events and own rows of a year"))
def show(
    context: typer.Context,
    year: Annotated[int, typer.Argument(metavar="YEAR", help=both("年份", "year"), min=1901, max=2099)],
    file: Into = None,
    rules: RulesDir = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Prints what is known of a year: festivals and events of the rulebook, then the user's own rows."""
    from pipeline.resources import rules_folder
    from pipeline.rulebook import load_rulebook

    session = session_of(context)
    book = load_rulebook(rules_folder(session.settings(rules=rules).rules))
    own = [row for row in _read(_path(session, file)) if row.day.year == year]
    rows = [*_shipped(book.table("festivals"), book.table("events"), year), *map(_plain, own)]
    print_rows(sorted(rows, key=lambda row: row["date"]), COLUMNS, layout_of(json, csv), session.lang)


@app.command("add", help=both("加一天：放假、上班，或某事件的日期", "add a day off, a working day, or an event's day"))
def add(
    context: typer.Context,
    day: Annotated[str, typer.Argument(metavar="DATE", help=both("日期，如 2027-03-11", "a date such as 2027-03-11"))],
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=both("holiday、workday 或 event", "holiday, workday or event"))
    ],
    name: Annotated[str, typer.Argument(metavar="NAME", help=both("名称", "name"))] = "",
    file: Into = None,
) -> None:
    """Adds one row; a row of the same day and name is replaced."""
    from pipeline.resolve.calendar.local import KINDS, CalendarRow

    if kind not in KINDS:
        raise ConfigError(
            f"类别是 holiday、workday 或 event，不是 {kind}", f"kind is holiday, workday or event, not {kind}"
        )
    if kind == "event" and not name:
        raise ConfigError("事件要有名称", "an event needs a name")
    try:
        row = CalendarRow(date.fromisoformat(day), kind, name)
    except ValueError as error:
        raise ConfigError(
            f"日期写成 2027-03-11 的样子，不是“{day}”", f"write a date like 2027-03-11, not {day!r}"
        ) from error
    _merge(session_of(context), file, (row,))


@app.command("import", help=both("读国务院办公厅的年度放假通知", "read the yearly holiday notice"))
def take(
    context: typer.Context,
    notice: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=both("通知（文本、docx、网页等）", "the notice (text, docx …)")),
    ],
    file: Into = None,
) -> None:
    """Adds every day off and every make-up working day that the notice names."""
    from pipeline.read import read_path
    from pipeline.resolve.calendar.notice import parse_notice

    _merge(session_of(context), file, parse_notice(read_path(str(notice)).text))


def _path(session: Session, file: Path | None) -> Path:
    from pipeline.resolve.calendar.local import DEFAULT

    return file or session.settings().calendar or DEFAULT


def _read(path: Path) -> tuple[CalendarRow, ...]:
    from pipeline.resolve.calendar.local import read_rows

    return read_rows(path)


def _merge(session: Session, file: Path | None, fresh: tuple[CalendarRow, ...]) -> None:
    """New rows replace those of the same day (a working day) or of the same day and name (an event)."""
    from pipeline.resolve.calendar.local import write_rows

    path = _path(session, file)
    replaced = {_key(row) for row in fresh}
    write_rows(path, [*(row for row in _read(path) if _key(row) not in replaced), *fresh])
    write_line(session.say(f"{path}：写入 {len(fresh)} 行", f"{path}: {len(fresh)} rows written"))
    _redate(session, path)


def _redate(session: Session, path: Path) -> None:
    """Deadlines in the ledger that hang on an event get the date that is known now."""
    from pipeline.store.urls import address

    settings = session.settings()
    where = address(settings.db)
    if where.file is not None and not where.file.exists():
        return
    from pipeline.cli.storing import now, writing
    from pipeline.ledger.dating import redate
    from pipeline.resources import rules_folder
    from pipeline.rulebook import load_rulebook

    with writing(session, None) as store:
        changed = redate(store, now, load_rulebook(rules_folder(settings.rules)), _read(path))
    if changed:
        write_line(session.say(f"台账：{changed} 条期限重新定出", f"ledger: {changed} deadlines dated anew"))


def _key(row: CalendarRow) -> tuple[date, str]:
    return row.day, row.name if row.kind == "event" else ""


def _plain(row: CalendarRow) -> dict[str, str]:
    return {"date": row.day.isoformat(), "kind": row.kind, "name": row.name, "source": "local"}


def _shipped(festivals: list[dict[str, object]], events: list[dict[str, object]], year: int) -> list[dict[str, str]]:
    from pipeline.resolve.calendar.festivals import Festivals

    named = Festivals(festivals)
    rows = []
    for name in dict.fromkeys(str(row["name"]) for row in festivals):
        festival = named.get(name)
        day = festival.in_year(year) if festival else None
        if day:
            rows.append({"date": day.isoformat(), "kind": "festival", "name": name, "source": "rules"})
    for event in events:
        if str(event["start"]).startswith(str(year)):
            rows.append({"date": str(event["end"]), "kind": "event", "name": f"{event['name']}结束", "source": "rules"})
    return rows
