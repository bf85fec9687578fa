"""The ledger: what is outstanding, narrowed and sorted by a plain URL, and marked many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from pipeline.errors import DubanError
from pipeline.export.ledger_rows import head_unit
from pipeline.store.entries import Entry
from pipeline.store.filters import KINDS
from pipeline.store.lifecycle import STATES
from pipeline.store.queries import ledger
from pipeline.web.acting import ACTIONS, act_of, entry_for
from pipeline.web.doings import desk_of
from pipeline.web.keeping import kept
from pipeline.web.questions import LIGHTS, SIZES, SORTS, Question, question_of
from pipeline.web.render import page
from pipeline.web.views import saved_views
from pipeline.web.visitor import Actor, Form, Here, Visitor, text_of

router = APIRouter(include_in_schema=False)
# What the database does not sort by is sorted here, among so many.
_SORTED = 1000
_MOST_MARKED = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines of one page; ``more`` that there are further ones, ``cut`` that not all could be sorted."""

    entries: Sequence[Entry]
    more: bool
    cut: bool = False


@router.get("/ledger", response_class=HTMLResponse)
def show(request: Request, who: Here) -> HTMLResponse:
    """The page of the ledger."""
    return kept(request, who, lambda anybody: _page(request, anybody, None))


def _page(request: Request, who: Visitor, results: list[tuple[str, str, str]] | None) -> HTMLResponse:
    asked = question_of(request.query_params)
    with who.site.store.reading() as connection:
        found = answer(connection, asked, who)
        saved = saved_views(connection)
    return page(
        request, who, "ledger.html", asked=asked, found=found, groups=_groups(found.entries, asked.group),
        day=asked.day(who.site.today()), states=STATES, kinds=KINDS, lights=LIGHTS, sorts=SORTS, sizes=SIZES,
        actions=ACTIONS, saved=saved, results=results,
    )  # fmt: skip


def answer(connection: Connection, asked: Question, who: Visitor) -> Answer:
    """The lines that a question finds, within what the visitor may see."""
    wanted = asked.filter(who.site.today(), who.within)
    first = (asked.page - 1) * asked.size
    if asked.sort == "due":
        found = ledger(connection, replace(wanted, limit=asked.size + 1, offset=first))
        return Answer(found[: asked.size], len(found) > asked.size)
    rows = ledger(connection, replace(wanted, limit=_SORTED + 1))
    ordered = sorted(rows[:_SORTED], key=_KEYS[asked.sort], reverse=asked.sort == "-due")
    shown = ordered[first : first + asked.size]
    return Answer(shown, len(ordered) > first + asked.size, len(rows) > _SORTED)


_KEYS: dict[str, Any] = {
    "-due": lambda entry: entry.due or "",
    "unit": lambda entry: (head_unit(entry) == "", head_unit(entry), entry.due or "~"),
    "number": lambda entry: (not entry.number, entry.number or "", entry.due or "~"),
    "confidence": lambda entry: (entry.item.confidence is None, entry.item.confidence or 0.0, entry.due or "~"),
}


def _groups(entries: Sequence[Entry], group: str) -> list[tuple[str, str, list[Entry]]]:
    """The lines under headings: title, address of what is behind it, lines. One group without title where none."""
    if not group:
        return [("", "", list(entries))]
    key = head_unit if group == "unit" else _document
    ordered = sorted(entries, key=lambda entry: (key(entry) == "", key(entry)))
    found = []
    for title, members in groupby(ordered, key=key):
        lines = list(members)
        behind = Question(bearer=title) if group == "unit" else Question(document=lines[0].document_id)
        found.append((title, behind.url() if title else "", lines))
    return found


def _document(entry: Entry) -> str:
    return entry.number or entry.document


@router.post("/ledger/mark", response_class=HTMLResponse)
def mark(request: Request, who: Actor, sent: Form) -> HTMLResponse:
    """Do one thing to many lines; each is done or told why not."""
    ids = [each for each in sent.getlist("id") if isinstance(each, str)][:_MOST_MARKED]
    results = [_mark(who, uid, sent) for uid in dict.fromkeys(ids)]
    return _page(request, who, results)


def _mark(who: Visitor, uid: str, sent: Form) -> tuple[str, str, str]:
    """Id, what became of it (``done`` or ``failed``), and the words for that."""
    try:
        with who.site.store.reading() as connection:
            entry = entry_for(connection, uid, who)
        kind, day, note, data = act_of(sent, entry, who)
        desk_of(who, "web", f"act.{kind}", uid, note).act(uid, kind, day, note, **data)
    except DubanError as error:
        return uid, "failed", error.message(who.lang)
    return uid, "done", text_of(sent, "act")
