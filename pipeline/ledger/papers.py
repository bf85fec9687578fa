"""Documents out of the store as linking wants them, and which of them may have to do with one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from zlib import crc32

from sqlalchemy import Connection, delete, func, insert, or_, select

from pipeline.link.likeness import prints, title_core
from pipeline.link.papers import DUTIES, Paper
from pipeline.store.known import events_of
from pipeline.store.reading import record_of
from pipeline.store.tables import documents, instruments, texts
from pipeline.store.tables import prints as marks

# A mark that so many share is a phrase of the trade and leads nowhere.
_COMMON = 40
_TITLE, _CITES = "~title", "~cites"
_SHARED = 2


def load_paper(connection: Connection, document: int) -> Paper:
    """The document as it was read last."""
    row = connection.execute(
        select(documents.c.uid, documents.c.reference_date, texts.c.text).join(texts).where(documents.c.id == document)
    ).one()
    last = next(event for event in reversed(events_of(connection, document)) if event.kind == "extracted")
    record = record_of(last)
    items = tuple((item.id, item) for item in record.obligations if item.id)
    head = record.header
    return Paper(
        row.uid, head.title, head.number, head.issuer, row.reference_date or _in_number(head.number), row.text,
        record.instruments, record.relations, items,
    )  # fmt: skip


def neighbours(connection: Connection, document: int, paper: Paper) -> list[int]:
    """The documents that may have to do with it: cited by it, citing it, or with duties of like words; in order."""
    found = set(_by_number(connection, paper))
    found |= set(_by_marks(connection, document, _title_marks(paper), 1))
    for _, item in paper.items:
        if item.kind in DUTIES:
            found |= set(_by_marks(connection, document, prints(item), _SHARED))
    return sorted(found - {document})


def remember(connection: Connection, document: int, paper: Paper) -> None:
    """Write down by which marks the document is found from others."""
    connection.execute(delete(marks).where(marks.c.document_id == document))
    rows = [
        {"document_id": document, "obligation": uid, "pos": pos, "mark": mark}
        for uid, hashes in _all_marks(paper)
        for pos, mark in enumerate(hashes)
    ]
    if rows:
        connection.execute(insert(marks), rows)


def _all_marks(paper: Paper) -> Iterator[tuple[str, list[int]]]:
    yield _TITLE, [_mark(core) for core in [title_core(paper.title)] if core]
    yield _CITES, _title_marks(replace(paper, title=None))
    for uid, item in paper.items:
        if item.kind in DUTIES:
            yield uid, prints(item)


def _title_marks(paper: Paper) -> list[int]:
    """Marks of its own title and of those that it cites."""
    titles = [paper.title, *(each.title for each in paper.instruments[1:])]
    return sorted({_mark(core) for title in titles if (core := title_core(title))})


def _mark(core: str) -> int:
    return (1 << 32) + crc32(core.encode("utf-8", "surrogatepass"))


def _by_number(connection: Connection, paper: Paper) -> Iterator[int]:
    cited = sorted({each.number for each in paper.instruments[1:] if each.number})
    if cited:
        yield from connection.execute(select(documents.c.id).where(documents.c.number.in_(cited))).scalars()
    if paper.number:
        query = select(instruments.c.document_id).where(instruments.c.number == paper.number, instruments.c.idx > 0)
        yield from connection.execute(query).scalars()


def _by_marks(connection: Connection, document: int, wanted: Iterable[int], shared: int) -> Iterator[int]:
    """Documents with so many of the marks in one of their obligations, marks that too many have left out."""
    here = marks.c
    rare = (
        select(here.mark)
        .where(here.mark.in_(list(wanted)))
        .group_by(here.mark)
        .having(func.count() <= _COMMON)
        .subquery()
    )
    query = (
        select(here.document_id)
        .where(here.mark.in_(select(rare.c.mark)), here.document_id != document)
        .group_by(here.document_id, here.obligation)
        .having(or_(func.count() >= shared))
    )
    yield from connection.execute(query).scalars()


def _in_number(number: str | None) -> date | None:
    """The middle of the year in the number, where a document has no date."""
    year = (number or "").partition("〔")[2][:4]
    return date(int(year), 7, 1) if year.isdigit() and 1900 < int(year) < 2200 else None
