"""The rulebook: browse it with its examples, try a sentence, and see what a change would gain and lose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pipeline.errors import DubanError
from pipeline.evaluate.tracing import trace
from pipeline.export.marks import pieces
from pipeline.model import Document
from pipeline.store.queries_documents import titles
from pipeline.web.doings import noted
from pipeline.web.render import page
from pipeline.web.rulebooks import Books, Shown
from pipeline.web.trial import Rows, gain_and_loss
from pipeline.web.visitor import Form, Ruler, Visitor, text_of

router = APIRouter(include_in_schema=False)
_LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rules of one slot."""

    name: str
    rules: Sequence[Shown]


@router.get("/rules", response_class=HTMLResponse)
def show(request: Request, who: Ruler, q: str = "") -> HTMLResponse:
    """All rules by slot."""
    found = Books(who.site).all(q.strip()[:100])
    slots = dict.fromkeys(rule.slot for rule in found)
    shelves = [Shelf(slot, [rule for rule in found if rule.slot == slot]) for slot in slots]
    return page(request, who, "rules.html", shelves=shelves, q=q.strip()[:100], total=len(found))


@router.get("/rules/try", response_class=HTMLResponse)
def ask(request: Request, who: Ruler) -> HTMLResponse:
    """Where a sentence is tried."""
    return page(request, who, "try.html", text="", on="", found=None, record=None, pieces=[], wrong="")


@router.post("/rules/try", response_class=HTMLResponse)
def try_sentence(request: Request, who: Ruler, sent: Form) -> HTMLResponse:
    """What fires in the sentence, what loses and why, and the obligations that come of it."""
    text, on = str(sent.get("text") or "")[:_LONGEST], text_of(sent, "on", 10)
    try:
        day = date.fromisoformat(on).isoformat() if on else None
    except ValueError:
        return page(
            request, who, "try.html", 422, text=text, on=on, found=None, record=None, pieces=[],
            wrong=who.say("日期应写成 2024-03-15 这样", "write the date like 2024-03-15"),
        )  # fmt: skip
    books = Books(who.site)
    found = trace(books.book(), text, day)
    record = books.extractor().extract(Document(path="", text=text))
    return page(
        request, who, "try.html", text=text, on=on, found=found, record=record, pieces=list(pieces(record)), wrong=""
    )


@router.get("/rules/{rule_id}", response_class=HTMLResponse)
def show_one(request: Request, rule_id: str, who: Ruler) -> HTMLResponse:
    """One rule: its file, its examples, and a place to change it for a trial."""
    rule, text, examples = Books(who.site).one(rule_id)
    return page(
        request, who, "rule.html", rule=rule, text=text, edited=text, examples=examples, found=None, counts=None,
        wrong="", papers={},
    )  # fmt: skip


@router.post("/rules/{rule_id}", response_class=HTMLResponse)
def try_rule(request: Request, rule_id: str, who: Ruler, sent: Form) -> HTMLResponse:
    """What the changed file would gain and lose; nothing of the rulebook in force is touched."""
    rule, text, examples = Books(who.site).one(rule_id)
    edited = str(sent.get("text") or "").replace("\r\n", "\n")[:50_000]
    found, counts, wrong = None, None, ""
    try:
        counts, found = gain_and_loss(who.site, rule.file, edited, who.within)
        noted(who, "rules.trial", rule_id)
    except DubanError as error:
        wrong = error.message(who.lang)
    return page(
        request, who, "rule.html", 422 if wrong else 200, rule=rule, text=text, edited=edited, examples=examples,
        found=found, counts=counts, wrong=wrong, papers=_papers(who, found or []),
    )  # fmt: skip


def _papers(who: Visitor, found: Rows) -> dict[str, str]:
    """Of the documents in which something changes those of the ledger: file of the trial → title or name."""
    uids = {row["document"]: row["document"].rpartition("/")[2].removesuffix(".txt") for row in found}
    with who.site.store.reading() as connection:
        names = titles(connection, set(uids.values()))
    return {file: names[uid] for file, uid in uids.items() if uid in names}
