"""The files of the pages: ours, named by their hash, kept by the browser; and the sign that all is well."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, PlainTextResponse, Response

from pipeline.store.figures import ledger_state
from pipeline.web.render import STATIC
from pipeline.web.visitor import NotThereError, site_of

router = APIRouter(include_in_schema=False)
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_FILES = {path.name: path for path in STATIC.iterdir() if path.suffix in _TYPES}


@router.get("/static/{name}")
def give(name: str) -> FileResponse:
    """One of our files, by its name in the list: no path gets out of it."""
    path = _FILES.get(name)
    if path is None:
        raise NotThereError
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return FileResponse(path, media_type=_TYPES[path.suffix], headers=headers)


@router.get("/favicon.ico")
def icon() -> Response:
    """The sign of the pages."""
    return give("duban.svg")


@router.get("/healthz")
def well(request: Request) -> PlainTextResponse:
    """``ok`` where the ledger answers; for whoever watches the service."""
    with site_of(request).store.reading() as connection:
        ledger_state(connection)
    return PlainTextResponse("ok\n")
