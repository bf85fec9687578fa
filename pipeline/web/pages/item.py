"""One obligation: its sentence in the document, every field with its words, how it stands, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from pipeline.errors import DubanError
from pipeline.model import Obligation, Span
from pipeline.store.entries import Entry
from pipeline.store.lifecycle import ACTS as RULES
from pipeline.store.lifecycle import STATES
from pipeline.store.queries_documents import document_of
from pipeline.store.queries_documents import text_of as stored_text
from pipeline.store.queries_history import history
from pipeline.web.acting import ACTIONS, act_of, entry_for
from pipeline.web.chains import chain_of
from pipeline.web.doings import desk_of
from pipeline.web.keeping import kept, state_of
from pipeline.web.originals import SVG, original_of, shown
from pipeline.web.render import page
from pipeline.web.visitor import Actor, Form, Here, NotThereError, Visitor, text_of
from pipeline.web.wording import ACTS, FIELDS
from pipeline.web.workdays import working_days_left

router = APIRouter(include_in_schema=False)
_AROUND = 220
_FIELDS = ("act", "to", "due", "on", "note")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text around a sentence, and as what it is marked (empty for the surroundings)."""

    text: str
    mark: str


@router.get("/items/{uid}", response_class=HTMLResponse)
def show(request: Request, uid: str, who: Here, did: str = "") -> HTMLResponse:
    """The page of one line of the ledger."""
    known = did if did in ACTS else ""
    with who.site.store.reading() as connection:
        # Links are found and decided on without an event where nothing follows from them.
        shows = (state_of(connection), chain_of(connection, uid, who).links())
    return kept(request, who, lambda anybody: _page(request, uid, anybody, did=known), shows)


@router.get("/items/{uid}/page")
def original(uid: str, who: Here) -> Response:
    """The original page with the sentence tinted: PDF, scan, picture; OFD as a sketch of its words."""
    with who.site.store.reading() as connection:
        entry, text = entry_and_text(connection, uid, who)
        document = document_of(connection, entry.document_id)
    found = original_of(who.site, document.sha256, document.path)
    data = shown(who.site, found, text, entry.item.span) if found else None
    if found is None or data is None:
        raise NotThereError
    return Response(data, media_type=found.media, headers={"cache-control": "private, max-age=3600"})


@router.post("/items/{uid}/act", response_model=None)
def act(request: Request, uid: str, who: Actor, sent: Form) -> HTMLResponse | RedirectResponse:
    """Put an act of the lifecycle on record."""
    with who.site.store.reading() as connection:
        entry = entry_for(connection, uid, who)
    try:
        kind, day, note, data = act_of(sent, entry, who)
        desk_of(who, "web", f"act.{kind}", uid, note).act(uid, kind, day, note, **data)
    except DubanError as error:
        return _page(request, uid, who, wrong=error.message(who.lang), status=409, sent=said_again(sent))
    return RedirectResponse(f"/items/{uid}?did={kind}", 303)


def said_again(sent: Form) -> dict[str, str]:
    """What a form said, to stand in it once more: nobody writes it twice because one word was missing."""
    return {name: text_of(sent, name, 2000) for name in _FIELDS}


def _page(
    request: Request,
    uid: str,
    who: Visitor,
    did: str = "",
    wrong: str = "",
    status: int = 200,
    sent: Mapping[str, str] | None = None,
) -> HTMLResponse:
    with who.site.store.reading() as connection:
        entry = entry_for(connection, uid, who)
        text = stored_text(connection, entry.document_id)
        document = document_of(connection, entry.document_id)
        original = original_of(who.site, document.sha256, document.path)
        past = history(connection, uid)
        chain = chain_of(connection, uid, who)
    return page(
        request, who, "item.html", status, entry=entry, item=entry.item, document=document, past=past[::-1],
        pieces=list(around(text, entry.item)), evidence=evidence(text, entry.item), actions=_possible(entry),
        states=STATES, working=working_days_left(who.site, entry.due, who.site.today()), fields=FIELDS, did=did,
        wrong=wrong, sent=sent or dict.fromkeys(_FIELDS, ""), chain=chain,
        original=original is not None, sketched=original is not None and original.media == SVG,
    )  # fmt: skip


def _possible(entry: Entry) -> list[str]:
    """What can be done in the state at hand."""
    return [kind for kind in ACTIONS if entry.state in RULES[kind][2]]


def around(text: str, item: Obligation) -> Iterator[Piece]:
    """The sentence with its marks, and what stands before and after it."""
    start, end = max(0, item.span.start - _AROUND), min(len(text), item.span.end + _AROUND)
    yield Piece(("…" if start else "") + text[start : item.span.start], "")
    yield from marked(text, item)
    yield Piece(text[item.span.end : end] + ("…" if end < len(text) else ""), "")


def marked(text: str, item: Obligation) -> Iterator[Piece]:
    """The sentence cut at every bound of its evidence."""
    parts = [(span, name) for name, spans in evidence_spans(item).items() for span in spans if item.span.holds(span)]
    cuts = sorted({item.span.start, item.span.end, *(cut for span, _ in parts for cut in span)})
    for start, end in pairwise(cuts):
        names = [name for span, name in parts if span.start <= start and end <= span.end]
        yield Piece(text[start:end], " ".join(["on", *dict.fromkeys(names)]))


def evidence_spans(item: Obligation) -> dict[str, list[Span]]:
    """Where in the text the values stand, by field."""
    return {
        "bearer": [each.span for each in item.bearers if each.span],
        "deadline": [item.deadline.span] if item.deadline and item.deadline.span else [],
        "penalty": [each.span for each in item.penalties if each.span],
    }


def evidence(text: str, item: Obligation) -> dict[str, list[str]]:
    """The words themselves, by field."""
    return {name: [span.of(text) for span in spans] for name, spans in evidence_spans(item).items()}


def entry_and_text(connection: Connection, uid: str, who: Visitor) -> tuple[Entry, str]:
    """A line and the whole text that it is from."""
    entry = entry_for(connection, uid, who)
    return entry, stored_text(connection, entry.document_id)
