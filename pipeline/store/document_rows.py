"""What a record says of its document, as rows: the header, what it cites and how, what is watched."""

from __future__ import annotations

from datetime import date

from pipeline.model import Header, Record
from pipeline.store.cells import Row, span_cells, words
from pipeline.store.escape import storable
from pipeline.store.types import to_json


def document_row(record: Record, sha256: str) -> Row:
    """The header's columns; ids, run and chain are the writer's."""
    header = record.header
    return {
        "sha256": sha256,
        "path": storable(record.document.path),
        "encoding": storable(record.document.encoding),
        "title": words(header.title),
        "number": words(header.number),
        "issuer": words(header.issuer),
        "date": words(header.date),
        "reference_date": _day_or_none(header.date),
        "type": words(header.type),
        "addressees": to_json(header.addressees),
        "cc": to_json(header.cc),
        "marks": to_json(header.marks),
    }


def header_values(header: Header) -> Row:
    """The header's columns as SQLAlchemy takes them, for an update."""
    day = _day_or_none(header.date)
    return {
        "title": header.title,
        "number": header.number,
        "issuer": header.issuer,
        "date": header.date,
        "reference_date": date.fromisoformat(day) if day else None,
        "type": header.type,
        "addressees": header.addressees,
        "cc": header.cc,
        "marks": header.marks,
    }


def instrument_rows(record: Record, document_id: int) -> list[Row]:
    """The cited instruments in their order."""
    return [
        {
            "document_id": document_id,
            "idx": index,
            "number": words(each.number),
            "title": words(each.title),
            "issuer": words(each.issuer),
            "date": words(each.date),
            **span_cells("span", each.span),
        }
        for index, each in enumerate(record.instruments)
    ]


def relation_rows(record: Record, document_id: int) -> list[Row]:
    """How the document stands to those it cites."""
    return [
        {
            "document_id": document_id,
            "pos": pos,
            "kind": each.kind,
            "instrument": each.instrument,
            **span_cells("span", each.span),
        }
        for pos, each in enumerate(record.relations)
    ]


def watched_rows(record: Record, document_id: int) -> list[Row]:
    """The items that are watched and not yet due."""
    return [
        {"document_id": document_id, "pos": pos, "quote": storable(each.quote), **span_cells("span", each.span)}
        for pos, each in enumerate(record.watch)
    ]


def _day_or_none(day: str | None) -> str | None:
    try:
        return date.fromisoformat(day[:10]).isoformat() if day else None
    except ValueError:
        return None
