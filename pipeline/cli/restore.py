"""``duban restore``: a backup back in the place of the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.nightly import room_of
from pipeline.cli.output import note
from pipeline.cli.session import session_of
from pipeline.cli.storing import Db, now, store_faults
from pipeline.cli.words import both
from pipeline.errors import StoreError


def command(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar=both("[备份]", "[BACKUP]"), help=both("备份文件（默认最新一份）", "a backup (the newest)")
        ),
    ] = None,
    db: Db = None,
    yes: Annotated[bool, typer.Option("--yes", help=both("不再询问", "don't ask"))] = False,
) -> None:
    """Check a backup and put it where the ledger is; the ledger that was there is kept under another name."""
    from pipeline.batch.backup import backups
    from pipeline.batch.restore import restore

    session = session_of(context)
    settings = session.settings(db=db)
    folder = room_of(settings) / "backups"
    chosen = file or next(reversed(backups(folder)), None)
    if chosen is None:
        raise StoreError(f"{folder} 里没有备份", f"there is no backup in {folder}")
    question = session.say(f"用 {chosen} 替换台账 {settings.db}？", f"Replace the ledger {settings.db} by {chosen}?")
    if not yes and not typer.confirm(question, err=True):
        raise typer.Exit(1)
    with store_faults(session):
        told, former = restore(chosen, settings.db, now)
    kept = session.say(f"；原台账保存为 {former}", f"; the former ledger is {former}") if former else ""
    documents = told.rows["documents"]
    note(session.say(f"已恢复：公文 {documents} 份{kept}", f"restored: {documents} documents{kept}"))
