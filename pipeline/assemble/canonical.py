"""Bearers' canonical names, from the directory: by their words, who issued the document, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.model import Bearer, Obligation
from pipeline.record import replace
from pipeline.resolve.directory import Directory


def with_canonical(
    items: Sequence[Obligation], directory: Directory, issuer: str | None, on: date | None
) -> list[Obligation]:
    """The obligations with the names that the directory knows: 支队 in a paper of 青禾县消防救援大队 is its 支队."""
    named = [tuple([_named(bearer, directory, issuer, on) for bearer in item.bearers]) for item in items]
    return [
        item if bearers == item.bearers else replace(item, bearers=bearers)
        for item, bearers in zip(items, named, strict=True)
    ]


def _named(bearer: Bearer, directory: Directory, issuer: str | None, on: date | None) -> Bearer:
    if bearer.canonical:
        return bearer
    name = directory.canonical(bearer.text, on, issuer)
    return bearer if name is None else replace(bearer, canonical=name)
