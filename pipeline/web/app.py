"""The pages and the API as one application; every error goes out as a page or as JSON, never as a traceback."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from pipeline import __version__
from pipeline.errors import ConfigError, DubanError, ReadError, StoreError
from pipeline.web.api import routes
from pipeline.web.api.answers import problem
from pipeline.web.guard import Guard, TooLargeError
from pipeline.web.lately import CountingError
from pipeline.web.pages import (
    admin,
    counts,
    documents,
    exports,
    inbox,
    item,
    ledger,
    overview,
    review,
    rules,
    session,
    static,
    views,
)
from pipeline.web.render import page
from pipeline.web.site import Site
from pipeline.web.visitor import ForbiddenError, LoginNeededError, NotThereError, lang_of, visitor
from pipeline.web.worker import Worker

_LOG = logging.getLogger("duban.web")
_PAGES = (overview, ledger, counts, item, documents, exports, inbox, review, rules, session, admin, static, views)
# A form and its files; one file is bounded by the setting max_bytes.
_FORM = 10_000_000
# Seconds that figures being made are waited for at the end.
_PATIENCE = 5
_STATUS = {
    CountingError: 202,
    NotThereError: 404,
    ForbiddenError: 403,
    StoreError: 409,
    ReadError: 422,
    ConfigError: 422,
}


def make_app(site: Site, *, work: bool = True) -> Guard:
    """The application; with ``work`` handed-in files are read in the background while it runs."""
    worker = Worker(site)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if work:
            worker.start()
            threading.Thread(target=overview.warm, args=(site,), name="duban-warm", daemon=True).start()
        yield
        worker.stop()
        site.figures.quiet(_PATIENCE)

    app = FastAPI(
        title="督办 Duban",
        version=__version__,
        summary="The ledger of what official documents oblige whom to do by when",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        # No request leaves the machine, whatever the environment asks for.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.site, app.state.worker = site, worker
    for module in _PAGES:
        app.include_router(module.router)
    app.include_router(routes.router)
    _faults(app)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=4)
    # Around everything, so that an internal error's page has its headers too.
    return Guard(app, site.hosts, site.secure, site.settings.max_bytes + _FORM)


def _faults(app: FastAPI) -> None:
    """What becomes of everything that is raised."""
    app.add_exception_handler(LoginNeededError, _login)
    app.add_exception_handler(DubanError, _refuse)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(TooLargeError, _too_large)
    app.add_exception_handler(Exception, _internal)


def _login(request: Request, error: Exception) -> Response:
    if _of_api(request):
        return problem(401, "请登录或出示令牌", "log in, or bring a token", {"www-authenticate": "Bearer"})
    if isinstance(error, LoginNeededError) and error.change:
        return RedirectResponse("/password", 303)
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse("/login" if asked == "/" else f"/login?next={quote(asked, safe='')}", 303)


def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, DubanError)
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 422)
    answer = _say(request, status, error.zh, error.en)
    if isinstance(error, CountingError):
        # The browser asks again by itself.
        answer.headers["refresh"] = "3"
    return answer


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = {404: ("没有这一页", "there is no such page"), 405: ("不能这样访问", "not allowed here")}
    zh, en = words.get(error.status_code, (str(error.detail), str(error.detail)))
    answer = _say(request, error.status_code, zh, en)
    answer.headers.update(error.headers or {})
    return answer


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    names = "、".join(dict.fromkeys(str(fault["loc"][-1]) for fault in error.errors()))
    return _say(request, 422, f"参数不对：{names}", f"wrong parameters: {names}")


def _too_large(request: Request, _error: Exception) -> Response:
    return _say(request, 413, "发来的内容太大", "too much was sent")


def _internal(request: Request, error: Exception) -> Response:
    name = type(error).__name__
    _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    return _say(request, 500, f"程序内部错误（{name}），已记入日志", f"internal error ({name}); it was logged")


def _say(request: Request, status: int, zh: str, en: str) -> Response:
    if _of_api(request):
        return problem(status, zh, en)
    try:
        who = visitor(request)
    except (LoginNeededError, DubanError):
        who = None
    said = en if lang_of(request) == "en" else zh
    return page(request, who, "error.html", status, code=status, said=said, phrase=HTTPStatus(status).phrase)


def _of_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")
