"""The REST API: the ledger's questions and acts as JSON, paged, with ETags, for whoever brings a token."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Path, Query, Request, UploadFile
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse, Response

from pipeline.codec import dumps_plain, to_dict
from pipeline.export.files import FORMATS
from pipeline.export.ledger import export
from pipeline.store import accounts, figures
from pipeline.store.acts import Desk
from pipeline.store.filters import KINDS, Filter
from pipeline.store.queries import ledger
from pipeline.store.queries_documents import list_documents
from pipeline.store.queries_history import history
from pipeline.store.records import record_in
from pipeline.store.uploads import upload_of
from pipeline.web.acting import ACTIONS, act_of, document_for, entry_for
from pipeline.web.api.schemas import (
    Act,
    Corrected,
    Correction,
    DocumentPage,
    Figures,
    Happened,
    Obligation,
    ObligationPage,
    Problem,
    Received,
)
from pipeline.web.doings import noted
from pipeline.web.passwords import digest
from pipeline.web.questions import Question, question_of
from pipeline.web.render import page
from pipeline.web.visitor import (
    MAY,
    ForbiddenError,
    Here,
    LoginNeededError,
    NotThereError,
    Visitor,
    address_of,
    check_origin,
    lang_of,
    site_of,
    visitor,
)

router = APIRouter(prefix="/api", tags=["v1"])
_MOST = 500
_EXPORTED = 20_000
_DEEPEST = 1_000_000
_FAULTS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": words}
    for status, words in (
        (400, "the request can't be understood"), (401, "no valid token"), (403, "not within the token's scopes"),
        (404, "not there, or not within reach"), (409, "it can't be done as things stand"),
        (413, "too large"), (422, "wrong parameters"),
    )
}  # fmt: skip
Uid = Annotated[str, Path(min_length=1, max_length=80)]
Limit = Annotated[int, Query(ge=1, le=_MOST)]
Offset = Annotated[int, Query(ge=0, le=_DEEPEST)]


def problem(status: int, zh: str, en: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """An error as the API says it."""
    return JSONResponse({"error": {"status": status, "zh": zh, "en": en}}, status, headers=dict(headers or {}))


def caller(request: Request) -> Visitor:
    """Whose token it is, or who is logged in on the pages. Raises LoginNeededError."""
    header = request.headers.get("authorization", "")
    scheme, _, secret = header.partition(" ")
    if not header:
        return _of_session(request)
    site = site_of(request)
    found = None
    if scheme.lower() == "bearer" and len(secret) <= 100:
        with site.store.reading() as connection:
            found = accounts.token_of(connection, digest(secret.strip()), site.stamp())
    if found is None or found[0].must_change:
        raise LoginNeededError
    account, scopes = found
    allowed = MAY[account.role] & frozenset(scopes)
    return Visitor(site, account, lang_of(request), "", None, allowed, address_of(request))


def _of_session(request: Request) -> Visitor:
    """Somebody logged in: reads as on the pages, writes with the token of the forms in a header."""
    who = visitor(request)
    if request.method not in ("GET", "HEAD"):
        check_origin(request)
        from pipeline.web.passwords import same

        if who.session is None or not same(request.headers.get("x-csrf-token", ""), who.session.csrf):
            raise ForbiddenError
    return who


def scope(what: str) -> Callable[..., Visitor]:
    """A dependency: the caller, where the token is good for this."""

    def allowed(who: Annotated[Visitor, Depends(caller)]) -> Visitor:
        if what not in who.may:
            raise ForbiddenError
        return who

    return allowed


Reader = Annotated[Visitor, Depends(scope("read"))]
Doer = Annotated[Visitor, Depends(scope("act"))]
Corrector = Annotated[Visitor, Depends(scope("review"))]
Bringer = Annotated[Visitor, Depends(scope("upload"))]


def tagged(request: Request, data: Any) -> Response:
    """The answer with its ETag, or 304 where the caller has it."""
    body = dumps_plain(data).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    asked = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    if tag in asked or asked == ["*"]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


@router.get("/v1/obligations", response_model=ObligationPage, responses=_FAULTS, summary="The ledger")
def obligations(
    request: Request,
    who: Reader,
    limit: Limit = 50,
    offset: Offset = 0,
    q: Annotated[str, Query(max_length=200, description="words to find")] = "",
    unit: Annotated[str, Query(max_length=200, description="part of a unit's name")] = "",
    bearer: Annotated[str, Query(max_length=200, description="a unit's name in full")] = "",
    kind: Annotated[str, Query(description="obligation, prohibition, sanction, permission, duties or all")] = "",
    state: Annotated[str, Query(description="a state, or all; what is outstanding by default")] = "",
    light: Annotated[str, Query(description="red, yellow, green or grey")] = "",
    number: Annotated[str, Query(max_length=200, description="number of the imposing document")] = "",
    document: Annotated[str, Query(max_length=200, description="id or path of the source document")] = "",
    due_after: Annotated[str, Query(description="a date")] = "",
    due_before: Annotated[str, Query(description="a date")] = "",
    as_of: Annotated[str, Query(description="the day asked about")] = "",
) -> Response:
    """Lines of the ledger by due date, with the filters of the page; ``next`` leads to the next page."""
    asked = question_of(
        {
            "q": q, "unit": unit, "bearer": bearer, "kind": kind, "state": state, "light": light, "number": number,
            "document": document, "due_after": due_after, "due_before": due_before, "as_of": as_of,
        }
    )  # fmt: skip
    if asked.wrong:
        names = ", ".join(asked.wrong)
        return problem(422, f"参数不对：{names}", f"wrong parameters: {names}")
    wanted = replace(asked.filter(who.site.today(), who.within), limit=limit + 1, offset=offset)
    with who.site.store.reading() as connection:
        found = ledger(connection, wanted)
    following = None
    if len(found) > limit:
        following = str(
            request.url.include_query_params(offset=offset + limit, limit=limit).replace(scheme="", netloc="")
        )
    items = [entry.to_dict() for entry in found[:limit]]
    return tagged(request, {"as_of": wanted.as_of.isoformat(), "items": items, "next": following})


@router.get("/v1/obligations/{uid}", response_model=Obligation, responses=_FAULTS, summary="One obligation")
def obligation(request: Request, uid: Uid, who: Reader) -> Response:
    """One line of the ledger in full."""
    with who.site.store.reading() as connection:
        entry = entry_for(connection, uid, who)
    return tagged(request, entry.to_dict() | {"machine": entry.machine})


@router.get(
    "/v1/obligations/{uid}/history", response_model=list[Happened], responses=_FAULTS, summary="What happened to it"
)
def happened(request: Request, uid: Uid, who: Reader) -> Response:
    """Everything that happened to it, oldest first."""
    with who.site.store.reading() as connection:
        entry_for(connection, uid, who)
        found = history(connection, uid)
    return tagged(request, [each.to_dict() for each in found])


@router.post("/v1/obligations/{uid}/acts", response_model=Obligation, responses=_FAULTS, summary="Put an act on record")
def act(request: Request, uid: Uid, act: Act, who: Doer) -> Response:
    """Assign, acknowledge, report progress, extend, return, done, close, cancel; gives the line as it stands then."""
    with who.site.store.reading() as connection:
        entry = entry_for(connection, uid, who)
    kind, day, note, data = act_of(act.fields(), entry, who)
    Desk(who.site.store, who.site.clock, who.account.name, f"api {who.address}").act(uid, kind, day, note, **data)
    noted(who, f"api.act.{kind}", uid, note)
    with who.site.store.reading() as connection:
        return tagged(request, entry_for(connection, uid, who).to_dict())


@router.post(
    "/v1/obligations/{uid}/corrections", response_model=Corrected, responses=_FAULTS, summary="Correct its fields"
)
def correct(request: Request, uid: Uid, correction: Correction, who: Corrector) -> Response:
    """Say what its fields really are, in the contract's JSON; it outlives every re-extraction."""
    with who.site.store.reading() as connection:
        entry_for(connection, uid, who)
    desk = Desk(who.site.store, who.site.clock, who.account.name, f"api {who.address}")
    event = desk.correct(uid, correction.fields, who.site.today(), correction.note)
    noted(who, "api.correct", uid)
    return tagged(request, {"seq": event.seq, "recorded_at": event.recorded_at})


