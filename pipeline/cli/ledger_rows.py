"""A line of the ledger as the cells of a table, in the words of an office."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from pipeline.cli.output import Column, Layout, print_rows

if TYPE_CHECKING:
    from pipeline.store.entries import Entry

COLUMNS = (
    Column("id", "编号", "id"),
    Column("unit", "责任单位", "unit", wrap=True),
    Column("what", "事项（原文）", "what (evidence)", wrap=True),
    Column("due", "时限", "due", wrap=True),
    Column("days_left", "剩余天数", "days left"),
    Column("standing", "状态", "state"),
    Column("number", "依据文号", "number", wrap=True),
    Column("source", "来源", "source", wrap=True),
)
PENALTIES = Column("penalties", "罚则", "penalties", wrap=True)
# What a table has no room for.
WHOLE = (
    Column("kind", "类别", "kind"),
    Column("document", "文件", "document"),
    Column("start", "起", "start"),
    Column("end", "止", "end"),
)


def row_of(entry: Entry, lang: str) -> dict[str, Any]:
    """A line of the ledger as the cells of a table."""
    from pipeline.export import words

    item = entry.item
    return {
        "id": entry.id,
        "kind": item.kind,
        "unit": entry.assigned_to or words.bearers(item.bearers, lang),
        "what": item.quote,
        "due": due_words(entry, lang),
        "days_left": entry.days_left,
        "standing": standing_words(entry, lang),
        "number": entry.number,
        "source": f"{PurePath(entry.document).name} [{item.span.start}:{item.span.end}]",
        "document": entry.document,
        "start": item.span.start,
        "end": item.span.end,
        "penalties": words.joined((words.penalty(each, lang) for each in item.penalties), lang),
    }


def due_words(entry: Entry, lang: str) -> str:
    """The due date, with the words of the document where they say more."""
    said = entry.item.deadline.text if entry.item.deadline else ""
    if entry.due is None:
        return said
    due = entry.due.replace("T", " ")
    if entry.item.deadline and entry.item.deadline.rrule:
        from pipeline.export import words

        often = words.quota(entry.item.deadline.quota, lang)
        return words.bracketed(due, words.joined((part for part in (said, often) if part), lang, "，"), lang)
    return due


def standing_words(entry: Entry, lang: str) -> str:
    """Its state, and whether it is late."""
    from pipeline.store.lifecycle import STATES

    zh, en = STATES[entry.state]
    if entry.light == "red":
        zh, en = f"{zh}·逾期", f"{en}, overdue"
    return en if lang == "en" else zh


def print_entries(entries: list[Entry], layout: Layout, lang: str) -> None:
    """All of them; the column of penalties where there are any, every column in CSV."""
    if layout is Layout.json:
        print_rows([entry.to_dict() for entry in entries], COLUMNS, layout, lang)
        return
    rows = [row_of(entry, lang) for entry in entries]
    costs = (PENALTIES,) if layout is Layout.csv or any(row["penalties"] for row in rows) else ()
    if rows or layout is Layout.csv:
        print_rows(rows, (*COLUMNS[:3], *costs, *COLUMNS[3:], *(WHOLE if layout is Layout.csv else ())), layout, lang)
