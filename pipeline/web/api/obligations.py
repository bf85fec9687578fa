"""Obligations over the API: the ledger's lines, their history, acts and corrections."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from pipeline.store.queries import ledger
from pipeline.store.queries_history import history
from pipeline.web.acting import act_of, entry_for
from pipeline.web.api.access import Corrector, Doer, Reader
from pipeline.web.api.answers import FAULTS, Limit, Offset, Uid, following, tagged
from pipeline.web.api.asked import Asked
from pipeline.web.api.schemas import Act, Corrected, Correction, Happened, Obligation, ObligationPage
from pipeline.web.asking import meant
from pipeline.web.doings import desk_of

router = APIRouter()
_PLACE = r"^([01]\|[^|]*\|[^|]*\|\d{1,9}\|[^|]*)?$"


@router.get("/v1/obligations", response_model=ObligationPage, responses=FAULTS, summary="The ledger")
def obligations(
    request: Request,
    who: Reader,
    asked: Asked,
    limit: Limit = 50,
    offset: Offset = 0,
    after: Annotated[str, Query(max_length=300, pattern=_PLACE, description="a line's place; next brings it")] = "",
) -> Response:
    """Lines of the ledger by due date, with the filters of the page; next leads to the next page."""
    with who.site.store.reading() as connection:
        wanted = replace(meant(connection, asked, who), limit=limit + 1, offset=offset, after=after or None)
        found = ledger(connection, wanted)
    # By the last line's place: as quick as the first page, and nothing is skipped when lines come or go.
    more = following(request, after=found[limit - 1].cursor, limit=limit) if len(found) > limit else None
    items = [entry.to_dict() for entry in found[:limit]]
    return tagged(request, {"as_of": wanted.as_of.isoformat(), "items": items, "next": more})


@router.get("/v1/obligations/{uid}", response_model=Obligation, responses=FAULTS, summary="One obligation")
def obligation(request: Request, uid: Uid, who: Reader) -> Response:
    """One line of the ledger in full."""
    with who.site.store.reading() as connection:
        entry = entry_for(connection, uid, who)
    return tagged(request, entry.to_dict() | {"machine": entry.machine})


@router.get(
    "/v1/obligations/{uid}/history", response_model=list[Happened], responses=FAULTS, summary="What happened to it"
)
def happened(request: Request, uid: Uid, who: Reader) -> Response:
    """Everything that happened to it, oldest first."""
    with who.site.store.reading() as connection:
        entry_for(connection, uid, who)
        found = history(connection, uid)
    return tagged(request, [each.to_dict() for each in found])


@router.post("/v1/obligations/{uid}/acts", response_model=Obligation, responses=FAULTS, summary="Put an act on record")
def act(request: Request, uid: Uid, act: Act, who: Doer) -> Response:
    """Assign, acknowledge, report progress, extend, return, done, close, cancel; gives the line as it stands then."""
    with who.site.store.reading() as connection:
        entry = entry_for(connection, uid, who)
    kind, day, note, data = act_of(act.fields(), entry, who)
    desk_of(who, "api", f"api.act.{kind}", uid, note).act(uid, kind, day, note, **data)
    with who.site.store.reading() as connection:
        return tagged(request, entry_for(connection, uid, who).to_dict())


@router.post(
    "/v1/obligations/{uid}/corrections", response_model=Corrected, responses=FAULTS, summary="Correct its fields"
)
def correct(request: Request, uid: Uid, correction: Correction, who: Corrector) -> Response:
    """Say what its fields really are, in the contract's JSON; it outlives every re-extraction."""
    with who.site.store.reading() as connection:
        entry_for(connection, uid, who)
    desk = desk_of(who, "api", "api.correct", uid)
    event = desk.correct(uid, correction.fields, who.site.today(), correction.note)
    return tagged(request, {"seq": event.seq, "recorded_at": event.recorded_at})
