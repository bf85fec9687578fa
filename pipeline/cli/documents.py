"""``duban documents``: what was loaded."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.output import Column, layout_of, print_rows
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsCsv, AsJson, Db, reading
from pipeline.cli.words import both

COLUMNS = (
    Column("id", "编号", "id"),
    Column("number", "文号", "number", wrap=True),
    Column("title", "标题", "title", wrap=True),
    Column("issuer", "发文机关", "issuer", wrap=True),
    Column("date", "成文日期", "date"),
    Column("type", "文种", "type"),
    Column("items", "条数", "items"),
    Column("path", "文件", "file", wrap=True),
)


def command(
    context: typer.Context,
    search: Annotated[
        str | None,
        typer.Option(
            metavar=both("词", "WORD"), help=both("路径、标题或文号的一部分", "part of path, title or number")
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help=both("最多几份（0 为全部）", "at most so many (0: all)"))
    ] = None,
    db: Db = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print the documents in the ledger, the ones loaded last first."""
    from pipeline.store.queries_documents import list_documents

    session = session_of(context)
    with reading(session, db) as store, store.reading() as connection:
        found = list_documents(connection, search, limit or None)
    print_rows([each.to_dict() for each in found], COLUMNS, layout_of(json, csv), session.lang)
