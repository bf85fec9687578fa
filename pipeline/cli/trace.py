"""``duban trace ID``: the chain that a duty stands in, from its source down to who repeats it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.output import dumps_list, printable, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsJson, AsOf, Db, day_of, reading, soon_of, today
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.ledger.tracing import Step


def command(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help=both("编号", "its id"))],
    sure: Annotated[bool, typer.Option("--sure", help=both("不含待审的关联", "without mere suggestions"))] = False,
    as_of: AsOf = None,
    db: Db = None,
    json: AsJson = False,
) -> None:
    """Print the chain of a duty: who asked first, who passed it on, with which date."""
    from pipeline.ledger.tracing import trace
    from pipeline.store.queries import find_one, has_id

    session, day = session_of(context), day_of(as_of, "--as-of") or today()
    with reading(session, db) as store, store.reading() as connection:
        uid = id if has_id(connection, id) else find_one(connection, id, day).id
        steps = trace(connection, uid, day, not sure, soon_of(session, db, day))
    if json:
        write_line(dumps_list([step.to_dict() for step in steps]))
        return
    for step in steps:
        for line in _lines(step, uid, session):
            write_line(printable(line))


def _lines(step: Step, asked: str, session: Session) -> list[str]:
    from pipeline.cli.ledger_rows import standing_words
    from pipeline.cli.links import STATES

    indent = "　　" * step.depth if session.lang == "zh" else "    " * step.depth
    mark = "▶" if step.item == asked else "•"
    entry = step.entry
    words = entry.item.quote if entry else session.say("（已不在台账里）", "(no longer in the ledger)")
    due = (entry.due or session.say("无时限", "no date")) if entry else ""
    state = standing_words(entry, session.lang) if entry else ""
    found = [f"{indent}{mark} {step.document} [{step.item}] {due} {state}", f"{indent}  {words}"]
    if step.link:
        found.append(f"{indent}  ↑ {session.say(*STATES[step.link.state])}：{step.link.reason[session.lang]}")
    for each in step.others:
        found.append(f"{indent}  ! {session.say(*STATES[each.state])}：{each.reason[session.lang]}")
    return found
