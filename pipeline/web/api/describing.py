"""The OpenAPI document, and the same as a page."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, Response

from pipeline.web.acting import ACTIONS
from pipeline.web.api.answers import tagged
from pipeline.web.render import page
from pipeline.web.visitor import Here

router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
def schema(request: Request, who: Here) -> Response:
    """The OpenAPI document."""
    return tagged(request, openapi(request))


@router.get("/docs", response_class=HTMLResponse)
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
