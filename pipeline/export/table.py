"""A record as rows, one an obligation."""

from __future__ import annotations

from typing import Any

from pipeline.export import words
from pipeline.model import Obligation, Record


def rows(record: Record, lang: str) -> list[dict[str, Any]]:
    """One row an obligation: kind, unit, what, due, penalties, number of the imposing document, path, offset."""
    return [_row(record, item, lang) for item in record.obligations]


def number_of(record: Record, item: Obligation) -> str:
    """The document number of the instrument that imposes it, else its title, else nothing."""
    if item.instrument is None or item.instrument >= len(record.instruments):
        return ""
    instrument = record.instruments[item.instrument]
    return instrument.number or instrument.title or ""


def _row(record: Record, item: Obligation, lang: str) -> dict[str, Any]:
    return {
        "kind": words.name_of(words.KINDS, item.kind, lang),
        "unit": words.bearers(item.bearers, lang),
        "what": item.quote,
        "due": words.deadline(item.deadline, lang),
        "penalties": words.joined((words.penalty(each, lang) for each in item.penalties), lang),
        "number": number_of(record, item),
        "document": record.document.path,
        "at": item.span.start,
    }
