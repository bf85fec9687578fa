"""Bearers' canonical names, from the directory: by their words, who issued the document, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.model import Bearer, Obligation
from pipeline.record import replace
from pipeline.resolve.directory import Directory


def with_canonical(
    items: Iterable[Obligation], directory: Directory, issuer: str | None, on: date | None
) -> Iterator[Obligation]:
    """The obligations with the names that the directory knows: 支队 in a paper of 青禾县消防救援大队 is its 支队."""
    for item in items:
        named = tuple(_named(bearer, directory, issuer, on) for bearer in item.bearers)
        yield item if named == item.bearers else replace(item, bearers=named)


def _named(bearer: Bearer, directory: Directory, issuer: str | None, on: date | None) -> Bearer:
    if bearer.canonical:
        return bearer
    name = directory.canonical(bearer.text, on, issuer)
    return bearer if name is None else replace(bearer, canonical=name)
