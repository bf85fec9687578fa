"""The way from a stored text back into its file: kept from loading on, for whoever shows evidence."""

from __future__ import annotations

import itertools
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from pipeline.errors import StoreError
from pipeline.model import Document, Place
from pipeline.store.tables import documents, origins

_TENTHS = 10  # places are measured in points with one decimal
_MOST = 200_000_000  # bytes; a damaged row must not fill the memory


@dataclass(frozen=True, slots=True)
class Origin:
    """A document's file: its path and format, what it says of itself, its flags, and where its text stands in it.

    ``pipeline.read.places.boxes_of(origin.places, span)`` gives the boxes of a piece of evidence on its pages.
    """

    path: str
    sha256: str
    format: str
    metadata: tuple[tuple[str, str], ...]
    flags: tuple[str, ...]
    places: tuple[Place, ...]


def origin_row(document: Document, document_id: int) -> dict[str, Any]:
    """The row that keeps a document's origin."""
    return {
        "document_id": document_id,
        "format": document.format,
        "metadata": json.dumps(document.metadata, ensure_ascii=True),
        "flags": json.dumps(document.flags, ensure_ascii=True),
        "places": packed(document.places),
    }


def origin_of(connection: Connection, document: str) -> Origin:
    """The origin of the document with this id; one that was loaded before origins were kept has no places.

    Raises StoreError where there is no such document.
    """
    columns = (documents.c.path, documents.c.sha256, origins.c.format, origins.c.metadata, origins.c.flags)
    query = select(*columns, origins.c.places).select_from(documents).outerjoin(origins)
    row = connection.execute(query.where(documents.c.uid == document)).first()
    if row is None:
        raise StoreError(f"台账里没有这份文件：{document}", f"the ledger has no such document: {document}")
    metadata = tuple((name, value) for name, value in row.metadata or ())
    places = unpacked(row.places) if row.places else ()
    return Origin(row.path, row.sha256, row.format or "text", metadata, tuple(row.flags or ()), places)


def packed(places: Sequence[Place]) -> bytes:
    """Places in a few bytes: what repeats is left out, edges are told by their distances."""
    return zlib.compress(json.dumps([_row(place) for place in places], separators=(",", ":")).encode(), 6)


def unpacked(data: bytes) -> tuple[Place, ...]:
    """The places that :func:`packed` was given, to a tenth of a point."""
    text = zlib.decompressobj().decompress(data, _MOST)
    return tuple(_place(row) for row in json.loads(text))


def _row(place: Place) -> list[Any]:
    edges = [round(x * _TENTHS) for x in place.edges]
    steps = edges[:1] + [after - before for before, after in itertools.pairwise(edges)]
    box = [round(x * _TENTHS) for x in place.box] if place.box else None
    said = [
        place.start, place.end - place.start, place.part, place.index, place.row, place.column, place.page,
        place.sheet, place.confidence, box, steps or None,
    ]  # fmt: skip
    while said[-1] is None:
        said.pop()
    return said


def _place(row: list[Any]) -> Place:
    start, length, part, index, line, column, page, sheet, confidence, box, steps = row + [None] * (11 - len(row))
    edges, at = [], 0
    for step in steps or ():
        at += step
        edges.append(at / _TENTHS)
    left, top, right, bottom = (x / _TENTHS for x in box or (0, 0, 0, 0))
    return Place(
        start, start + length, part, index, line, column, page, sheet,
        (left, top, right, bottom) if box else None, tuple(edges), confidence,
    )  # fmt: skip
