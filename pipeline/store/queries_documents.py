"""Questions about documents: which there are, what they say of themselves, their stored text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from pipeline.errors import StoreError
from pipeline.store import reach
from pipeline.store.conditions import here
from pipeline.store.escape import storable
from pipeline.store.spelling import ESCAPE, like, spellings
from pipeline.store.stamps import past
from pipeline.store.tables import documents, obligations, runs, texts

_SEVERAL = 10  # of one name are told apart


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in the ledger; ``items`` counts its obligations, ``read_by`` names the rules that read it."""

    id: str
    path: str
    title: str | None
    number: str | None
    issuer: str | None
    date: str | None
    type: str | None
    items: int
    loaded_at: str
    sha256: str
    read_by: str | None

    def to_dict(self) -> dict[str, Any]:
        """Plain values by name."""
        return asdict(self)


def list_documents(
    connection: Connection,
    search: str | None = None,
    limit: int | None = None,
    offset: int = 0,
    within: tuple[str, ...] | None = None,
    loaded: tuple[date | None, date | None] = (None, None),
) -> list[Listed]:
    """Documents, the ones loaded last first; ``search`` is part of a path, a title or a number.

    ``loaded`` are the first and the last day (UTC) on which they may have come in.
    ``within`` are units: only documents that oblige one of them are listed.
    """
    query = _listed()
    if search is not None:
        fields = (documents.c.path, documents.c.title, documents.c.number)
        wanted = dict.fromkeys([search, *spellings(search)])
        query = query.where(
            or_(*(field.like(like(storable(word)), escape=ESCAPE) for field in fields for word in wanted))
        )
    if within is not None:
        seen = select(here.document_id).where(here.known_to.is_(None), reach.within(within).condition)
        query = query.where(documents.c.id.in_(seen))
    first, last = loaded
    if first is not None:
        query = query.where(documents.c.loaded_at >= first.isoformat())
    if last is not None:
        query = query.where(documents.c.loaded_at < past(last))
    query = query.order_by(documents.c.loaded_at.desc(), documents.c.path, documents.c.uid).limit(limit).offset(offset)
    return [Listed(*row) for row in connection.execute(query)]


def document_of(connection: Connection, document: str) -> Listed:
    """The document with this id. Raises StoreError where there is none."""
    row = connection.execute(_listed().where(documents.c.uid == document)).first()
    if row is None:
        raise StoreError(f"台账里没有这份文件：{document}", f"the ledger has no such document: {document}")
    return Listed(*row)


def has_document(connection: Connection, uid: str) -> bool:
    """Whether the ledger has this document."""
    return connection.execute(select(documents.c.id).where(documents.c.uid == storable(uid))).first() is not None


def document_named(connection: Connection, name: str) -> str:
    """The id of the one document with this id, path or file name. Raises StoreError where there is none, or several."""
    doc, name = documents.c, storable(name)
    for meant in (doc.uid == name, doc.path == name, doc.path.endswith(f"/{name}", autoescape=True)):
        if found := connection.execute(select(doc.uid).where(meant).order_by(doc.uid).limit(_SEVERAL)).scalars().all():
            break
    else:
        raise StoreError(f"台账里没有这份文件：{name}", f"the ledger has no such document: {name}")
    if len(found) > 1:
        raise StoreError(
            f"{name} 不止一份：{'、'.join(found)}；请写编号", f"{name} is several: {', '.join(found)}; give an id"
        )
    return str(found[0])


def titles(connection: Connection, uids: Iterable[str]) -> dict[str, str]:
    """What these documents are called: number and title, else the file's name."""
    query = select(documents.c.uid, documents.c.number, documents.c.title, documents.c.path)
    found = connection.execute(query.where(documents.c.uid.in_(sorted(uids))))
    return {row.uid: " ".join(filter(None, (row.number, row.title))) or PurePath(row.path).name for row in found}


def _listed() -> Select[Any]:
    items = (
        select(func.count(here.uid.distinct()))
        .select_from(obligations)
        .where(here.document_id == documents.c.id, here.known_to.is_(None))
        .scalar_subquery()
    )
    doc = documents.c
    return select(
        doc.uid, doc.path, doc.title, doc.number, doc.issuer, doc.date, doc.type, items, doc.loaded_at, doc.sha256,
        runs.c.rules,
    ).join_from(documents, runs)  # fmt: skip


def text_of(connection: Connection, document: str) -> str:
    """The stored text of the document with this id. Raises StoreError where there is none."""
    query = select(texts.c.text).join_from(texts, documents).where(documents.c.uid == document)
    text = connection.execute(query).scalar()
    if text is None:
        raise StoreError(f"台账里没有这份文件：{document}", f"the ledger has no such document: {document}")
    return str(text)
