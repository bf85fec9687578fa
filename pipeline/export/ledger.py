"""The answer to a question of the ledger in each of the ways out; the command line, the pages and the API share it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from pipeline.codec import dumps
from pipeline.export.delimited import BOM, to_csv
from pipeline.export.ledger_rows import HEADINGS, due_words, office_row
from pipeline.model import Record
from pipeline.store.entries import Entry
from pipeline.store.filters import Filter
from pipeline.store.queries import ledger
from pipeline.store.records import record_in

_CSV_MORE = ("kind", "light", "days_left", "confidence", "document", "start", "end")


def export(
    connection: Connection, format: str, asked: Filter, moment: datetime, *, lang: str = "zh", link: str = ""
) -> bytes:
    """The bytes of one of ``files.FORMATS``. ``moment`` is now; ``link`` a URL with ``{id}`` for calendar entries."""
    if format == "docx":
        # A circular tells what is done beside what is not.
        asked = replace(asked, states=None)
    entries = ledger(connection, asked)
    if format == "xlsx":
        from pipeline.export.sheet import workbook

        return workbook(entries, asked.as_of, lang)
    if format == "ics":
        from pipeline.export.ics import calendar

        return calendar(entries, _name(asked, lang), moment, link, lang)
    if format == "docx":
        from pipeline.export.circular import circular

        return circular(entries, asked.as_of, asked.soon())
    if format == "jsonl":
        return lines(connection, entries).encode()
    if format == "docbin":
        return _docbin(connection, entries)
    return (BOM + csv_text(entries, lang)).encode()


def csv_text(entries: Sequence[Entry], lang: str) -> str:
    """The ledger's columns and more, one line a row, under headings in the user's language."""
    rows = [
        office_row(entry, number, lang)
        | {
            "due": due_words(entry),
            "kind": entry.item.kind,
            "light": entry.light,
            "days_left": entry.days_left,
            "confidence": entry.item.confidence,
            "document": entry.document,
            "start": entry.item.span.start,
            "end": entry.item.span.end,
        }
        for number, entry in enumerate(entries, 1)
    ]
    keys = [each.key for each in HEADINGS if each.key != "feedback"]
    heads = [each.name(lang) for each in HEADINGS if each.key != "feedback"]
    return to_csv(rows, [*keys, *_CSV_MORE], [*heads, *_CSV_MORE])


def lines(connection: Connection, entries: Sequence[Entry]) -> str:
    """The records of the documents that the lines are from, one a line, with these obligations and no others."""
    return "".join(dumps(record) + "\n" for record in _records(connection, entries))


def _docbin(connection: Connection, entries: Sequence[Entry]) -> bytes:
    from pipeline.export.docbin import to_docbin
    from pipeline.segment import make_segmenter

    return to_docbin(_records(connection, entries), make_segmenter("jieba")).to_bytes()


def _records(connection: Connection, entries: Sequence[Entry]) -> Iterator[Record]:
    wanted = {entry.id for entry in entries}
    for uid in dict.fromkeys(entry.document_id for entry in entries):
        record = record_in(connection, uid)
        yield replace(record, obligations=tuple(each for each in record.obligations if each.id in wanted))


def _name(asked: Filter, lang: str) -> str:
    title = "Duban" if lang == "en" else "督办"
    return f"{title} · {asked.unit}" if asked.unit else title
