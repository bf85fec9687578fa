"""``duban history``: everything that happened to one line of the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.history_words import details, moment
from pipeline.cli.output import Column, Layout, layout_of, print_rows
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsCsv, AsJson, Db, KnownAt, moment_of, reading, today
from pipeline.cli.words import both

COLUMNS = (
    Column("on", "日期", "on"),
    Column("what", "事项", "what"),
    Column("actor", "经办", "by", wrap=True),
    Column("details", "内容", "details", wrap=True),
    Column("note", "说明", "note", wrap=True),
    Column("recorded_at", "记入时间", "recorded at"),
)
ACT_WORDS = {
    "registered": ("立项", "registered"),
    "reread": ("重新读取", "read anew"),
    "lost": ("机器不再读出", "no longer found by the machine"),
    "assigned": ("交办", "assigned"),
    "acknowledged": ("签收", "acknowledged"),
    "progress": ("反馈", "progress"),
    "extended": ("延期", "extended"),
    "occurrence": ("本期办结", "occurrence done"),
    "missed": ("本期未办", "occurrence missed"),
    "returned": ("退回", "returned"),
    "done": ("办结", "done"),
    "closed": ("销号", "closed"),
    "cancelled": ("撤销", "cancelled"),
    "superseded": ("被替代", "superseded"),
    "lapsed": ("失效", "lapsed"),
    "repealed": ("所依据文件废止", "its document was repealed"),
    "validity": ("文件有效期", "term of its document"),
    "resolved": ("日历定出日期", "dated by the calendar"),
    "retracted": ("撤回", "taken back"),
    "corrected": ("更正", "corrected"),
    "accepted": ("审核通过", "accepted"),
    "rejected": ("审核剔除", "rejected"),
    "added": ("人工补录", "added by hand"),
    "uncorrected": ("撤回更正", "correction taken back"),
}


def command(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help=both("编号", "its id"))],
    known_at: KnownAt = None,
    db: Db = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print what happened to a line of the ledger, oldest first."""
    from pipeline.store.acts import no_such
    from pipeline.store.queries import find_one, has_id
    from pipeline.store.queries_history import history

    session, layout = session_of(context), layout_of(json, csv)
    with reading(session, db) as store, store.reading() as connection:
        uid = id if has_id(connection, id) else find_one(connection, id, today()).id
        found = history(connection, uid, moment_of(known_at, "--known-at"))
        if not found:
            raise no_such(id)
    if layout is Layout.json:
        print_rows([each.to_dict() for each in found], COLUMNS, layout, session.lang)
        return
    rows = [
        each.to_dict()
        | {
            "what": session.say(*ACT_WORDS[each.data.get("status") or each.kind]),
            "details": details(each.kind, each.data, session),
        }
        | ({"recorded_at": moment(each.recorded_at)} if layout is Layout.table else {})
        for each in found
    ]
    print_rows(rows, COLUMNS, layout, session.lang)
