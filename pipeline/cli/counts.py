"""``duban counts``: how many lines answer a question, and how many of them are late."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from pipeline.cli.asking import State, meant
from pipeline.cli.output import Column, layout_of, print_rows
from pipeline.cli.question import Options, asks, plain
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsCsv, AsJson, AsOf, Db, day_of, reading, today
from pipeline.cli.words import both


class By(StrEnum):
    """What is counted by."""

    light = "light"
    day = "day"
    unit = "unit"
    level = "level"
    kind = "kind"
    state = "state"
    instrument = "instrument"


HEADS = {
    By.light: ("红黄灯", "light"),
    By.day: ("到期日", "due on"),
    By.unit: ("责任单位", "unit"),
    By.level: ("发文层级", "level"),
    By.kind: ("类别", "kind"),
    By.state: ("状态", "state"),
    By.instrument: ("依据文号", "number"),
}
_BY = Annotated[By, typer.Option("--by", help=both("按什么计数", "what is counted by"))]
_STATE = Annotated[State, typer.Option(help=both("状态", "state"))]


@asks
def command(
    context: typer.Context,
    asked: Options,
    by: _BY = By.light,
    state: _STATE = State.outstanding,
    as_of: AsOf = None,
    db: Db = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print how many lines answer, by light, day, unit and so on, and how many of these are late."""
    from pipeline.store.tallies import tally

    session, layout, day = session_of(context), layout_of(json, csv), day_of(as_of, "--as-of") or today()
    options = asked | plain({"state": state})
    with reading(session, db) as store, store.reading() as connection:
        found = tally(connection, meant(session, db, store, connection, options, day), by.value)
    columns = (
        Column("name", *HEADS[by], wrap=True),
        Column("total", "条数", "lines"),
        Column("late", "逾期", "overdue"),
        Column("key", "代码", "code"),
    )
    rows = [asdict(each) | {"name": _name(by, each.key, session)} for each in found]
    print_rows(rows, columns[:3] if not (json or csv) else columns, layout, session.lang)


def _name(by: By, key: str, session: Session) -> str:
    """What the sort is called; those that have no such thing are said to have none."""
    from pipeline.export import words
    from pipeline.store.lifecycle import STATES

    names = {By.light: words.LIGHTS, By.level: words.LEVELS, By.kind: words.KINDS, By.state: STATES}.get(by, {})
    return words.name_of(names, key, session.lang) if key else session.say("（没有）", "(none)")
