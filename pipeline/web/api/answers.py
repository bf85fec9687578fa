"""How the API answers: JSON with its ETag, the way to the next page, errors of one shape."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Path, Query, Request
from fastapi.responses import JSONResponse, Response

from pipeline.codec import dumps_plain
from pipeline.web.api.schemas import Problem

_MOST = 500
_DEEPEST = 1_000_000
FAULTS: dict[int | str, dict[str, Any]] = {
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


def tagged(request: Request, data: Any) -> Response:
    """The answer with its ETag, or 304 where the caller has it."""
    body = dumps_plain(data).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    asked = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    if tag in asked or asked == ["*"]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def following(request: Request, **place: object) -> str:
    """The address of the next page, that begins at this place (``offset``, or ``after`` a line)."""
    there = request.url.remove_query_params(["offset", "after"]).include_query_params(**place)
    return str(there.replace(scheme="", netloc=""))
