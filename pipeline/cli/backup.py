"""``duban backup``: a checked copy of the ledger while it is in use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.night_words import size
from pipeline.cli.nightly import room_of
from pipeline.cli.output import Column, layout_of, note, print_rows, write_line
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsCsv, AsJson, Db, now, reading
from pipeline.cli.words import both

To = Annotated[
    Path | None, typer.Option("--to", metavar="DIR", help=both("备份文件夹（默认夜间任务的）", "folder of backups"))
]
COLUMNS = (
    Column("made_at", "时间", "made at"),
    Column("file", "文件", "file", wrap=True),
    Column("documents", "公文", "documents"),
    Column("events", "事件", "events"),
    Column("size", "大小", "size"),
)


def command(
    context: typer.Context,
    to: To = None,
    listing: Annotated[bool, typer.Option("--list", help=both("列出已有备份", "list the backups"))] = False,
    check: Annotated[
        Path | None, typer.Option(metavar="FILE", help=both("核对一份备份", "check one backup against its manifest"))
    ] = None,
    db: Db = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Copy the ledger, open the copy and check it; then thin out old ones as the settings keep_* say."""
    from pipeline.batch.backup import back_up, check_backup
    from pipeline.batch.rotation import rotate
    from pipeline.store.outputs import BACKUP, remember

    session = session_of(context)
    settings = session.settings(db=db)
    folder = to or room_of(settings) / "backups"
    if check:
        told = check_backup(check)
        note(
            session.say(
                f"{check} 完好：公文 {told.rows['documents']} 份",
                f"{check} is whole: {told.rows['documents']} documents",
            )
        )
    elif listing:
        print_rows(_rows(folder), COLUMNS, layout_of(json, csv), session.lang)
    else:
        with reading(session, db) as store:
            path, manifest = back_up(store, folder, now, lambda file: remember(settings.db, BACKUP, file, now()))
        rotate(folder, (settings.keep_daily, settings.keep_weekly, settings.keep_monthly))
        write_line(str(path))
        note(
            session.say(
                f"已备份并核对：公文 {manifest.rows['documents']} 份，{size(manifest.bytes)}",
                f"backed up and checked: {manifest.rows['documents']} documents, {size(manifest.bytes)}",
            )
        )


def _rows(folder: Path) -> list[dict[str, object]]:
    from pipeline.batch.backup import backups, read_manifest

    rows: list[dict[str, object]] = []
    for path in reversed(backups(folder)):
        told = read_manifest(path)
        about: dict[str, object] = (
            {"made_at": told.made_at, "documents": told.rows.get("documents"), "events": told.rows.get("events")}
            if told
            else {}
        )
        rows.append(about | {"file": str(path), "size": size(path.stat().st_size)})
    return rows
