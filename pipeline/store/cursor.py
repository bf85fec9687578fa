"""Where a page ends: the place of its last line in the order of the ledger, as a text that a link can carry."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.errors import StoreError

NEVER = "~"


class Place(NamedTuple):
    """A line's place: what has no date (``last``) comes after all others; then due, document, position, id."""

    last: bool
    due: str
    document: str
    start: int
    uid: str


def cursor_of(place: Place) -> str:
    """The place as text.

    >>> cursor_of(Place(False, "2024-03-31", "k3f9x2mq7h", 12, "k3f9x2mq7h-12"))
    '0|2024-03-31|k3f9x2mq7h|12|k3f9x2mq7h-12'
    """
    return f"{int(place.last)}|{place.due}|{place.document}|{place.start}|{place.uid}"


def place_of(cursor: str) -> Place:
    """The place that :func:`cursor_of` wrote. Raises StoreError for any other text."""
    parts = cursor.split("|")
    try:
        last, due, document, start, uid = parts
        return Place(bool(int(last)), due, document, int(start), uid)
    except ValueError:
        raise StoreError(f"没有这一页：{cursor}", f"no such page: {cursor}") from None
