"""``duban purge``: a document that must not be here goes for good, from the ledger and from its exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.output import dumps_list, printable, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsJson, Db, now, writing
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.store.purge_files import Purged


def command(
    context: typer.Context,
    document: Annotated[
        str,
        typer.Argument(metavar="DOCUMENT", help=both("文件编号或 SHA-256（见 duban documents）", "its id or SHA-256")),
    ],
    reason: Annotated[str, typer.Option(help=both("清除的原因（必填，留在清除记录里）", "why (kept)"))] = "",
    by: Annotated[str, typer.Option(help=both("经办人", "who does it"))] = "",
    db: Db = None,
    json: AsJson = False,
) -> None:
    """Take a document out of the ledger, its index, its exports and backups; a record of the purge stays."""
    from pipeline.batch.purging import purge_everywhere

    session = session_of(context)
    with writing(session, db) as store:
        done = purge_everywhere(store, document, reason, by, now)
    if json:
        said = {"document": done.stone.document, "sha256": done.stone.sha256, "reason": done.stone.reason}
        files = {
            "removed": list(done.files.removed),
            "cleaned": list(done.files.cleaned),
            "left": list(done.files.left),
        }
        write_line(dumps_list([said | files])[1:-1])
    else:
        _say(done, session)
    raise typer.Exit(1 if done.files.left else 0)


def _say(done: Purged, session: Session) -> None:
    write_line(
        session.say(
            f"已清除 {done.stone.document}：原文、台账条目、索引都已删除，留有清除记录；同一文件不会再载入",
            f"{done.stone.document} purged: text, items and index are gone; a record stays, and the file stays out",
        )
    )
    for paths, zh, en in (
        (done.files.removed, "已删除含有它的文件", "removed"),
        (done.files.cleaned, "已从备份中清除", "purged from the backup"),
        (done.files.left, "清不掉，请人工销毁", "can't be cleaned; destroy it yourself"),
    ):
        for path in paths:
            write_line(printable(f"{session.say(zh, en)}{session.say('：', ': ')}{path}"))
