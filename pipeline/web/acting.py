"""Acts as a form or the API asks for them, and the one way to a line of the ledger: within what may be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pipeline.errors import StoreError
from pipeline.model import Record
from pipeline.store.entries import Entry
from pipeline.store.filters import KINDS, Filter
from pipeline.store.queries import by_id, ledger
from pipeline.store.queries_documents import has_document
from pipeline.store.reach import reaches
from pipeline.store.records import record_in
from pipeline.web.asking import soon_on
from pipeline.web.visitor import NotThereError, Visitor, text_of

# What the pages offer, in the order of an office's day: act → the fields that it needs.
ACTIONS: dict[str, tuple[str, ...]] = {
    "assigned": ("to",),
    "acknowledged": (),
    "progress": (),
    "extended": ("due",),
    "returned": (),
    "done": (),
    "closed": (),
    "cancelled": (),
}


def entry_for(connection: Connection, uid: str, who: Visitor, day: date | None = None) -> Entry:
    """The line with this id. Raises NotThereError where there is none, or none that the visitor may see."""
    day = day or who.site.today()
    entry = by_id(connection, uid, day, soon=soon_on(who, day)) if len(uid) <= 80 else None
    if entry is None or (who.within is not None and not reaches(entry, who.within)):
        raise NotThereError
    return entry


def whole_document(uid: str, who: Visitor) -> Filter:
    """Everything of a document that the visitor may see, done or not."""
    return Filter(
        who.site.today(), document=uid, kinds=KINDS, states=None, within=who.within,
        soon_until=soon_on(who, who.site.today()),
    )  # fmt: skip


def document_for(connection: Connection, uid: str, who: Visitor) -> None:
    """Raises NotThereError unless there is this document, and the visitor may see something of it."""
    if len(uid) > 80 or not has_document(connection, uid):
        raise NotThereError
    if who.within is None:
        return
    if not ledger(connection, replace(whole_document(uid, who), limit=1)):
        raise NotThereError


def record_for(connection: Connection, uid: str, who: Visitor) -> Record:
    """A document's record, of its obligations those that the visitor may see. Raises NotThereError."""
    document_for(connection, uid, who)
    record = record_in(connection, uid)
    if who.within is None:
        return record
    seen = {entry.id for entry in ledger(connection, whole_document(uid, who))}
    return replace(record, obligations=tuple(each for each in record.obligations if each.id in seen))


def act_of(sent: Mapping[str, Any], entry: Entry, who: Visitor) -> tuple[str, date, str, dict[str, Any]]:
    """Kind, day, note and data of the act that a form asks for. Raises StoreError where it can't be understood."""
    kind = text_of(sent, "act", 24)
    if kind not in ACTIONS:
        raise StoreError("请选择办理动作", "choose what is to be done")
    day = _day(text_of(sent, "on", 10), who) or who.site.today()
    if day > who.site.today():
        raise StoreError("办理日期不能在今天之后", "an act can't lie in the future")
    data: dict[str, Any] = {}
    for name in ACTIONS[kind]:
        value = text_of(sent, name, 200)
        if name == "due":
            limit = _day(value, who)
            value = limit.isoformat() if limit else ""
        if value:
            data[name] = value
    if kind == "done" and entry.item.deadline and entry.item.deadline.rrule and entry.due:
        # What recurs is done for this time, and comes again.
        kind, data = "occurrence", {"date": entry.due[:10], "status": "done"}
    return kind, day, text_of(sent, "note"), data


def _day(text: str, who: Visitor) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise StoreError(f"不是日期：{text}", f"no date: {text}") from None
