"""``duban db``: the ledger as a whole, from one database into another."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.output import dumps_list, note, write_line
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsJson, store_faults
from pipeline.cli.words import both

app = typer.Typer(
    help=both("数据库：整体搬迁", "the database as a whole"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.callback()
def _group() -> None:
    """One subcommand is no reason to drop its name."""


@app.command(
    help=both("把台账连同全部历史搬到另一个数据库，并证明一致", "move a ledger with its history, and prove it")
)
def copy(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar=both("从", "FROM"), help=both("原台账：文件或 URL", "file or URL"))],
    target: Annotated[
        str, typer.Argument(metavar=both("到", "TO"), help=both("空的新台账：文件或 URL", "file or URL"))
    ],
    json: AsJson = False,
) -> None:
    """Copy every table and event in one transaction, compare both sides row by row, and print the proof."""
    from pipeline.store.copying import copy_ledger
    from pipeline.store.opening import open_ledger, read_ledger

    session = session_of(context)
    with store_faults(session), read_ledger(source) as here, open_ledger(target) as there:
        proof = copy_ledger(here, there)
        name = there.where.name
    if json:
        write_line(
            dumps_list([{"rows": proof.rows, "content": proof.content, "chains": proof.chains, "db": name}])[1:-1]
        )
        return
    rows = sum(proof.rows.values())
    write_line(f"{proof.content}")
    note(
        session.say(
            f"已复制 {rows} 行到 {name}：公文 {proof.rows['documents']} 份，"
            f"事件 {proof.rows['events']} 个，逐行核对一致",
            f"{rows} rows copied to {name}: {proof.rows['documents']} documents, {proof.rows['events']} events; "
            "compared row by row, the same",
        )
    )
