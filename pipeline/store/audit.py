"""Whether anything was changed behind the ledger's back: chains unbroken, texts as read, rows as events say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from pipeline.store.audit_links import link_faults
from pipeline.store.cells import checked_due
from pipeline.store.change import difference
from pipeline.store.document_rows import header_values, relation_rows, watched_rows
from pipeline.store.entries import COLUMNS, read_entries
from pipeline.store.events import Event, Head, broken_link
from pipeline.store.identity import document_uid
from pipeline.store.known import events_of
from pipeline.store.project import Replay, Version
from pipeline.store.rows import fine_of, recurrence_of
from pipeline.store.streams import stream_of
from pipeline.store.tables import documents, instruments, obligations, relations, texts, watched
from pipeline.store.tombstones import broken_tombstone, list_tombstones

_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that isn't what was written: in which document, and what."""

    document: str
    path: str
    zh: str
    en: str


def verify(connection: Connection) -> Iterator[Fault | None]:
    """Document by document whatever is wrong; None for a document that is whole."""
    for row in connection.execute(select(documents).order_by(documents.c.id)).all():
        found = False
        for zh, en in _faults(connection, row):
            found = True
            yield Fault(row.uid, row.path, zh, en)
        if not found:
            yield None
    if (number := broken_tombstone(list_tombstones(connection))) is not None:
        yield Fault("", "", f"第 {number} 个清除记录被改动或缺失", f"purge record {number} was changed or is missing")


def digest(connection: Connection) -> str:
    """One hash over the ends of all chains: noted down elsewhere, it shows even a ledger rewritten as a whole."""
    heads = connection.execute(select(documents.c.uid, documents.c.head_hash).order_by(documents.c.uid))
    total = hashlib.sha256()
    for uid, head in heads:
        total.update(f"{uid} {head}\n".encode())
    for stone in list_tombstones(connection):
        total.update(f"{stone.seq} {stone.hash}\n".encode())
    return total.hexdigest()


def _faults(connection: Connection, row: Row[Any]) -> Iterator[tuple[str, str]]:
    chain = events_of(connection, row.id)
    if (number := broken_link(chain, row.uid, Head(row.head_seq, row.head_hash))) is not None:
        yield f"第 {number} 个事件被改动或缺失", f"event {number} was changed or is missing"
        return
    readings = [event for event in chain if event.kind == "extracted"]
    if not readings:
        yield "没有读取记录", "there is no reading of it"
        return
    yield from _text_faults(connection, row, readings[0])
    yield from _header_faults(connection, row, chain)
    yield from _ledger_faults(connection, row, chain)
    yield from link_faults(connection, row.id, chain)


def _text_faults(connection: Connection, row: Row[Any], reading: Event) -> Iterator[tuple[str, str]]:
    text = connection.execute(select(texts.c.text).where(texts.c.document_id == row.id)).scalar() or ""
    said = reading.data
    if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != said["text_sha256"]:
        yield "存入的原文被改动", "the stored text was changed"
    if row.sha256 != said["sha256"] or row.uid != document_uid(row.sha256, len(row.uid)):
        yield "文件的哈希被改动", "the document's hash was changed"
    if row.path != said["record"]["document"]["path"]:
        yield "文件的路径被改动", "the document's path was changed"


def _header_faults(connection: Connection, row: Row[Any], chain: list[Event]) -> Iterator[tuple[str, str]]:
    record = _told(chain).record
    assert record is not None
    wanted = header_values(record.header)
    if any(_plain(getattr(row, name)) != _plain(value) for name, value in wanted.items()):
        yield "文件的标题、文号等被改动", "the document's header was changed"
    query = select(instruments).where(instruments.c.document_id == row.id).order_by(instruments.c.idx)
    found = [(each.number, each.title, each.issuer, each.date) for each in connection.execute(query)]
    if found != [(each.number, each.title, each.issuer, each.date) for each in record.instruments]:
        yield "引用的文件被改动", "the cited instruments were changed"
    for table, rows, zh, en in (
        (relations, relation_rows(record, row.id), "与引用文件的关系", "how it stands to what it cites"),
        (watched, watched_rows(record, row.id), "关注事项", "what is watched"),
    ):
        told = connection.execute(select(table).where(table.c.document_id == row.id).order_by(table.c.pos))
        if [each._asdict() for each in told] != rows:
            yield f"{zh}被改动", f"{en} was changed"


def _ledger_faults(connection: Connection, row: Row[Any], chain: list[Event]) -> Iterator[tuple[str, str]]:
    """The rows of the ledger, those of the past too, against what follows from the events."""
    wanted = {_key(uid, version, *known): (version, uid) for uid, version, known in _history(chain)}
    query = select(*COLUMNS).join_from(obligations, documents).where(obligations.c.document_id == row.id)
    rows = connection.execute(query).all()
    entries = read_entries(connection, [(each, None) for each in rows], _ANY_DAY)
    found = {
        (each.uid, each.known_from, each.known_to, each.valid_from): (each, entry)
        for each, entry in zip(rows, entries, strict=True)
    }
    for key in sorted(set(wanted) | set(found), key=str):
        if key not in found:
            yield f"{key[0]} 少了一行", f"{key[0]} lacks a row"
        elif key not in wanted:
            yield f"{key[0]} 多出一行", f"{key[0]} has a row too many"
        elif not _same(wanted[key][0], *found[key]):
            yield f"{key[0]} 的内容被改动", f"{key[0]} was changed"


def _history(chain: list[Event]) -> Iterator[tuple[str, Version, tuple[str, str | None]]]:
    """Every row that the events make, with the moments from and to which it was what is known."""
    replay = Replay()
    before: dict[str, list[Version]] = {}
    since: dict[str, str] = {}
    for event in chain:
        replay.tell(event)
        after = replay.ledger()
        change = difference(before, after)
        for uid in change.ends:
            # Of several events of one moment only what the last one left was ever known.
            if since[uid] != event.recorded_at:
                yield from ((uid, version, (since[uid], event.recorded_at)) for version in before[uid])
        since |= dict.fromkeys(change.begins, event.recorded_at)
        before = after
    for uid, versions in before.items():
        yield from ((uid, version, (since[uid], None)) for version in versions)


def _key(uid: str, version: Version, known_from: str, known_to: str | None) -> tuple[str, str, str | None, str]:
    return uid, known_from, known_to, version.standing.valid_from


def _same(version: Version, row: Row[Any], entry: Any) -> bool:
    standing, content = version.standing, version.content
    day, clock = checked_due(version.due)
    deadline = content.item.deadline
    stream, start = stream_of(content.item.kind, standing.state), checked_due(deadline.start if deadline else None)[0]
    said = (
        content.item, content.number, content.machine, standing.valid_to, standing.state, standing.assigned_to,
        standing.dealt_through, stream, version.due_key, day, clock, start, recurrence_of(version, day),
        fine_of(content.item), row.uid.rpartition("-")[0],
    )  # fmt: skip
    stored = (
        entry.item, row.number, row.machine, row.valid_to, row.state, row.assigned_to,
        _plain(row.dealt_through), row.stream, row.due_key, _plain(row.due_date), row.due_time, _plain(row.start_date),
        row.recurrence, row.fine, row.document_uid,
    )  # fmt: skip
    return said == stored


def _told(chain: list[Event]) -> Replay:
    replay = Replay()
    for event in chain:
        replay.tell(event)
    return replay


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
