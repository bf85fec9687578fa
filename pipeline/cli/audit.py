"""``duban audit verify``: whether anything was changed behind the ledger's back."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.output import dumps_list, printable, write_line
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsJson, Db, reading
from pipeline.cli.words import both

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def audit() -> None:
    """Check the ledger."""


@app.command("verify", help=both("核对：台账有没有被绕开程序改动", "check that nothing was changed behind its back"))
def verify(
    context: typer.Context,
    expect: Annotated[
        str | None,
        typer.Option(metavar="HASH", help=both("上次记下的总摘要", "the digest noted down last time")),
    ] = None,
    db: Db = None,
    json: AsJson = False,
) -> None:
    """Print what was changed; status 1 where anything was."""
    from pipeline.store import audit

    session = session_of(context)
    with reading(session, db) as store, store.reading() as connection:
        results = list(audit.verify(connection))
        total = audit.digest(connection)
    faults = [each for each in results if each is not None]
    count = len({each.document for each in faults}) + results.count(None)
    other = expect is not None and expect != total
    if json:
        rows = [
            {"document": each.document, "path": each.path, "fault": session.say(each.zh, each.en)} for each in faults
        ]
        report = {"documents": count, "faults": rows, "digest": total, "as_expected": not other}
        write_line(dumps_list([report])[1:-1])
        raise typer.Exit(1 if faults or other else 0)
    for each in faults:
        write_line(printable(f"{each.path} [{each.document}] {session.say(each.zh, each.en)}"))
    if other:
        write_line(session.say("总摘要与所给的不同", "the digest is not the one given"))
    write_line(
        session.say(
            f"核对 {count} 份：{len(faults)} 处不符；总摘要 {total}",
            f"{count} documents, {len(faults)} faults; digest {total}",
        )
    )
    raise typer.Exit(1 if faults or other else 0)
