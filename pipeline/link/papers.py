"""What linking needs to know of a document and of what it obliges to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.model import Instrument, Obligation, Relation

DUTIES = ("obligation", "prohibition")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the ledger: what it says of itself, what it cites, and its obligations by id."""

    uid: str
    title: str | None
    number: str | None
    issuer: str | None
    on: date | None
    text: str
    instruments: tuple[Instrument, ...] = ()
    relations: tuple[Relation, ...] = ()
    items: tuple[tuple[str, Obligation], ...] = ()

    @property
    def name(self) -> str:
        """How a person would call it: its number, else its title."""
        return self.number or (f"《{self.title}》" if self.title else self.uid)


@dataclass(frozen=True, slots=True)
class Link:
    """What one paper has to do with another; ``source`` is the one that says it or came later.

    ``kind``: forwards, issues, repeals, extends, amends, according_to of documents; digest, extension, amendment,
    cascade, dropped, same of obligations. ``certain`` ones need no asking.
    """

    kind: str
    source: str
    target: str
    score: float
    zh: str
    en: str
    certain: bool = False
    source_item: str | None = None
    target_item: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def uid(self) -> str:
        """A name made of what it joins, so the same papers give the same name."""
        said = "|".join((self.kind, self.source, self.source_item or "", self.target, self.target_item or ""))
        return hashlib.sha256(said.encode()).hexdigest()[:12]
