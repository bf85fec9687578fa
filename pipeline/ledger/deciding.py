"""What persons say of links: accepted, rejected, undone. Every decision is on record, and each can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Row, Select, select, union_all

from pipeline.errors import StoreError
from pipeline.ledger.book import ACCEPTED, APPLIED, REJECTED, SUGGESTED, UNDONE, LinkBook
from pipeline.store.group import Group
from pipeline.store.naming import Names
from pipeline.store.opening import Store
from pipeline.store.stamps import next_stamp
from pipeline.store.tables import documents, links

STATES = (SUGGESTED, APPLIED, ACCEPTED, REJECTED, UNDONE)
KINDS = {
    "forwards": ("转发", "forwards"), "issues": ("印发", "issues"), "repeals": ("废止", "repeals"),
    "extends": ("延长有效期", "prolongs"), "amends": ("修改文件", "amends"), "according_to": ("依据", "rests on"),
    "digest": ("转述", "repeats"), "extension": ("延期", "puts off"), "amendment": ("修改条款", "amends item"),
    "cascade": ("层层落实", "passes on"), "dropped": ("漏项", "leaves out"), "same": ("同一要求", "same duty"),
}  # fmt: skip


_CHUNK = 500


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as it is listed: what it joins (documents by id and name, obligations by id), how surely, and why."""

    id: str
    kind: str
    state: str
    score: float
    from_document: str
    from_name: str
    from_item: str | None
    to_document: str
    to_name: str
    to_item: str | None
    reason: dict[str, str]
    detail: dict[str, Any]
    decided_by: str | None
    note: str | None

    def to_dict(self) -> dict[str, Any]:
        """Plain values by name."""
        return asdict(self)


def list_links(
    connection: Connection,
    states: tuple[str, ...] = (SUGGESTED,),
    kind: str | None = None,
    item: str | None = None,
    limit: int | None = None,
) -> list[LinkRow]:
    """Links, the surest first; ``item`` is an obligation's or a document's id on either side."""
    if item is not None:
        return _of_one(connection, states, kind, item)[:limit]
    query = _joined().where(links.c.state.in_(states))
    if kind is not None:
        query = query.where(links.c.kind == kind)
    query = query.order_by(links.c.score.desc(), links.c.kind, links.c.uid).limit(limit)
    return [_row(row) for row in connection.execute(query)]


def _of_one(connection: Connection, states: tuple[str, ...], kind: str | None, item: str) -> list[LinkRow]:
    """The links of one obligation or document: looked up, picked and sorted here, for SQLite would walk all of them."""
    touching = sorted(set(connection.execute(_touching(item)).scalars()))
    found: list[LinkRow] = []
    for start in range(0, len(touching), _CHUNK):
        query = _joined().where(links.c.uid.in_(touching[start : start + _CHUNK]))
        found += [_row(row) for row in connection.execute(query)]
    wanted = [each for each in found if each.state in states and kind in (None, each.kind)]
    return sorted(wanted, key=lambda each: (-each.score, each.kind, each.id))


@dataclass(frozen=True)
class LinkDesk:
    """Where a person decides on links; the caller brings the clock, and says who it is."""

    store: Store
    clock: Callable[[], datetime]
    actor: str

    def accept(self, uid: str, note: str = "") -> LinkRow:
        """It is so: what follows from it comes into force."""
        return self._decide(uid, ACCEPTED, note, (SUGGESTED, REJECTED, UNDONE, APPLIED))

    def reject(self, uid: str, note: str = "") -> LinkRow:
        """It isn't so: it is not suggested again."""
        return self._decide(uid, REJECTED, note, (SUGGESTED, APPLIED, ACCEPTED, UNDONE))

    def undo(self, uid: str, note: str = "") -> LinkRow:
        """Take it out of force again, whoever put it in; what followed from it is taken back."""
        return self._decide(uid, UNDONE, note, (APPLIED, ACCEPTED, REJECTED))

    def _decide(self, uid: str, state: str, note: str, allowed: tuple[str, ...]) -> LinkRow:
        with self.store.writing() as connection:
            row = _one(connection, uid)
            if row.state not in allowed:
                raise StoreError(f"关联 {row.uid} 已是 {row.state}", f"the link {row.uid} is {row.state} already")
            book = LinkBook(connection, next_stamp(connection, self.clock()), self.actor)
            book.decide(row, state, note)
            book.write(Group(connection, book.now, self.actor, "links", Names(), {}))
            return _row(connection.execute(_joined().where(links.c.uid == row.uid)).one())


def _touching(item: str) -> CompoundSelect[Any]:
    """The links on either side of which it stands: four looks into an index, where an OR would read every link."""
    own = select(documents.c.id).where(documents.c.uid == item).scalar_subquery()
    sides = (
        links.c.from_obligation == item, links.c.to_obligation == item, links.c.from_document == own,
        links.c.to_document == own,
    )  # fmt: skip
    return union_all(*(select(links.c.uid).where(side) for side in sides))


def _one(connection: Connection, uid: str) -> Row[Any]:
    query = select(links).where(links.c.uid >= uid, links.c.uid < uid + "~").with_for_update().limit(2)
    found = connection.execute(query).all() if uid else []
    if len(found) != 1:
        raise StoreError(f"没有这条关联：{uid}", f"no such link: {uid}")
    return found[0]


_FROM, _TO = documents.alias("source"), documents.alias("target")


def _joined() -> Select[Any]:
    return (
        select(
            links, _FROM.c.uid.label("source_uid"), _FROM.c.number.label("source_number"),
            _FROM.c.title.label("source_title"), _FROM.c.path.label("source_path"), _TO.c.uid.label("target_uid"),
            _TO.c.number.label("target_number"), _TO.c.title.label("target_title"), _TO.c.path.label("target_path"),
        )
        .join(_FROM, _FROM.c.id == links.c.from_document)
        .join(_TO, _TO.c.id == links.c.to_document)
    )  # fmt: skip


def _row(row: Row[Any]) -> LinkRow:
    return LinkRow(
        row.uid, row.kind, row.state, row.score, row.source_uid,
        row.source_number or row.source_title or row.source_path, row.from_obligation, row.target_uid,
        row.target_number or row.target_title or row.target_path, row.to_obligation, row.reason, row.detail,
        row.decided_by, row.note,
    )  # fmt: skip