@router.get("/v1/documents", response_model=DocumentPage, responses=_FAULTS, summary="Documents")
def documents(
    request: Request,
    who: Reader,
    limit: Limit = 50,
    offset: Offset = 0,
    q: Annotated[str, Query(max_length=200, description="part of path, title or number")] = "",
) -> Response:
    """The documents in the ledger, the ones loaded last first."""
    with who.site.store.reading() as connection:
        found = list_documents(connection, q or None, limit + 1, offset, within=who.within)
    following = None
    if len(found) > limit:
        following = str(
            request.url.include_query_params(offset=offset + limit, limit=limit).replace(scheme="", netloc="")
        )
    return tagged(request, {"items": [each.to_dict() for each in found[:limit]], "next": following})


@router.get("/v1/documents/{uid}", responses=_FAULTS, summary="A document's record")
def document(request: Request, uid: Uid, who: Reader) -> Response:
    """The record of the contract with persons' corrections in, and the stored text."""
    with who.site.store.reading() as connection:
        document_for(connection, uid, who)
        record = record_in(connection, uid)
        if who.within is not None:
            asked = Filter(who.site.today(), document=uid, kinds=KINDS, states=None, within=who.within)
            seen = {entry.id for entry in ledger(connection, asked)}
            record = replace(record, obligations=tuple(each for each in record.obligations if each.id in seen))
    return tagged(request, to_dict(record) | {"text": record.document.text})


