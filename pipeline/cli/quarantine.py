"""``duban quarantine``: what could not be read, why, and what is to become of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.output import Column, Layout, layout_of, note, print_rows
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsCsv, AsJson, Db, now, reading, writing
from pipeline.cli.words import both
from pipeline.errors import StoreError

if TYPE_CHECKING:
    from pipeline.store.refusals import Quarantined

app = typer.Typer(
    help=both("隔离区：没能读入的文件", "files that could not be read"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
COLUMNS = (
    Column("id", "编号", "id"),
    Column("path", "文件", "file", wrap=True),
    Column("reason", "原因", "reason", wrap=True),
    Column("tries", "次数", "tries"),
    Column("last_at", "最近一次", "last tried"),
)
Which = Annotated[
    list[str] | None,
    typer.Argument(metavar=both("[编号|路径]…", "[ID|PATH]…"), help=both("编号或文件路径", "ids or paths")),
]
All = Annotated[bool, typer.Option("--all", help=both("全部", "all of them"))]


@app.command("list", help=both("列出隔离的文件、原因和重试办法", "what is in quarantine and why"))
def show(context: typer.Context, db: Db = None, json: AsJson = False, csv: AsCsv = False) -> None:
    """Print what is in quarantine."""
    from pipeline.store.refusals import listed

    session, layout = session_of(context), layout_of(json, csv)
    with reading(session, db) as store, store.reading() as connection:
        found = listed(connection)
    rows = [each.to_dict() | {"reason": session.say(each.reason_zh, each.reason_en)} for each in found]
    if rows or layout is not Layout.table:
        print_rows(rows, COLUMNS, layout, session.lang)
    if layout is Layout.table:
        note(
            session.say(
                f"隔离 {len(rows)} 份；duban quarantine retry 编号 重读，drop 编号 不再理会",
                f"{len(rows)} in quarantine; duban quarantine retry ID reads again, drop ID leaves it for good",
            )
        )


@app.command(help=both("现在重读（修好文件之后）", "read again now, once the file is mended"))
def retry(context: typer.Context, which: Which = None, everything: All = False, db: Db = None) -> None:
    """Read quarantined files again; status 1 where one still can't be read."""
    from pipeline.batch.quarantine import retry as read_again

    session = session_of(context)
    settings = session.settings(db=db)
    with writing(session, db) as store:
        with store.reading() as connection:
            chosen = _chosen(connection, which, everything)
        tally = read_again(store, settings, [each.path for each in chosen], now)
    for each in tally.refused:
        note(f"- {session.say(each.zh, each.en)}")
    read = tally.new + tally.updated + tally.same
    note(session.say(f"读入 {read} 份，仍未读入 {tally.failed} 份", f"{read} read, {tally.failed} still refused"))
    raise typer.Exit(1 if tally.failed else 0)


@app.command(help=both("不再理会这些文件", "leave these files for good"))
def drop(context: typer.Context, which: Which = None, everything: All = False, db: Db = None) -> None:
    """Take entries out of quarantine; their files are read again only when they change."""
    from pipeline.store.refusals import set_state

    session = session_of(context)
    with writing(session, db) as store, store.writing() as connection:
        chosen = _chosen(connection, which, everything)
        set_state(connection, [each.id for each in chosen], "dropped")
    note(session.say(f"已移出 {len(chosen)} 份", f"{len(chosen)} dropped"))


def _chosen(connection: object, which: list[str] | None, everything: bool) -> list[Quarantined]:
    from pipeline.store.refusals import listed

    found = listed(connection)  # type: ignore[arg-type]
    if everything:
        return found
    wanted = which or []
    if not wanted:
        raise StoreError("写明编号或路径，或用 --all", "name ids or paths, or say --all")
    chosen = [each for each in found if _named(each, wanted)]
    if missing := [name for name in wanted if not any(_named(each, [name]) for each in found)]:
        raise StoreError(f"隔离区里没有：{'、'.join(missing)}", f"not in quarantine: {', '.join(missing)}")
    return chosen


def _named(entry: Quarantined, names: list[str]) -> bool:
    return str(entry.id) in names or entry.path in names or entry.path in {str(Path(name).absolute()) for name in names}
