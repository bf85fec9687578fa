"""``duban occurrences``: of something that recurs, which times it was done, which missed, and when it is next due."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.output import Column, Layout, layout_of, note, print_rows
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsCsv, AsJson, AsOf, Db, KnownAt, day_of, moment_of, reading, today
from pipeline.cli.words import both

COLUMNS = (
    Column("due", "应办日期", "due"),
    Column("status", "情况", "status"),
    Column("on", "登记日期", "on"),
    Column("note", "说明", "note", wrap=True),
)
STATUSES = {
    ("done", True): ("已办", "done"),
    ("missed", True): ("未办", "missed"),
    ("missed", False): ("未办（无登记）", "missed (nothing on record)"),
    ("due", False): ("待办", "due"),
}


def command(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help=both("编号", "its id"))],
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help=both("从哪天起（默认成文日期）", "since when")),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    db: Db = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print the occurrences of a recurring duty up to the next one."""
    from pipeline.store.occurrences import occurrences
    from pipeline.store.queries import find_one

    session, layout, day = session_of(context), layout_of(json, csv), day_of(as_of, "--as-of") or today()
    moment = moment_of(known_at, "--known-at")
    with reading(session, db) as store, store.reading() as connection:
        entry = find_one(connection, id, day, moment)
        found = occurrences(connection, entry, day, day_of(since, "--since"), moment)
    rows = [each.to_dict() for each in found]
    if layout is not Layout.json:
        rows = [row | {"status": session.say(*STATUSES[row["status"], row["said"]])} for row in rows]
    print_rows(rows, COLUMNS, layout, session.lang)
    if not rows and layout is Layout.table:
        note(session.say(f"{entry.id} 不是周期性任务", f"{entry.id} does not recur"))