@router.post("/v1/documents", response_model=Received, status_code=202, responses=_FAULTS, summary="Hand in a file")
def receive(request: Request, who: Bringer, file: Annotated[UploadFile, File()]) -> Response:
    """A file for the inbox; ``GET /api/v1/uploads/{id}`` tells what becomes of it."""
    from pipeline.web.pages.inbox import receive as keep

    number = keep(who, file)
    request.app.state.worker.wake()
    return JSONResponse({"id": number, "state": "waiting"}, 202)


@router.get("/v1/uploads/{number}", response_model=Received, responses=_FAULTS, summary="What became of a file")
def received(request: Request, number: Annotated[int, Path(ge=1, le=2**62)], who: Bringer) -> Response:
    """``waiting``, ``reading``, ``done``, ``same`` or ``refused`` with the reason."""
    with who.site.store.reading() as connection:
        found = upload_of(connection, number)
    if found is None or (who.within is not None and found.actor != who.account.name):
        raise NotThereError
    reason = {"zh": found.reason_zh, "en": found.reason_en} if found.reason_zh else None
    data = {"id": found.id, "state": found.state, "documents": list(found.documents), "reason": reason}
    return tagged(request, data)


@router.get("/v1/figures", response_model=Figures, responses=_FAULTS, summary="How the ledger stands")
def stand(request: Request, who: Reader) -> Response:
    """Outstanding lines by light, and the most loaded units."""
    asked = Filter(as_of=who.site.today(), within=who.within)
    with who.site.store.reading() as connection:
        lights = figures.by_light(connection, asked)
        units = figures.by_unit(connection, asked, 50)
    listed = [{"unit": unit, "outstanding": total, "overdue": late} for unit, total, late in units]
    return tagged(request, {"as_of": asked.as_of.isoformat(), "lights": lights, "units": listed})


@router.get("/v1/export/{format}", responses=_FAULTS, summary="The ledger as a file", response_class=Response)
def exported(
    request: Request,
    format: Annotated[str, Path(pattern="^(xlsx|csv|jsonl|ics|docx)$")],
    who: Reader,
    unit: Annotated[str, Query(max_length=200)] = "",
    light: Annotated[str, Query(max_length=10)] = "",
    state: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """xlsx, csv, jsonl, ics (a calendar to subscribe to) or docx (a draft circular)."""
    asked = question_of({"unit": unit, "light": light, "state": state})
    wanted = replace(_checked(asked).filter(who.site.today(), who.within), limit=_EXPORTED)
    with who.site.store.reading() as connection:
        data = export(connection, format, wanted, who.site.clock(), lang=who.lang)
    noted(who, "api.export", format)
    return Response(data, media_type=FORMATS[format][0])


def _checked(asked: Question) -> Question:
    if asked.wrong:
        raise NotThereError
    return asked


@router.get("/openapi.json", include_in_schema=False)
def schema(request: Request, who: Here) -> Response:
    """The OpenAPI document."""
    return tagged(request, openapi(request))


@router.get("/docs", include_in_schema=False, response_class=HTMLResponse)
def docs(request: Request, who: Here) -> HTMLResponse:
    """The same as a page, made here: no script from elsewhere."""
    return page(request, who, "api.html", api=openapi(request), actions=ACTIONS, dumps=_pretty)


def openapi(request: Request) -> dict[str, Any]:
    """The OpenAPI document of the API."""
    app = request.app
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        made.setdefault("components", {})["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{"token": []}]
        app.openapi_schema = made
    found: dict[str, Any] = app.openapi_schema
    return found


def _pretty(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
