"""``duban links``: how documents and their duties hang together; suggestions are for persons to settle."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.output import Column, Layout, dumps_list, layout_of, note, print_rows, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsCsv, AsJson, Db, now, reading, writing
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.ledger.deciding import LinkRow

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)
COLUMNS = (
    Column("id", "编号", "id"),
    Column("kind", "关系", "kind"),
    Column("score", "把握", "score"),
    Column("state", "状态", "state"),
    Column("from", "文件", "from", wrap=True),
    Column("to", "关联到", "to", wrap=True),
    Column("reason", "理由", "reason", wrap=True),
)
STATES = {
    "suggested": ("待审", "suggested"),
    "applied": ("已自动采用", "applied"),
    "accepted": ("已采纳", "accepted"),
    "rejected": ("已否决", "rejected"),
    "undone": ("已撤销", "undone"),
}
Id = Annotated[str, typer.Argument(metavar="ID", help=both("关联编号", "the link's id"))]
Note = Annotated[str, typer.Option(help=both("说明", "note"))]
By = Annotated[str, typer.Option(help=both("经办人", "who decides"))]


class State(StrEnum):
    """Which links: those that wait for somebody, one state, or all."""

    suggested = "suggested"
    applied = "applied"
    accepted = "accepted"
    rejected = "rejected"
    undone = "undone"
    all = "all"


@app.callback()
def links() -> None:
    """Links between documents."""


@app.command("list", help=both("列出关联（默认待审的）", "list links (those that wait)"))
def show(
    context: typer.Context,
    state: Annotated[State, typer.Option(help=both("状态", "state"))] = State.suggested,
    kind: Annotated[str | None, typer.Option(help=both("关系，如 cascade、same", "kind, such as cascade"))] = None,
    item: Annotated[str | None, typer.Option(metavar="ID", help=both("只看这一条或这份文件", "of this item"))] = None,
    limit: Annotated[int | None, typer.Option(min=1, help=both("最多几条", "at most so many"))] = None,
    db: Db = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print links, the surest first."""
    from pipeline.ledger.deciding import STATES as ALL
    from pipeline.ledger.deciding import list_links

    session, layout = session_of(context), layout_of(json, csv)
    states = ALL if state is State.all else (state.value,)
    with reading(session, db) as store, store.reading() as connection:
        found = list_links(connection, states, kind, item, limit)
    if layout is Layout.json:
        write_line(dumps_list([each.to_dict() for each in found]))
        return
    if found or layout is Layout.csv:
        print_rows([row_of(each, session) for each in found], COLUMNS, layout, session.lang)
    if layout is Layout.table:
        note(session.say(f"{len(found)} 条关联", f"{len(found)} links"))


@app.command("accept", help=both("采纳一条关联", "accept a link"))
def accept(context: typer.Context, id: Id, note: Note = "", by: By = "", db: Db = None, json: AsJson = False) -> None:
    """It is so; what follows from it comes into force."""
    _decide(session_of(context), db, json, "accept", id, note, by)


@app.command("reject", help=both("否决一条关联（不再提示）", "reject a link (it isn't suggested again)"))
def reject(context: typer.Context, id: Id, note: Note = "", by: By = "", db: Db = None, json: AsJson = False) -> None:
    """It isn't so."""
    _decide(session_of(context), db, json, "reject", id, note, by)


@app.command("undo", help=both("撤销一条已采用的关联", "take a link out of force again"))
def undo(context: typer.Context, id: Id, note: Note = "", by: By = "", db: Db = None, json: AsJson = False) -> None:
    """What followed from it is taken back."""
    _decide(session_of(context), db, json, "undo", id, note, by)


def _decide(session: Session, db: str | None, json: bool, what: str, uid: str, said: str, by: str) -> None:
    from pipeline.ledger.deciding import LinkDesk

    with writing(session, db) as store:
        link = getattr(LinkDesk(store, now, by), what)(uid, said)
    if json:
        write_line(dumps_list([link.to_dict()])[1:-1])
        return
    write_line(f"{link.id} {session.say(*STATES[link.state])}：{link.reason[session.lang]}")


def row_of(link: LinkRow, session: Session) -> dict[str, Any]:
    """A link as the cells of a table."""
    from pipeline.ledger.deciding import KINDS

    return {
        "id": link.id,
        "kind": session.say(*KINDS.get(link.kind, (link.kind, link.kind))),
        "score": f"{link.score:.2f}",
        "state": session.say(*STATES[link.state]),
        "from": _side(link.from_name, link.from_item),
        "to": _side(link.to_name, link.to_item),
        "reason": link.reason[session.lang],
    }


def _side(name: str, item: str | None) -> str:
    return f"{name} [{item}]" if item else name
