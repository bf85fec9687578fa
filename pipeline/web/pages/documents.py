"""Documents: the list of them, and one with its anatomy, what it cites, and its obligations beside the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pipeline.export.marks import pieces
from pipeline.store.queries import ledger
from pipeline.store.queries_documents import document_of, list_documents
from pipeline.store.records import record_in
from pipeline.web.acting import document_for, whole_document
from pipeline.web.keeping import kept
from pipeline.web.questions import day_of
from pipeline.web.render import page
from pipeline.web.visitor import Here, Visitor

router = APIRouter(include_in_schema=False)
_PAGE = 50
RELATIONS = {
    "forwards": ("转发", "forwards"),
    "issues": ("印发", "issues"),
    "according_to": ("依据", "according to"),
    "amends": ("修改", "amends"),
    "extends": ("延期", "extends"),
    "repeals": ("废止", "repeals"),
}


@router.get("/documents", response_class=HTMLResponse)
def show_all(
    request: Request, who: Here, q: str = "", page_number: int = 1, loaded_from: str = "", loaded_to: str = ""
) -> HTMLResponse:
    """The documents in the ledger, the ones loaded last first; those of some days where these are named."""
    loaded, number = (day_of(loaded_from), day_of(loaded_to)), min(max(page_number, 1), 10_000)
    return kept(request, who, lambda anybody: _list(request, anybody, q.strip()[:200], number, loaded))


def _list(request: Request, who: Visitor, q: str, number: int, loaded: tuple[date | None, date | None]) -> HTMLResponse:
    with who.site.store.reading() as connection:
        found = list_documents(connection, q or None, _PAGE + 1, (number - 1) * _PAGE, who.within, loaded)
    return page(
        request, who, "documents.html", found=found[:_PAGE], more=len(found) > _PAGE, q=q, number=number, loaded=loaded
    )


@router.get("/documents/{uid}", response_class=HTMLResponse)
def show(request: Request, uid: str, who: Here) -> HTMLResponse:
    """One document: what it says of itself and cites, its text with the obligations marked, and these beside it."""
    with who.site.store.reading() as connection:
        document_for(connection, uid, who)
    return kept(request, who, lambda anybody: _one(request, anybody, uid))


def _one(request: Request, who: Visitor, uid: str) -> HTMLResponse:
    with who.site.store.reading() as connection:
        document, record = document_of(connection, uid), record_in(connection, uid)
        entries = sorted(ledger(connection, whole_document(uid, who)), key=lambda entry: entry.item.span)
    seen = {entry.id for entry in entries}
    obligations = tuple(each for each in record.obligations if each.id in seen)
    record = replace(record, obligations=obligations)
    return page(
        request, who, "document.html", document=document, record=record, header=record.header,
        pieces=list(pieces(record)), entries=entries, relations=RELATIONS,
    )  # fmt: skip
