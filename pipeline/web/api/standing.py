"""How the ledger stands, over the API: figures, and the ledger as a file."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from pipeline.export.files import FORMATS
from pipeline.export.ledger import export
from pipeline.store import figures
from pipeline.web.api.access import Reader
from pipeline.web.api.answers import FAULTS, tagged
from pipeline.web.api.asked import Asked
from pipeline.web.api.schemas import Counts, Figures
from pipeline.web.asking import meant, outstanding
from pipeline.web.doings import noted
from pipeline.web.keeping import figures_of
from pipeline.web.pages.counts import counted as tallied
from pipeline.web.visitor import Visitor

router = APIRouter()
_EXPORTED = 20_000
_UNITS = 50


@router.get("/v1/figures", response_model=Figures, responses=FAULTS, summary="How the ledger stands")
def stand(request: Request, who: Reader) -> Response:
    """Outstanding lines by light, and the most loaded units."""
    (lights, units), _ = figures_of(who, "figures", lambda: _figures(who))
    listed = [{"unit": unit, "outstanding": total, "overdue": late} for unit, total, late in units]
    return tagged(request, {"as_of": who.site.today().isoformat(), "lights": lights, "units": listed})


def _figures(who: Visitor) -> tuple[dict[str, int], list[tuple[str, int, int]]]:
    with who.site.store.reading() as connection:
        asked = outstanding(who)
        return figures.by_light(connection, asked), figures.by_unit(connection, asked, _UNITS)


@router.get("/v1/counts/{by}", response_model=Counts, responses=FAULTS, summary="How many lines answer")
def counted(
    request: Request,
    by: Annotated[str, Path(pattern="^(light|day|unit|level|kind|state|instrument)$")],
    who: Reader,
    asked: Asked,
) -> Response:
    """How many lines answer, and how many of them are late, with the filters of the page."""
    found, _ = figures_of(who, ("counts", asked, by), lambda: tallied(who, asked, by))
    day = asked.day(who.site.today()).isoformat()
    return tagged(request, {"as_of": day, "by": by, "items": [asdict(each) for each in found]})


@router.get("/v1/export/{format}", responses=FAULTS, summary="The ledger as a file", response_class=Response)
def exported(
    request: Request,
    format: Annotated[str, Path(pattern="^(xlsx|csv|jsonl|ics|docx)$")],
    who: Reader,
    asked: Asked,
) -> Response:
    """The ledger's answer as xlsx, csv, jsonl, ics (a calendar to subscribe to) or docx (a draft circular)."""
    with who.site.store.reading() as connection:
        wanted = replace(meant(connection, asked, who), limit=_EXPORTED)
        data = export(connection, format, wanted, who.site.clock(), lang=who.lang)
    noted(who, "api.export", format)
    return Response(data, media_type=FORMATS[format][0])
