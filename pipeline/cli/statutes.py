"""``duban statutes``: quoted penalties against the laws that the ledger holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.output import Column, Layout, layout_of, note, print_rows
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsCsv, AsJson, Db, reading
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.ledger.statutes import Checked

COLUMNS = (
    Column("document", "文件", "document", wrap=True),
    Column("item", "编号", "item"),
    Column("law", "法律法规", "law", wrap=True),
    Column("article", "条", "article"),
    Column("result", "核对结果", "result", wrap=True),
)


def command(
    context: typer.Context,
    all_: Annotated[bool, typer.Option("--all", help=both("相符的也列出", "those that agree too"))] = False,
    db: Db = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print every quoted penalty that the article does not have so; status 1 where there is one."""
    from pipeline.ledger.statutes import check_statutes

    session, layout = session_of(context), layout_of(json, csv)
    with reading(session, db) as store, store.reading() as connection:
        found = list(check_statutes(connection))
    wrong = [each for each in found if each.mismatch]
    rows = [
        each.to_dict()
        | {
            "result": session.say(each.mismatch.zh, each.mismatch.en)
            if each.mismatch
            else session.say("相符", "agrees")
        }
        for each in (found if all_ else wrong)
    ]
    if rows or layout is not Layout.table:
        print_rows(rows, COLUMNS, layout, session.lang)
    if layout is Layout.table:
        note(
            session.say(
                f"核对 {len(found)} 处引用，{len(wrong)} 处不符", f"{len(found)} citations, {len(wrong)} differ"
            )
        )
    raise typer.Exit(1 if wrong else 0)


def _result(checked: Checked, session: Session) -> str:
    wrong = checked.mismatch
    return session.say(wrong.zh, wrong.en) if wrong else session.say("相符", "agrees")
