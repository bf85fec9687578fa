"""``duban ledger``: who has to do what by when, as of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from pipeline.cli.asking import State, meant
from pipeline.cli.ledger_rows import print_entries
from pipeline.cli.output import Layout, layout_of, note
from pipeline.cli.question import Options, asks, plain
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import (
    AsCsv,
    AsJson,
    AsOf,
    Db,
    KnownAt,
    day_of,
    moment_of,
    now,
    reading,
    today,
    writing,
)
from pipeline.cli.words import both
from pipeline.errors import StoreError

# So many lines on a screen unless --limit says otherwise; JSON and CSV are whole.
SCREEN = 100
MOST = 1_000_000_000

InState = Annotated[State, typer.Option(help=both("状态", "state"))]
MinConfidence = Annotated[
    float | None,
    typer.Option(min=0, max=1, help=both("置信度低于此值的不列", "leave out items below this confidence")),
]
Limit = Annotated[
    int | None, typer.Option(min=0, max=MOST, help=both("最多几条（0 为全部）", "at most so many (0: all)"))
]
After = Annotated[str | None, typer.Option(metavar="CURSOR", help=both("接着这一行列", "the page after"))]
Save = Annotated[str | None, typer.Option(metavar="NAME", help=both("存下这个查询", "keep this question"))]
Saved = Annotated[str | None, typer.Option(metavar="NAME", help=both("用存下的查询", "ask a kept one"))]


@asks
def command(
    context: typer.Context,
    asked: Options,
    state: InState = State.outstanding,
    min_confidence: MinConfidence = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    limit: Limit = None,
    after: After = None,
    save: Save = None,
    saved: Saved = None,
    db: Db = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print the outstanding duties: unit, what, due, days left, source."""
    session, layout = session_of(context), layout_of(json, csv)
    options = asked | plain({"state": state})
    if saved or save:
        options = _kept(session, db, options, saved, save)
    from pipeline.store import queries

    day = day_of(as_of, "--as-of") or today()
    most = (SCREEN if layout is Layout.table else None) if limit is None else limit or None
    with reading(session, db) as store, store.reading() as connection:
        question = replace(
            meant(session, db, store, connection, options, day),
            known_at=moment_of(known_at, "--known-at"), limit=None if most is None else most + 1, after=after,
            min_confidence=session.settings(min_confidence=min_confidence).min_confidence,
        )  # fmt: skip
        found = queries.ledger(connection, question)
    print_entries(found[:most], layout, session.lang)
    if layout is Layout.table:
        _remark(day, len(found[:most]), len(found), session)


def _kept(session: Session, db: str | None, options: Options, saved: str | None, save: str | None) -> Options:
    """The options of a kept question under those that were given; and kept under a name where that is asked."""
    from pipeline.ledger import saved as kept
    from pipeline.store.stamps import stamp

    given = {name: value for name, value in options.items() if value not in (None, False, State.outstanding.value)}
    if saved:
        with reading(session, db) as store, store.reading() as connection:
            kept_one = kept.load(connection, saved)
        # What only a page can ask, and would be left out here; how a page looks doesn't matter.
        if beyond := sorted(set(kept_one) - set(options) - {"sort", "group", "size"}):
            raise StoreError(
                f"这个视图只能在网页上打开，命令行没有这些条件：{'、'.join(beyond)}",
                f"this view is for the pages; the command line can't ask for: {', '.join(beyond)}",
            )
        given = kept_one | given
    if save:
        with writing(session, db) as store, store.writing() as connection:
            kept.save(connection, save, given, stamp(now()))
    return given


def _remark(day: date, shown: int, found: int, session: Session) -> None:
    if found > shown:
        note(
            session.say(
                f"截至 {day}：只显示前 {shown} 条，全部请加 --limit 0",
                f"as of {day}: the first {shown} only; --limit 0 for all",
            )
        )
    else:
        note(session.say(f"截至 {day}：{shown} 条", f"as of {day}: {shown} items"))
