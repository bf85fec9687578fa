"""``duban correct``: say what a line of the ledger really says; it outlives every later reading by the machine."""

from __future__ import annotations

import json as plain_json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.output import dumps_list, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsJson, Db, day_of, now, soon_of, today, writing
from pipeline.cli.words import both
from pipeline.errors import ConfigError

if TYPE_CHECKING:
    from pipeline.store.entries import Entry

_NOTHING = ("", "无", "none", "null")


Id = Annotated[str, typer.Argument(metavar="ID", help=both("编号", "its id"))]
Units = Annotated[
    list[str] | None, typer.Option("--unit", help=both("责任单位（可多次）", "who must act (repeatable)"))
]
Due = Annotated[
    str | None, typer.Option(metavar="DATE", help=both("期限（“无”表示没有期限）", "due date (none: no deadline)"))
]
Sort = Annotated[
    str | None,
    typer.Option(help=both("类别：obligation、prohibition、sanction、permission", "obligation, prohibition …")),
]
ReportTo = Annotated[str | None, typer.Option(help=both("报送对象", "to whom it is reported"))]
Deliverable = Annotated[str | None, typer.Option(help=both("成果", "what is handed in"))]
Assign = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=JSON", help=both("任一字段，值写成 JSON", "any field, its value as JSON")),
]
Back = Annotated[
    list[str] | None,
    typer.Option("--unset", metavar="FIELD", help=both("撤回对某字段的更正", "take a correction back")),
]


def command(
    context: typer.Context,
    id: Id,
    unit: Units = None,
    due: Due = None,
    kind: Sort = None,
    report_to: ReportTo = None,
    deliverable: Deliverable = None,
    assign: Assign = None,
    back: Back = None,
    note: Annotated[str, typer.Option(help=both("说明", "note"))] = "",
    by: Annotated[str, typer.Option(help=both("更正人", "who corrects"))] = "",
    on: Annotated[str | None, typer.Option(metavar="DATE", help=both("哪天", "when (today)"))] = None,
    db: Db = None,
    json: AsJson = False,
) -> None:
    """Correct fields of a line; what the machine says of them stays visible beside it."""
    from pipeline.store.acts import Desk
    from pipeline.store.queries import find_one

    session, day = session_of(context), day_of(on, "--on") or today()
    fields = _fields(unit, kind, report_to, deliverable) | _assigned(assign or [])
    if not (fields or due is not None or back):
        raise ConfigError("没有要更正的内容（见 --help）", "nothing to correct (see --help)")
    with writing(session, db) as store:
        with store.reading() as connection:
            entry = find_one(connection, id, day)
        if due is not None:
            fields["deadline"] = _deadline(entry, due)
        desk = Desk(store, now, by, "correct")
        if back:
            desk.uncorrect(entry.id, back, day, note)
        if fields:
            desk.correct(entry.id, fields, day, note)
        with store.reading() as connection:
            entry = find_one(connection, entry.id, day, soon=soon_of(session, db, day))
    if json:
        write_line(dumps_list([entry.to_dict() | {"machine": entry.machine}])[1:-1])
    else:
        _tell(entry, [*fields, *(back or [])], session)


def _tell(entry: Entry, names: list[str], session: Session) -> None:
    """What was put right, and what the machine says beside it."""
    joined = "、".join(names)
    write_line(session.say(f"{entry.id}：已更正 {joined}", f"{entry.id}: corrected {joined}"))
    if entry.machine:
        from pipeline.cli.show import machine_words

        write_line(session.say("机器所读：", "the machine says: ") + str(machine_words(entry, session)))


def _fields(unit: list[str] | None, kind: str | None, report_to: str | None, deliverable: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if unit:
        found["bearers"] = [{"text": name} for name in unit if name not in _NOTHING]
    if kind:
        found["kind"] = kind
    for name, value in (("report_to", report_to), ("deliverable", deliverable)):
        if value is not None:
            found[name] = None if value in _NOTHING else value
    return found


def _assigned(pairs: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ConfigError(f"--set 写成 字段=JSON，不是 {pair}", f"--set takes FIELD=JSON, not {pair}")
        try:
            found[name.strip()] = plain_json.loads(value)
        except ValueError:
            found[name.strip()] = value
    return found


def _deadline(entry: Entry, due: str) -> dict[str, Any] | None:
    """The deadline as it was read with another date; one of its own where none was read."""
    from pipeline.codec import deadline_to_dict

    if due in _NOTHING:
        return None
    day = day_of(due, "--due")
    assert day is not None
    said = deadline_to_dict(entry.item.deadline) if entry.item.deadline else {"text": due}
    return {**said, "kind": "by", "due": day.isoformat(), "rrule": None, "start": None}
