"""``duban saved``: questions kept by name; ``duban ledger --save NAME`` keeps one, ``--saved NAME`` asks it again."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.output import Column, layout_of, print_rows, write_line
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsCsv, AsJson, Db, reading, writing
from pipeline.cli.words import both

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)
COLUMNS = (Column("name", "名称", "name"), Column("question", "内容", "question", wrap=True))


@app.callback()
def saved() -> None:
    """Questions kept by name."""


@app.command("list", help=both("列出保存的查询", "list them"))
def show(context: typer.Context, db: Db = None, json: AsJson = False, csv: AsCsv = False) -> None:
    """Print the saved questions."""
    from pipeline.ledger.saved import list_saved

    session = session_of(context)
    with reading(session, db) as store, store.reading() as connection:
        rows = list_saved(connection)
    print_rows(rows, COLUMNS, layout_of(json, csv), session.lang)


@app.command("drop", help=both("删去一个", "forget one"))
def drop(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=both("名称", "its name"))],
    db: Db = None,
) -> None:
    """Forget a saved question."""
    from pipeline.ledger import saved as kept

    session = session_of(context)
    with writing(session, db) as store, store.writing() as connection:
        kept.drop(connection, name)
    write_line(session.say(f"已删去：{name}", f"dropped: {name}"))
