"""Quoted penalties against the laws that the store holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from pipeline.ledger.papers import load_paper
from pipeline.link.papers import Paper
from pipeline.link.statutes import Mismatch, articles, citations, compare, law_name
from pipeline.store.tables import documents, obligations


@dataclass(frozen=True, slots=True)
class Checked:
    """A citation that was looked up: what the notice says, and what is wrong with it (None: it agrees)."""

    document: str
    item: str
    law: str
    article: str
    held_in: str
    mismatch: Mismatch | None

    def to_dict(self) -> dict[str, Any]:
        """Plain values by name."""
        return asdict(self)


def check_statutes(connection: Connection) -> Iterator[Checked]:
    """Every quoted article that the store holds, beside what the article says; what agrees too, with no mismatch."""
    laws = _laws(connection)
    held: dict[str, tuple[Paper, dict[str, Any]]] = {}
    for document in _citing(connection):
        paper = load_paper(connection, document)
        for uid, item in paper.items:
            for citation in citations(uid, item):
                if citation.law not in laws or laws[citation.law] == document:
                    continue
                if citation.law not in held:
                    law = load_paper(connection, laws[citation.law])
                    held[citation.law] = law, articles(law)
                law, found = held[citation.law]
                if citation.article in found:
                    wrong = next(compare(citation, item, found[citation.article]), None)
                    yield Checked(paper.name, uid, citation.law, citation.article, law.uid, wrong)


def _laws(connection: Connection) -> dict[str, int]:
    """The documents of the store by the name under which a law is cited; the newest of several."""
    query = select(documents.c.id, documents.c.title).order_by(documents.c.reference_date, documents.c.id)
    return {law_name(title): number for number, title in connection.execute(query) if title}


def _citing(connection: Connection) -> list[int]:
    here = obligations.c
    query = select(here.document_id).where(here.known_to.is_(None), here.kind == "sanction").distinct()
    return sorted(connection.execute(query).scalars())
