"""The ways out: the same question that a page shows, as a file; and a filled-in sheet back in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from pipeline.errors import DubanError, ReadError
from pipeline.export.feedback import TAKEN, changes, read_sheet
from pipeline.export.files import FORMATS
from pipeline.export.ledger import export
from pipeline.store.entries import Entry
from pipeline.web.acting import entry_for
from pipeline.web.asking import meant
from pipeline.web.doings import desk_of, noted
from pipeline.web.questions import question_of
from pipeline.web.render import page
from pipeline.web.visitor import Actor, Form, Here, NotThereError, Visitor

router = APIRouter(include_in_schema=False)
_OFFERED = ("xlsx", "csv", "jsonl", "ics", "docx")
_MOST = 20_000
_MOST_BYTES = 20_000_000


@router.get("/export/{name}")
def give(request: Request, name: str, who: Here) -> Response:
    """The answer to the question in the address, as a file, e.g. ``/export/ledger.xlsx?light=red``."""
    format = name.rpartition(".")[2]
    if format not in _OFFERED:
        raise NotThereError
    link = f"{request.url.scheme}://{request.url.netloc}/items/{{id}}"
    with who.site.store.reading() as connection:
        asked = meant(connection, question_of(request.query_params), who)
        data = export(connection, format, replace(asked, limit=_MOST), who.site.clock(), lang=who.lang, link=link)
    noted(who, "export", format, str(request.url.query))
    title = quote(f"{who.say('督办台账', 'ledger')}-{asked.as_of.isoformat()}.{FORMATS[format][1]}")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{title}"}
    return Response(data, media_type=FORMATS[format][0], headers=headers)


@router.get("/feedback", response_class=HTMLResponse)
def ask(request: Request, who: Actor) -> HTMLResponse:
    """Where a filled-in sheet is handed in."""
    return page(request, who, "feedback.html", found=None, done=None, wrong="", file="")


@router.post("/feedback", response_class=HTMLResponse)
async def take(request: Request, who: Actor, sent: Form) -> HTMLResponse:
    """What the sheet changes, to be looked at; with ``apply`` the rows that are ticked are put in the ledger."""
    file = sent.get("file")
    if isinstance(file, UploadFile):
        data = await file.read(_MOST_BYTES + 1)
        return await run_in_threadpool(_preview, request, who, data, file.filename or "")
    return await run_in_threadpool(_apply, request, who, sent)


def _preview(request: Request, who: Visitor, data: bytes, name: str) -> HTMLResponse:
    try:
        if len(data) > _MOST_BYTES:
            raise ReadError("文件太大", "is too large")
        with who.site.store.reading() as connection:
            found = changes(read_sheet(data), lambda uid: _find(connection, uid, who))
    except DubanError as error:
        return page(request, who, "feedback.html", 422, found=None, done=None, wrong=error.message(who.lang), file=name)
    return page(request, who, "feedback.html", found=found, done=None, wrong="", file=name)


def _apply(request: Request, who: Visitor, sent: Any) -> HTMLResponse:
    """The ticked rows: each carries what was shown, and the state that it was shown in."""
    done: list[tuple[str, str]] = []
    for line in sent.getlist("change"):
        uid, before, act, day, note = (str(line).split("\t", 4) + [""] * 5)[:5]
        try:
            if act not in TAKEN:
                raise DubanError("表格不能这样办理", "a sheet can't ask for this")
            with who.site.store.reading() as connection:
                entry = entry_for(connection, uid, who)
            if entry.state != before:
                raise DubanError("预览之后状态已变，未记入", "its state has changed since; not put in")
            data = {"date": day, "status": "done"} if act == "occurrence" else {}
            desk_of(who, "web", f"act.{act}", uid, note).act(uid, act, who.site.today(), note, **data)
            done.append((uid, ""))
        except DubanError as error:
            done.append((uid, error.message(who.lang)))
    return page(request, who, "feedback.html", found=None, done=done, wrong="", file="")


def _find(connection: Any, uid: str, who: Visitor) -> Entry | None:
    try:
        return entry_for(connection, uid, who)
    except NotThereError:
        return None
