"""Saved views, what changed lately, and calendar feeds: small doors beside the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline.export.files import FORMATS
from pipeline.export.ledger import export
from pipeline.store import accounts
from pipeline.store.figures import happened_since, happenings
from pipeline.store.stamps import stamp
from pipeline.web.asking import meant
from pipeline.web.doings import recorded
from pipeline.web.passwords import digest
from pipeline.web.questions import question_of
from pipeline.web.render import page
from pipeline.web.views import drop_view, save_view, saved_views
from pipeline.web.visitor import (
    ForbiddenError,
    Form,
    Here,
    NotThereError,
    Visitor,
    address_of,
    lang_of,
    site_of,
    text_of,
)

router = APIRouter(include_in_schema=False)
_PAGE = 100
_DAYS = (1, 7, 30)
_FEED = 5_000


@router.post("/views")
def keep(request: Request, who: Here, sent: Form) -> RedirectResponse:
    """Save the question in the address under a name, or drop a saved one."""
    if not who.may & {"act", "review"}:
        raise ForbiddenError
    asked, name = question_of(request.query_params), text_of(sent, "name", 80)
    with recorded(who, "view", name) as connection:
        if text_of(sent, "do", 10) == "drop":
            drop_view(connection, name)
        else:
            save_view(connection, name, asked, who.account.name, who.site.stamp())
    return RedirectResponse("/views" if text_of(sent, "do", 10) == "drop" else asked.url(), 303)


@router.get("/views", response_class=HTMLResponse)
def show(request: Request, who: Here) -> HTMLResponse:
    """The saved views, to open and to drop."""
    with who.site.store.reading() as connection:
        views = saved_views(connection)
    return page(request, who, "views.html", views=views)


@router.get("/changes", response_class=HTMLResponse)
def changes(request: Request, who: Here, kind: str = "", days: int = 1, page_number: int = 1) -> HTMLResponse:
    """What happened lately, the last first, each with its obligation or document."""
    if who.within is not None:
        raise NotThereError
    days, number = days if days in _DAYS else 1, min(max(page_number, 1), 10_000)
    since = stamp(who.site.clock() - timedelta(days=days))
    with who.site.store.reading() as connection:
        counts = happened_since(connection, since)
        rows = happenings(connection, since, kind if kind in counts else None, _PAGE + 1, (number - 1) * _PAGE)
    return page(
        request, who, "changes.html", rows=rows[:_PAGE], more=len(rows) > _PAGE, number=number, counts=counts,
        kind=kind if kind in counts else "", days=days, spans=_DAYS,
    )  # fmt: skip


@router.get("/feeds/{secret}/{name}.ics")
def feed(request: Request, secret: str, name: str) -> Response:
    """A calendar to subscribe to, e.g. ``/feeds/duban_…/our.ics?unit=临江区``: calendars can't log in.

    The secret is a token with the scope ``feed`` alone in mind: it opens nothing but this.
    """
    site = site_of(request)
    with site.store.reading() as connection:
        found = accounts.token_of(connection, digest(secret), site.stamp()) if len(secret) <= 100 else None
        if found is None or "feed" not in found[1] or found[0].must_change or len(name) > 100:
            raise NotThereError
        who = Visitor(site, found[0], lang_of(request), "", None, frozenset(), address_of(request))
        asked = meant(connection, question_of(request.query_params), who)
        link = f"{request.url.scheme}://{request.url.netloc}/items/{{id}}"
        wanted = replace(asked, limit=_FEED)
        data = export(connection, "ics", wanted, site.clock(), lang=who.lang, link=link)
    return Response(data, media_type=FORMATS["ics"][0])
