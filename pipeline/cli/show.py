"""``duban show``: one line of the ledger with everything that is known of it, and where it stands in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.output import dumps_list, printable, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsJson, AsOf, Db, KnownAt, day_of, moment_of, reading, soon_of, today
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.store.entries import Entry

_AROUND = 40
_MARKS = {
    "scan": ("扫描件（文字为识别所得）", "a scan, its words recognized"),
    "doubtful": ("扫描不清晰", "badly legible"),
    "unread": ("有扫描页未识别", "scanned pages are missing"),
    "closed": ("有的页图片打不开", "pages are missing whose pictures can't be opened"),
    "pictures": ("有整页大小的图片未识别", "pictures as large as pages were not read"),
}


def command(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help=both("编号，开头几位即可", "its id, or how it begins"))],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    db: Db = None,
    json: AsJson = False,
) -> None:
    """Print one line of the ledger in full."""
    from pipeline.store.origins import origin_of
    from pipeline.store.queries import find_one
    from pipeline.store.queries_documents import text_of

    session = session_of(context)
    day = day_of(as_of, "--as-of") or today()
    with reading(session, db) as store, store.reading() as connection:
        entry = find_one(connection, id, day, moment_of(known_at, "--known-at"), soon_of(session, db, day))
        text = text_of(connection, entry.document_id)
        flags = origin_of(connection, entry.document_id).flags
    if json:
        more = {"machine": entry.machine} if entry.machine is not None else {}
        write_line(dumps_list([entry.to_dict() | more])[1:-1])
        return
    for name, value in _lines(entry, text, flags, session):
        write_line(f"{name}：{value}" if session.lang == "zh" else f"{name}: {value}")


def _lines(entry: Entry, text: str, flags: tuple[str, ...], session: Session) -> list[tuple[str, str]]:
    from pipeline.cli.ledger_rows import due_words, standing_words
    from pipeline.export import words

    item, lang = entry.item, session.lang
    found: list[tuple[str, Any]] = [
        (session.say("编号", "id"), entry.id),
        (session.say("类别", "kind"), words.name_of(words.KINDS, item.kind, lang)),
        (session.say("责任单位", "unit"), words.bearers(item.bearers, lang)),
        (session.say("交办给", "assigned to"), entry.assigned_to),
        (session.say("时限", "due"), due_words(entry, lang)),
        (session.say("剩余天数", "days left"), entry.days_left),
        (session.say("状态", "state"), standing_words(entry, lang)),
        (session.say("报送对象", "report to"), item.report_to),
        (session.say("成果", "deliverable"), item.deliverable),
        (session.say("条件", "condition"), item.condition),
        (session.say("罚则", "penalties"), words.joined((words.penalty(each, lang) for each in item.penalties), lang)),
        (session.say("法律依据", "legal basis"), words.joined(item.legal_basis, lang)),
        (session.say("传达", "reported by"), item.reported_by),
        (session.say("依据文号", "number"), entry.number),
        (session.say("章节", "section"), " › ".join(item.section)),
        (session.say("置信度", "confidence"), item.confidence),
        (session.say("来源", "source"), f"{entry.document} [{item.span.start}:{item.span.end}]"),
        (session.say("文件标记", "the file"), marks(flags, session)),
        (session.say("原文", "evidence"), evidence(text, item.span.start, item.span.end)),
        (session.say("机器所读", "the machine says"), machine_words(entry, session)),
    ]
    return [(name, printable(str(value))) for name, value in found if value not in (None, "")]


def marks(flags: tuple[str, ...], session: Session) -> str:
    """What must be known of the file: that it is internal, that it was recognized and how well."""
    words = (session.say(*_MARKS[flag]) if flag in _MARKS else flag for flag in flags)
    return session.say("、", ", ").join(words)


def evidence(text: str, start: int, end: int) -> str:
    """The words in their surroundings, marked with 【】."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    head, tail = "…" if start > _AROUND else "", "…" if len(text) > end + _AROUND else ""
    return f"{head}{before}【{text[start:end]}】{after}{tail}"


def machine_words(entry: Entry, session: Session) -> str | None:
    """What the machine says where a person has corrected it: the fields that differ."""
    from pipeline.cli.history_words import fields_in_words
    from pipeline.codec import obligation_to_dict

    if entry.machine is None:
        return None
    if entry.machine.get("withdrawn"):
        return session.say("现在读不出这一条", "it no longer finds this item")
    now = obligation_to_dict(entry.item)
    return fields_in_words({name: value for name, value in entry.machine.items() if now.get(name) != value}, session)
