"""``duban mark``: what was done about one line of the ledger."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import typer

from pipeline.cli.output import dumps_list, write_line
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsJson, Db, day_of, now, soon_of, today, writing
from pipeline.cli.words import both
from pipeline.errors import ConfigError


class Act(StrEnum):
    """What can be done, in the order of an office's day."""

    assigned = "assigned"
    acknowledged = "acknowledged"
    progress = "progress"
    extended = "extended"
    returned = "returned"
    done = "done"
    closed = "closed"
    cancelled = "cancelled"
    superseded = "superseded"
    missed = "missed"
    undo = "undo"


Id = Annotated[str, typer.Argument(metavar="ID", help=both("编号", "its id"))]
What = Annotated[
    Act,
    typer.Argument(
        metavar="ACT",
        help=both(
            "assigned 交办、acknowledged 签收、progress 反馈、extended 延期、"
            "returned 退回、done 办结、closed 销号、"
            "cancelled 撤销、superseded 替代、missed 本期未办、undo 撤回上一步",
            "assigned, acknowledged, progress, extended, returned, done, closed, cancelled, superseded, "
            "missed (an occurrence), undo (the last act)",
        ),
    ),
]
Occurrence = Annotated[
    str | None,
    typer.Option(metavar="DATE", help=both("周期性任务的哪一期（配合 done）", "which occurrence (with done)")),
]


def command(
    context: typer.Context,
    id: Id,
    act: What,
    note: Annotated[str, typer.Option(help=both("说明、依据", "note, evidence"))] = "",
    by: Annotated[str, typer.Option(help=both("经办人", "who did it"))] = "",
    on: Annotated[str | None, typer.Option(metavar="DATE", help=both("哪天", "when (today)"))] = None,
    to: Annotated[str | None, typer.Option(metavar="UNIT", help=both("交办给谁", "to whom it is assigned"))] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help=both("延期到", "extended until"))] = None,
    occurrence: Occurrence = None,
    approver: Annotated[str, typer.Option(help=both("延期批准人", "who approved the extension"))] = "",
    evidence: Annotated[str, typer.Option(help=both("销号依据（如核查表）", "evidence for closing"))] = "",
    db: Db = None,
    json: AsJson = False,
) -> None:
    """Put on record what was done about a line of the ledger."""
    from pipeline.cli.history import ACT_WORDS
    from pipeline.store.acts import Desk
    from pipeline.store.queries import find_one

    session = session_of(context)
    day = day_of(on, "--on") or today()
    kind, data = _said(act, day_of(occurrence, "--occurrence"), day_of(until, "--until"))
    data |= {name: value for name, value in (("to", to), ("approver", approver), ("evidence", evidence)) if value}
    with writing(session, db) as store:
        with store.reading() as connection:
            uid = find_one(connection, id, day).id
        desk = Desk(store, now, by, "mark")
        event = desk.undo(uid, day, note) if act is Act.undo else desk.act(uid, kind, day, note, **data)
        with store.reading() as connection:
            entry = find_one(connection, uid, day, soon=soon_of(session, db, day))
    if json:
        write_line(dumps_list([entry.to_dict()])[1:-1])
        return
    words = session.say(*ACT_WORDS["missed" if act is Act.missed else event.kind])
    write_line(session.say(f"{uid}：{event.on} {words}", f"{uid}: {words} on {event.on}"))


def _said(act: Act, occurrence: date | None, until: date | None) -> tuple[str, dict[str, Any]]:
    """The kind of event, and what is said with it."""
    if act is Act.missed and occurrence is None:
        raise ConfigError("要用 --occurrence 写明是哪一期", "say which occurrence with --occurrence")
    if occurrence and act in (Act.done, Act.missed):
        return "occurrence", {"date": occurrence.isoformat(), "status": act.value}
    return act.value, {"due": until.isoformat()} if until else {}
