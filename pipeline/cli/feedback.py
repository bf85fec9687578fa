"""``duban feedback``: a ledger sheet that a unit has filled in; shows what it changes, and does it when told to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.output import Column, Layout, layout_of, note, print_rows
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsCsv, AsJson, Db, day_of, now, today, writing
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.export.feedback import Change

COLUMNS = (
    Column("row", "行", "row"),
    Column("id", "编号", "id"),
    Column("quote", "事项", "matter", wrap=True),
    Column("before", "现状态", "state"),
    Column("after", "改为", "becomes"),
    Column("note", "反馈", "feedback", wrap=True),
    Column("problem", "问题", "problem", wrap=True),
)


def command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=both("填好的台账（.xlsx）", "the filled-in .xlsx"))],
    apply: Annotated[
        bool, typer.Option("--apply", help=both("记入台账（默认只预览）", "put it in the ledger (default: show it)"))
    ] = False,
    by: Annotated[str, typer.Option(help=both("经办人", "who does it"))] = "",
    on: Annotated[str | None, typer.Option(metavar="DATE", help=both("哪天", "when (today)"))] = None,
    db: Db = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Show what a filled-in sheet changes; with --apply put it in the ledger. Rows with a problem are left out."""
    from pipeline.errors import ReadError, StoreError, in_chinese
    from pipeline.export.feedback import changes, read_sheet
    from pipeline.store.acts import Desk
    from pipeline.store.queries import by_id

    session, day, layout = session_of(context), day_of(on, "--on") or today(), layout_of(json, csv)
    try:
        sheet = read_sheet(file.read_bytes())
    except OSError as error:
        raise ReadError(f"读不了 {file}：{in_chinese(error)}", f"can't read {file}: {error.strerror}") from error
    with writing(session, db) as store:
        with store.reading() as connection:
            found = changes(sheet, lambda uid: by_id(connection, uid, day))
        _print(found, layout, session)
        desk = Desk(store, now, by, f"feedback:{file.name}")
        failed = [each for each in found if each.act is None]
        for each in found if apply else ():
            if each.act is not None:
                try:
                    desk.act(each.id, each.act, day, each.note, **dict(each.data))
                except StoreError as error:
                    failed.append(each)
                    note(f"{each.id}: {error.message(session.lang)}")
    done = len(found) - len(failed)
    verb = ("已记入", "put in the ledger") if apply else ("可记入（加 --apply）", "can be put in (--apply)")
    note(session.say(f"{done} 处{verb[0]}，{len(failed)} 处有问题", f"{done} {verb[1]}, {len(failed)} with problems"))
    raise typer.Exit(1 if failed else 0)


def _print(found: list[Change], layout: Layout, session: Session) -> None:
    from pipeline.export.ledger_rows import state_name

    if layout is Layout.json:
        print_rows([each.to_dict() for each in found], COLUMNS, layout, session.lang)
        return
    rows = [
        each.to_dict()
        | {
            "before": state_name(each.before, session.lang),
            "after": state_name(each.after, session.lang) if each.act else "",
            "problem": session.say(each.zh, each.en),
        }
        for each in found
    ]
    print_rows(rows, COLUMNS, layout, session.lang)
