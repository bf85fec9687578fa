"""The inbox: files handed in, each seen on its way into the ledger or in quarantine, where it can be tried again."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from pipeline.errors import DubanError, ReadError
from pipeline.read.reader import shown
from pipeline.store.uploads import (
    STATES,
    add_upload,
    count_uploads,
    list_uploads,
    set_upload,
    upload_of,
)
from pipeline.web.doings import doing, recorded
from pipeline.web.render import page
from pipeline.web.site import Site
from pipeline.web.visitor import Form, NotThereError, Uploader, Visitor, text_of
from pipeline.web.worker import path_of

router = APIRouter(include_in_schema=False)
_PAGE = 100
_CHUNK = 1 << 20


@router.get("/inbox", response_class=HTMLResponse)
def show(request: Request, who: Uploader, state: str = "", page_number: int = 1) -> HTMLResponse:
    """What was handed in, the last first."""
    number = min(max(page_number, 1), 10_000)
    with who.site.store.reading() as connection:
        wanted = state if state in STATES else None
        found = list_uploads(connection, wanted, _PAGE + 1, (number - 1) * _PAGE, seen_of(who))
        counts = count_uploads(connection, seen_of(who))
    return page(
        request, who, "inbox.html", found=found[:_PAGE], more=len(found) > _PAGE, number=number, states=STATES,
        state=wanted or "", counts=counts, most=who.site.settings.max_bytes,
    )  # fmt: skip


@router.post("/inbox", response_model=None)
def take(request: Request, who: Uploader, sent: Form) -> Response:
    """Hand in files, or try one of the quarantine again; a script gets JSON, a form the page."""
    if number := text_of(sent, "retry", 20):
        retry(who, int(number) if number.isdecimal() else 0)
        request.app.state.worker.wake()
        return RedirectResponse("/inbox", 303)
    numbers, errors = [], []
    for file in sent.getlist("file"):
        if isinstance(file, UploadFile) and file.filename:
            try:
                numbers.append(receive(who, file))
            except DubanError as error:
                errors.append(f"{shown(file.filename)}：{error.message(who.lang)}")
    request.app.state.worker.wake()
    if request.headers.get("accept", "").startswith("application/json"):
        return JSONResponse({"accepted": numbers, "errors": errors}, 200 if numbers else 422)
    if errors and not numbers:
        raise ReadError("；".join(errors), "; ".join(errors))
    return RedirectResponse("/inbox", 303)


def receive(who: Visitor, file: UploadFile) -> int:
    """Keep a file by its hash and queue it; gives its number. Raises ReadError where it is too large or empty."""
    site, name = who.site, shown(Path((file.filename or "").replace("\\", "/")).name) or "?"
    sha256, size = keep(site, file)
    with recorded(who, "upload", sha256) as connection:  # not its name: of a state secret nothing else may stay
        return add_upload(connection, sha256, name, size, who.account.name, site.stamp())


def keep(site: Site, file: UploadFile) -> tuple[str, int]:
    """Write the bytes beside where they will lie, then move them there; their hash and size."""
    most, hasher, size = site.settings.max_bytes, hashlib.sha256(), 0
    site.spool.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=site.spool, prefix="coming-")
    try:
        with os.fdopen(handle, "wb") as out:
            while chunk := file.file.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    limit = f"{most / 1_000_000:g} MB"
                    raise ReadError(f"太大，超过 {limit}", f"is larger than {limit}")
                hasher.update(chunk)
                out.write(chunk)
        if not size:
            raise ReadError("是空文件", "is empty")
        path = path_of(site, hasher.hexdigest())
        path.parent.mkdir(mode=0o700, exist_ok=True)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return hasher.hexdigest(), size


def retry(who: Visitor, number: int) -> None:
    """Queue a refused file again. Raises NotThereError where there is none."""
    with who.site.store.writing() as connection:
        found = upload_of(connection, number)
        if found is None or found.state != "refused" or not found.name or seen_of(who) not in (None, found.actor):
            raise NotThereError
        set_upload(connection, number, state="waiting", reason_zh="", reason_en="", done_at=None)
        doing(who, "upload.retry", found.name)(connection)


def seen_of(who: Visitor) -> str | None:
    """Whose files are seen: of an account that is restricted to units only its own, else everybody's (None)."""
    return None if who.within is None else who.account.name
