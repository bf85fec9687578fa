"""The review desk: the doubtful first, one after the other, by keys; who comes second is told."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from pipeline.codec import dumps_plain
from pipeline.errors import DubanError, StoreError
from pipeline.explain.records import Ground
from pipeline.model import Document, Span
from pipeline.store.entries import Entry
from pipeline.store.figures import ledger_state
from pipeline.store.filters import KINDS, Filter
from pipeline.store.queries_documents import document_of
from pipeline.store.queries_history import history
from pipeline.store.queries_review import Progress, neighbour, progress, queue, reviews
from pipeline.store.review import Decision
from pipeline.store.seen import StaleError, version_of
from pipeline.web.acting import document_for, entry_for, record_for
from pipeline.web.doings import noted, review_of
from pipeline.web.pages.item import entry_and_text, marked
from pipeline.web.render import page
from pipeline.web.reviewing import fields_of, lines_of
from pipeline.web.rulebooks import Books
from pipeline.web.visitor import Form, NotThereError, Reviewer, Visitor, text_of
from pipeline.web.wording import ACTS, FIELDS

router = APIRouter(include_in_schema=False)
_AROUND = 700
_AHEAD = 50


@dataclass(frozen=True, slots=True)
class Window:
    """The text around a sentence: from which offset on, and its parts before, in and after."""

    start: int
    before: str
    after: str


@router.get("/review", response_model=None)
def begin(
    request: Request, who: Reviewer, document: str = "", after: str = "", did: str = "", undo: str = ""
) -> Response:
    """On to the next one to look at, in one document or in all; ``after`` an id that was put off."""
    with who.site.store.reading() as connection:
        decided, made = _decided(connection, who)
        asked = _asked(who, document)
        waiting = queue(connection, asked, decided, _AHEAD)
        back = document_of(connection, document) if document else None
    following = waiting[waiting.index(after) + 1 :] if after in waiting else waiting
    if not (following or waiting):
        return page(request, who, "reviewed.html", made=made, document=back)
    return _on(f"/review/{(following or waiting)[0]}", document, did, undo)


@router.get("/review/export")
def gold(request: Request, who: Reviewer) -> Response:
    """The records of the documents that were reviewed, corrections in, as JSON Lines: gold."""
    from pipeline.codec import dumps

    with who.site.store.reading() as connection:
        decided = reviews(connection)
        wanted = sorted({uid.rpartition("-")[0] for uid in decided})
        kept = []
        for uid in wanted:
            with suppress(NotThereError):
                kept.append(dumps(record_for(connection, uid, who)))
    noted(who, "export", "gold")
    headers = {"content-disposition": 'attachment; filename="gold.jsonl"'}
    return Response("".join(f"{line}\n" for line in kept), media_type="application/jsonl", headers=headers)


@router.get("/review/{uid}", response_class=HTMLResponse)
def show(request: Request, uid: str, who: Reviewer, document: str = "", did: str = "", undo: str = "") -> HTMLResponse:
    """One obligation on the desk."""
    return _desk(request, uid, who, document, did if did in ACTS or did in ("split", "merge", "undone") else "", undo)


@router.post("/review/{uid}", response_model=None)
def decide(request: Request, uid: str, who: Reviewer, sent: Form) -> Response:
    """Accept, correct, reject, split, merge, add or undo; then the next one."""
    document = text_of(sent, "document", 60)
    with who.site.store.reading() as connection:
        entry = entry_for(connection, uid, who)
    what = text_of(sent, "do", 12)
    try:
        made = _decide(who, entry, what, sent)
    except StaleError as error:
        return _desk(request, uid, who, document, wrong=error.message(who.lang), status=409)
    except (DubanError, ValueError) as error:
        said = (
            error.message(who.lang) if isinstance(error, DubanError) else who.say("内容看不懂", "can't be understood")
        )
        return _desk(request, uid, who, document, wrong=said, status=422)
    undo = f"{made.document}:{','.join(map(str, made.seqs))}"
    if what == "add" or what == "split":
        fresh = next(each for each in made.items if each != uid)
        return _on(f"/review/{fresh}", document, "added" if what == "add" else "split", undo)
    return _on("/review", document, _did(what), undo)


@router.post("/review-undo", response_model=None)
def undo(request: Request, who: Reviewer, sent: Form) -> Response:
    """Take the last decision back, and look at its obligation again."""
    document, _, numbers = text_of(sent, "undo", 200).partition(":")
    within = text_of(sent, "document", 60)
    with who.site.store.reading() as connection:
        document_for(connection, document, who)
    try:
        made = review_of(who, "review.undo", document).undo(
            document, [int(each) for each in numbers.split(",") if each.isdecimal()], who.site.today()
        )
    except StoreError as error:
        return page(request, who, "error.html", 409, code=409, said=error.message(who.lang), phrase="")
    with who.site.store.reading() as connection:
        back = next((uid for uid in made.items if _is_there(connection, uid, who)), "")
    return _on(f"/review/{back}", within, "undone") if back else _on("/review", within, "undone")


def _decide(who: Visitor, entry: Entry, what: str, sent: Form) -> Decision:
    desk, day, uid = review_of(who, f"review.{what}", entry.id), who.site.today(), entry.id
    seen, note = int(text_of(sent, "seen", 12) or "0"), text_of(sent, "note")
    if what == "accept":
        return desk.accept(uid, seen, day, note)
    if what == "reject":
        return desk.reject(uid, seen, day, note)
    if what == "edit":
        changed = fields_of(sent, entry.item)
        return desk.correct(uid, changed, seen, day, note) if changed else desk.accept(uid, seen, day, note)
    if what == "split":
        return desk.split(uid, int(text_of(sent, "start", 12) or "-1"), seen, day, note)
    if what == "merge":
        other = text_of(sent, "other", 80)
        with who.site.store.reading() as connection:
            entry_for(connection, other, who)
        return desk.merge(uid, other, {uid: seen, other: int(text_of(sent, "other_seen", 12) or "0")}, day, note)
    if what == "add":
        span = Span(int(text_of(sent, "start", 12) or "0"), int(text_of(sent, "end", 12) or "0"))
        kind = text_of(sent, "kind", 16)
        return desk.add(entry.document_id, span, kind if kind in KINDS else "obligation", day, note)
    raise StoreError("不知道要做什么", "nothing to do")


def _on(path: str, document: str, did: str = "", undo: str = "") -> RedirectResponse:
    """On to the next page; whoever reviews one document stays in it."""
    more = {"document": document, "did": did, "undo": undo}
    query = "&".join(f"{name}={value}" for name, value in more.items() if value and value.isascii())
    return RedirectResponse(f"{path}?{query}" if query else path, 303)


def _did(what: str) -> str:
    return {"accept": "accepted", "reject": "rejected", "edit": "corrected"}.get(what, what)


def _asked(who: Visitor, document: str = "") -> Filter:
    return Filter(who.site.today(), document=document or None, kinds=KINDS, states=None, within=who.within)


def _decided(connection: Connection, who: Visitor) -> tuple[dict[str, str], Progress]:
    """What has been reviewed, kept until something in the ledger changes."""
    state = ledger_state(connection)
    decided = who.site.memory.get(("reviews", state), lambda: reviews(connection))
    return decided, who.site.memory.get(("progress", state), lambda: progress(connection, decided))


def _is_there(connection: Connection, uid: str, who: Visitor) -> bool:
    try:
        entry_for(connection, uid, who)
    except DubanError:
        return False
    return True


def _desk(
    request: Request,
    uid: str,
    who: Visitor,
    document: str,
    did: str = "",
    undo: str = "",
    wrong: str = "",
    status: int = 200,
) -> HTMLResponse:
    with who.site.store.reading() as connection:
        entry, text = entry_and_text(connection, uid, who)
        decided, made = _decided(connection, who)
        seen = version_of(connection, uid)
        other = neighbour(connection, _asked(who), uid)
        other = other if other and _is_there(connection, other, who) else None
        other_entry = entry_for(connection, other, who) if other else None
        other_seen = version_of(connection, other) if other else 0
        paper = document_of(connection, entry.document_id)
        past = history(connection, uid)
    return page(
        request, who, "review.html", status, entry=entry, item=entry.item, text=text, paper=paper, past=past[::-1][:6],
        window=_window(text, entry.item.span), pieces=list(marked(text, entry.item)), seen=seen, other=other_entry,
        other_seen=other_seen, made=made, state=decided.get(uid, ""), document=document, did=did,
        undo=undo if undo.isascii() else "", wrong=wrong, why=_why(who, entry, text),
        lines=lines_of(entry.item, who.lang), differs=_differs(entry), fields=FIELDS, kinds=KINDS,
    )  # fmt: skip


def _window(text: str, span: Span) -> Window:
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    return Window(start, text[start : span.start], text[span.end : end])


def _differs(entry: Entry) -> list[tuple[str, str, str]]:
    """Where a person has corrected it: field, what the machine says, what counts."""
    from pipeline.codec import obligation_to_dict

    if entry.machine is None or entry.machine.get("withdrawn"):
        return []
    now = obligation_to_dict(entry.item)
    names = [name for name in FIELDS if entry.machine.get(name) != now.get(name)]
    return [(name, dumps_plain(entry.machine.get(name)), dumps_plain(now.get(name))) for name in names]


def _why(who: Visitor, entry: Entry, text: str) -> list[str]:
    """The machine's reasons for the sentence, as ``duban explain`` gives them."""
    told = who.site.memory.get(("why", entry.document_id, hash(text)), lambda: _explained(who, text))
    span = entry.item.span
    found = [each for start, end, said in told if start < span.end and span.start < end for each in said]
    return [ground.words(who.lang) for ground in found][:12]


def _explained(who: Visitor, text: str) -> Sequence[tuple[int, int, Sequence[Ground]]]:
    from pipeline.explain import Explainer

    explainer = Explainer(Books(who.site).extractor())
    found = []
    for one in explainer.explain(Document(path="", text=text)):
        grounds = [ground for item in one.items for ground in item.grounds] or list(one.against)
        found.append((one.span.start, one.span.end, grounds))
    return found
