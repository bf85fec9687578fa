"""Documents over the API: listed, as records, handed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Path, Query, Request, UploadFile
from fastapi.responses import JSONResponse, Response

from pipeline.codec import to_dict
from pipeline.store.queries_documents import list_documents
from pipeline.store.uploads import upload_of
from pipeline.web.acting import record_for
from pipeline.web.api.access import Bringer, Reader
from pipeline.web.api.answers import FAULTS, Limit, Offset, Uid, following, tagged
from pipeline.web.api.schemas import DocumentPage, Received
from pipeline.web.pages.inbox import receive as keep
from pipeline.web.pages.inbox import seen_of
from pipeline.web.visitor import NotThereError

router = APIRouter()


@router.get("/v1/documents", response_model=DocumentPage, responses=FAULTS, summary="Documents")
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
    more = following(request, offset=offset + limit, limit=limit) if len(found) > limit else None
    return tagged(request, {"items": [each.to_dict() for each in found[:limit]], "next": more})


@router.get("/v1/documents/{uid}", responses=FAULTS, summary="A document's record")
def document(request: Request, uid: Uid, who: Reader) -> Response:
    """The record of the contract with persons' corrections in, and the stored text."""
    with who.site.store.reading() as connection:
        record = record_for(connection, uid, who)
    return tagged(request, to_dict(record) | {"text": record.document.text})


@router.post("/v1/documents", response_model=Received, status_code=202, responses=FAULTS, summary="Hand in a file")
def receive(request: Request, who: Bringer, file: Annotated[UploadFile, File()]) -> Response:
    """A file for the inbox; ``GET /api/v1/uploads/{id}`` tells what becomes of it."""
    number = keep(who, file)
    request.app.state.worker.wake()
    return JSONResponse({"id": number, "state": "waiting"}, 202)


@router.get("/v1/uploads/{number}", response_model=Received, responses=FAULTS, summary="What became of a file")
def received(request: Request, number: Annotated[int, Path(ge=1, le=2**62)], who: Bringer) -> Response:
    """``waiting``, ``reading``, ``done``, ``same`` or ``refused`` with the reason."""
    with who.site.store.reading() as connection:
        found = upload_of(connection, number)
    if found is None or (seen_of(who) not in (None, found.actor)):
        raise NotThereError
    reason = {"zh": found.reason_zh, "en": found.reason_en} if found.reason_zh else None
    data = {"id": found.id, "state": found.state, "documents": list(found.documents), "reason": reason}
    return tagged(request, data)
