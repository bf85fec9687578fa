"""The ledger: what is outstanding, narrowed and sorted by a plain URL, and marked many at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from pipeline.errors import DubanError
from pipeline.export.ledger_rows import head_unit
from pipeline.link.levels import ORDER as LEVELS
from pipeline.store.entries import Entry
from pipeline.store.figures import rows
from pipeline.store.filters import KINDS, LIGHTS, Filter
from pipeline.store.lifecycle import STATES
from pipeline.store.ordering import ordered
from pipeline.store.queries import count, ledger
from pipeline.store.queries_documents import titles
from pipeline.web.acting import ACTIONS, act_of, entry_for
from pipeline.web.asking import meant
from pipeline.web.conditions import called, conditions
from pipeline.web.doings import desk_of
from pipeline.web.keeping import kept, lately, standing
from pipeline.web.questions import SIZES, Question, question_of
from pipeline.web.render import page
from pipeline.web.views import saved_views
from pipeline.web.visitor import Actor, Form, Here, Visitor, text_of
from pipeline.web.workdays import working_days_left

router = APIRouter(include_in_schema=False)
# Of a ledger with more rows, lines are not counted for every page.
_COUNTED = 100_000
_MOST_MARKED = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines of one page; ``more`` that there are further ones, ``cut`` that not all could be sorted.

    ``total`` is how many there are in all (None where counting would take too long), ``sizes`` how many in each group.
    """

    entries: Sequence[Entry]
    more: bool
    total: int | None
    cut: bool = False
    sizes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a heading: title, address of all that is behind it and how much that is, the lines on this page."""

    title: str
    url: str
    size: int
    lines: Sequence[Entry]


@router.get("/ledger", response_class=HTMLResponse)
def show(request: Request, who: Here) -> HTMLResponse:
    """The page of the ledger."""
    with who.site.store.reading() as connection:
        # The lines are those of this second, their number may be that of these seconds.
        shows = (standing(who, connection), lately(who, connection))
    return kept(request, who, lambda anybody: _page(request, anybody, None), shows)


def _page(request: Request, who: Visitor, results: list[tuple[str, str, str]] | None) -> HTMLResponse:
    asked = question_of(request.query_params)
    with who.site.store.reading() as connection:
        found = answer(connection, asked, who)
        groups = _groups(connection, found, asked.group)
        saved = saved_views(connection)
    return page(
        request, who, "ledger.html", asked=asked, found=found, groups=groups,
        day=asked.day(who.site.today()), states=STATES, kinds=KINDS, lights=LIGHTS, levels=LEVELS, sizes=SIZES,
        actions=ACTIONS, saved=saved, results=results, told=conditions(asked, who.lang),
        wrong=called(asked.wrong, who.lang),
        working=_working(found.entries, asked.day(who.site.today()), who),
    )  # fmt: skip


def answer(connection: Connection, asked: Question, who: Visitor) -> Answer:
    """The lines that a question finds, within what the visitor may see."""
    first, last = (asked.page - 1) * asked.size, asked.page * asked.size
    wanted = replace(meant(connection, asked, who), offset=first)
    if asked.sort != "due" or asked.group:
        found = ordered(connection, replace(wanted, limit=asked.size), asked.sort, asked.group)
        return Answer(found.entries, found.total > last, None if found.cut else found.total, found.cut, found.groups)
    lines = ledger(connection, replace(wanted, limit=asked.size + 1))
    return Answer(lines[: asked.size], len(lines) > asked.size, _total(connection, replace(wanted, offset=0), who))


def _total(connection: Connection, wanted: Filter, who: Visitor) -> int | None:
    if rows(connection) > _COUNTED:
        return None
    key = ("count", wanted, lately(who, connection))
    return who.site.memory.get(key, lambda: count(connection, wanted))


def _groups(connection: Connection, found: Answer, group: str) -> list[Group]:
    """The lines under headings, in the order in which they come; one group without a title where there are none."""
    if not group:
        return [Group("", "", 0, list(found.entries))]
    key = head_unit if group == "unit" else _document
    names = titles(connection, {entry.document_id for entry in found.entries}) if group == "document" else {}
    groups = []
    for name, members in groupby(found.entries, key=key):
        behind = Question(bearer=name) if group == "unit" else Question(document=name)
        address = behind.url() if name else ""
        groups.append(Group(names.get(name, name), address, found.sizes.get(name, 0), list(members)))
    return groups


def _document(entry: Entry) -> str:
    return entry.document_id


def _working(entries: Sequence[Entry], day: date, who: Visitor) -> dict[str, int | None]:
    """How many working days are left to each due date on the page."""
    dues = {entry.due for entry in entries if entry.due and entry.light in ("yellow", "green")}
    return {due: working_days_left(who.site, due, day) for due in dues}


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
