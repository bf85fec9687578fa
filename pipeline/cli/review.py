"""``duban review``: the review desk on the command line; each command is one decision, and each can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.output import Column, dumps_list, layout_of, print_rows, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsCsv, AsJson, Db, now, reading, today, writing
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.store.review import Decision, Review

app = typer.Typer(
    help=both("审核：确认、剔除、拆分、合并、补录、撤回", "review: accept, reject, split, merge, add, undo"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
COLUMNS = (
    Column("id", "编号", "id"),
    Column("confidence", "置信度", "confidence"),
    Column("unit", "责任单位", "unit", wrap=True),
    Column("what", "事项（原文）", "what (evidence)", wrap=True),
)
Id = Annotated[str, typer.Argument(metavar="ID", help=both("编号", "its id"))]
By = Annotated[str, typer.Option(help=both("审核人", "who reviews"))]
Note = Annotated[str, typer.Option(help=both("说明", "note"))]


@app.command(
    "next", help=both("下一批待审：人机不同的和把握小的在前", "what is to be looked at next, the doubtful first")
)
def next_(
    context: typer.Context,
    document: Annotated[str | None, typer.Option(help=both("只看这份公文", "this document only"))] = None,
    limit: Annotated[int, typer.Option(min=1, help=both("几条", "how many"))] = 20,
    db: Db = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print what is still to be reviewed."""
    from pipeline.export import words
    from pipeline.store.filters import KINDS, Filter
    from pipeline.store.queries import by_id
    from pipeline.store.queries_review import queue, reviews

    session, day = session_of(context), today()
    with reading(session, db) as store, store.reading() as connection:
        wanted = queue(connection, Filter(day, document=document, kinds=KINDS, states=None), reviews(connection), limit)
        found = [entry for uid in wanted if (entry := by_id(connection, uid, day))]
    rows = [
        {"id": each.id, "confidence": each.item.confidence, "unit": words.bearers(each.item.bearers, session.lang),
         "what": each.item.quote}
        for each in found
    ]  # fmt: skip
    print_rows(rows, COLUMNS, layout_of(json, csv), session.lang)


@app.command("progress", help=both("审了多少、改了多少", "how far the review has come"))
def progress_(context: typer.Context, db: Db = None, json: AsJson = False) -> None:
    """Print how many were reviewed, and how many were left as they were."""
    from pipeline.store.queries_review import progress, reviews

    session = session_of(context)
    with reading(session, db) as store, store.reading() as connection:
        made = progress(connection, reviews(connection))
    if json:
        row = {"total": made.total, "reviewed": made.reviewed, "accepted": made.accepted, "corrected": made.corrected,
               "rejected": made.rejected, "added": made.added, "agreement": made.agreement}  # fmt: skip
        write_line(dumps_list([row])[1:-1])
        return
    share = (
        "" if made.agreement is None else session.say(f"，未改 {made.agreement:.0%}", f", {made.agreement:.0%} as read")
    )
    write_line(
        session.say(f"已审 {made.reviewed} / {made.total}{share}", f"{made.reviewed} of {made.total} reviewed{share}")
    )


@app.command("accept", help=both("没有问题", "it is right"))
def accept(context: typer.Context, id: Id, note: Note = "", by: By = "", db: Db = None) -> None:
    """Say that it is an obligation as it stands."""
    _decide(context, db, by, lambda desk, seen: desk.accept(id, seen(id), today(), note))


@app.command("reject", help=both("不是事项：移出台账，重新读取也不再出现", "it is none: out of the ledger for good"))
def reject(context: typer.Context, id: Id, note: Note = "", by: By = "", db: Db = None) -> None:
    """Say that it is none."""
    _decide(context, db, by, lambda desk, seen: desk.reject(id, seen(id), today(), note))


@app.command("split", help=both("拆成两条", "make two of it"))
def split(
    context: typer.Context,
    id: Id,
    at: Annotated[int, typer.Option(metavar="OFFSET", help=both("在原文的这个位置拆", "offset in the text"))],
    note: Note = "",
    by: By = "",
    db: Db = None,
) -> None:
    """Split it at an offset of the stored text."""
    _decide(context, db, by, lambda desk, seen: desk.split(id, at, seen(id), today(), note))


@app.command("merge", help=both("两条并作一条", "make one of two"))
def merge(
    context: typer.Context,
    id: Id,
    other: Annotated[str, typer.Argument(metavar="OTHER", help=both("同一公文的另一条", "another of its document"))],
    note: Note = "",
    by: By = "",
    db: Db = None,
) -> None:
    """Join two of one document."""
    _decide(
        context, db, by, lambda desk, seen: desk.merge(id, other, {id: seen(id), other: seen(other)}, today(), note)
    )


@app.command("add", help=both("补录机器漏掉的一句", "add a sentence that the machine has missed"))
def add(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help=both("公文编号", "the document's id"))],
    start: Annotated[int, typer.Option(metavar="OFFSET", help=both("起", "from"))],
    end: Annotated[int, typer.Option(metavar="OFFSET", help=both("止（不含）", "to (exclusive)"))],
    kind: Annotated[str, typer.Option(help=both("类别", "kind"))] = "obligation",
    note: Note = "",
    by: By = "",
    db: Db = None,
) -> None:
    """Add what stands between two offsets of the stored text."""
    from pipeline.model import Span

    _decide(context, db, by, lambda desk, _seen: desk.add(document, Span(start, end), kind, today(), note))


@app.command("undo", help=both("撤回一次审核（按它给出的号）", "take a decision back, by what it printed"))
def undo(
    context: typer.Context,
    decision: Annotated[
        str, typer.Argument(metavar="DECISION", help=both("如 k3f9x2mq7h:4,5", "such as k3f9x2mq7h:4,5"))
    ],
    by: By = "",
    db: Db = None,
) -> None:
    """Take a decision back."""
    document, _, numbers = decision.partition(":")
    seqs = [int(each) for each in numbers.split(",") if each.isdecimal()]
    _decide(context, db, by, lambda desk, _seen: desk.undo(document, seqs, today()))


@app.command("gold", help=both("审过的公文作为标注输出（JSON Lines）", "reviewed documents as gold (JSON Lines)"))
def gold(context: typer.Context, db: Db = None) -> None:
    """Print the records of the documents that were reviewed, corrections in."""
    from pipeline.codec import dumps
    from pipeline.store.queries_review import reviews
    from pipeline.store.records import record_in

    with reading(session_of(context), db) as store, store.reading() as connection:
        for uid in sorted({each.rpartition("-")[0] for each in reviews(connection)}):
            write_line(dumps(record_in(connection, uid)))


def _decide(
    context: typer.Context, db: str | None, by: str, decide: Callable[[Review, Callable[[str], int]], Decision]
) -> None:
    """One decision over what the ledger has now, and how to take it back."""
    from pipeline.store.review import Review
    from pipeline.store.seen import version_of

    session = session_of(context)
    with writing(session, db) as store:

        def seen(uid: str) -> int:
            with store.reading() as connection:
                return version_of(connection, uid)

        made = decide(Review(store, now, by, "review"), seen)
    _told(made, session)


def _told(made: Any, session: Session) -> None:
    name = f"{made.document}:{','.join(map(str, made.seqs))}"
    items = "、".join(made.items)
    write_line(
        session.say(f"{items}：已记入，撤回用 duban review undo {name}", f"{items}: done; duban review undo {name}")
    )
