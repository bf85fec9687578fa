"""``duban burden``: the same data that several masters ask for (多头报送)."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.output import Column, Layout, layout_of, note, print_rows
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsCsv, AsJson, AsOf, Db, day_of, reading, today
from pipeline.cli.words import both

COLUMNS = (
    Column("what", "报送内容", "what", wrap=True),
    Column("masters", "报给谁（要求单位）", "masters", wrap=True),
    Column("bearers", "由谁报", "by whom", wrap=True),
    Column("ids", "编号", "ids", wrap=True),
)


def command(
    context: typer.Context,
    unit: Annotated[str | None, typer.Option(help=both("只看这个单位要报的", "what this unit reports"))] = None,
    as_of: AsOf = None,
    db: Db = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print what is reported to several masters."""
    from pipeline.ledger.burden import burden
    from pipeline.ledger.questions import Questions
    from pipeline.store.filters import Filter

    session, layout, day = session_of(context), layout_of(json, csv), day_of(as_of, "--as-of") or today()
    with reading(session, db) as store:
        questions = Questions.over(store, session.settings(db=db))
        with store.reading() as connection:
            asked = questions.understood(connection, Filter(day), unit)
            found = burden(connection, questions.book.directory, day, asked)
    rows = [each.to_dict() | {"ids": [entry.id for entry in each.entries]} for each in found]
    if rows or layout is not Layout.table:
        print_rows(rows, COLUMNS, layout, session.lang)
    if layout is Layout.table:
        note(session.say(f"多头报送 {len(rows)} 项", f"{len(rows)} things are asked for by several"))
