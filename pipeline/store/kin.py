"""The same document in another file is linked and not doubled; drafts and versions are linked to each other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from sqlalchemy import Connection, func, insert, select

from pipeline.model import Document, Record
from pipeline.store.known import events_of
from pipeline.store.reading import record_of
from pipeline.store.tables import copies, documents, links, marks, origins, texts

KINSHIPS = ("draft", "version")  # links that are found when a document comes in, and stay
_SAID = {
    "draft": ("征求意见稿（草案）与其他文本，文字相似 {}", "a draft and another text of it, {} alike"),
    "version": ("同一文件的不同版本，文字相似 {}", "versions of one document, {} alike"),
}
_MOST = 5  # documents that are looked at closely, by marks and by number each
_CHUNK = 500


class Likeness(Protocol):
    """What was found of two documents."""

    @property
    def kind(self) -> str:
        """``copy``, ``draft`` or ``version``."""

    @property
    def score(self) -> float:
        """How alike they are, 0 to 1."""


class Kin(Protocol):
    """Who can tell whether two documents are one; ``pipeline.read.kinship.Judge`` can."""

    def marks(self, text: str) -> tuple[int, ...]:
        """Numbers that texts alike to this one share."""

    def judge(self, one: Record, other: Record) -> Likeness | None:
        """How two documents hang together."""


@dataclass(frozen=True, slots=True)
class Relative:
    """A document of the ledger that another is kin to."""

    id: int
    record: Record
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A document of the group at hand, not in the database yet."""

    id: int
    record: Record
    marks: frozenset[int]


@dataclass
class Family:
    """What new documents turned out to be: ``twins`` by hash are here already, ``cousins`` by row number are related.

    ``marks`` are those of the documents that are really new, by row number.
    """

    twins: dict[str, Relative] = field(default_factory=dict)
    cousins: dict[int, list[Relative]] = field(default_factory=dict)
    marks: dict[int, tuple[int, ...]] = field(default_factory=dict)


def find_family(connection: Connection, kin: Kin, new: Mapping[str, Record], numbers: Mapping[str, int]) -> Family:
    """Tell twins and cousins among new documents, which are to get these row numbers."""
    family, group = Family(), list[Newcomer]()
    for sha256, record in new.items():
        found = kin.marks(record.document.text)
        near = relatives(connection, kin, record, found, group)
        if near and near[0].kind == "copy":
            family.twins[sha256] = near[0]
            continue
        number = numbers[sha256]
        family.marks[number] = found
        if near:
            family.cousins[number] = near
        group.append(Newcomer(number, record, frozenset(found)))
    return family


def relatives(
    connection: Connection, kin: Kin, record: Record, found: Sequence[int], group: Iterable[Newcomer]
) -> list[Relative]:
    """The kin of a new document, in the ledger and in the group at hand; a copy first, then the most alike."""
    wanted = set(found)
    near = [(each.id, each.record) for each in group if each.marks & wanted or _one_number(each.record, record)]
    near += [(number, _record(connection, number)) for number in _candidates(connection, record, found)]
    judged = ((number, other, kin.judge(record, other)) for number, other in near)
    kept = [Relative(number, other, said.kind, said.score) for number, other, said in judged if said is not None]
    return sorted(kept, key=lambda each: (each.kind != "copy", -each.score, each.id))


def copies_among(connection: Connection, hashes: Iterable[str]) -> set[str]:
    """Of these SHA-256 hashes those of files that hold a document once more."""
    wanted, found = sorted(set(hashes)), set[str]()
    for start in range(0, len(wanted), _CHUNK):
        query = select(copies.c.sha256).where(copies.c.sha256.in_(wanted[start : start + _CHUNK]))
        found |= set(connection.execute(query).scalars())
    return found


def originals_of(connection: Connection, hashes: Iterable[str]) -> dict[str, str]:
    """Of these SHA-256 hashes those of files that hold a document once more, and the id of that document."""
    query = select(copies.c.sha256, documents.c.uid).join_from(copies, documents)
    found = connection.execute(query.where(copies.c.sha256.in_(set(hashes))))
    return {row.sha256: row.uid for row in found}


def copies_of(connection: Connection, document: str) -> list[str]:
    """The other files that hold the document with this id, by path."""
    query = select(copies.c.path).join_from(copies, documents).where(documents.c.uid == document)
    return list(connection.execute(query.order_by(copies.c.path)).scalars())


def put_copy(connection: Connection, document: Document, sha256: str, relative: Relative, now: str) -> None:
    """Note another file with a document that is here."""
    values = {"path": document.path, "format": document.format, "score": relative.score, "found_at": now}
    connection.execute(insert(copies).values(sha256=sha256, document_id=relative.id, **values))


def put_links(connection: Connection, number: int, found: Sequence[Relative], now: str) -> None:
    """Link a new document to its drafts and versions."""
    wanted = [number, *(each.id for each in found)]
    rows = connection.execute(select(documents.c.id, documents.c.uid).where(documents.c.id.in_(wanted)))
    uids = {row.id: row.uid for row in rows}
    for each in found:
        name = hashlib.sha256(f"{each.kind} {uids[number]} {uids[each.id]}".encode()).hexdigest()[:16]
        ends = {"from_document": number, "to_document": each.id}
        zh, en = (words.format(f"{each.score:.0%}") for words in _SAID[each.kind])
        reason = {"zh": zh, "en": en}
        said = {"score": each.score, "state": "applied", "reason": reason, "detail": {}, "found_at": now}
        connection.execute(insert(links).values(uid=name, kind=each.kind, **ends, **said))


def _candidates(connection: Connection, record: Record, found: Sequence[int]) -> list[int]:
    """Documents with some of the marks, those with most first, and documents of the same number."""
    shared = func.count()
    near = select(marks.c.document_id).where(marks.c.mark.in_(list(found))).group_by(marks.c.document_id)
    numbers = list(connection.execute(near.order_by(shared.desc(), marks.c.document_id).limit(_MOST)).scalars())
    if record.header.number:
        same = select(documents.c.id).where(documents.c.number == record.header.number).order_by(documents.c.id)
        numbers += connection.execute(same.limit(_MOST)).scalars()
    return list(dict.fromkeys(numbers))


def _record(connection: Connection, number: int) -> Record:
    """A document of the ledger as it was read last, with its text."""
    query = select(texts.c.text, documents.c.path, origins.c.flags).join_from(documents, texts).outerjoin(origins)
    row = connection.execute(query.where(documents.c.id == number)).one()
    readings = [event for event in events_of(connection, number) if event.kind == "extracted"]
    document = Document(row.path, row.text, flags=tuple(row.flags or ()))
    return replace(record_of(readings[-1]), document=document)


def _one_number(one: Record, other: Record) -> bool:
    return one.header.number is not None and one.header.number == other.header.number
