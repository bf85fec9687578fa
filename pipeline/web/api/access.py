"""Who may use the API: whoever brings a token with the scope, or is logged in on the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from pipeline.store import accounts
from pipeline.web.passwords import digest, same
from pipeline.web.visitor import (
    MAY,
    ForbiddenError,
    LoginNeededError,
    Visitor,
    address_of,
    check_origin,
    lang_of,
    site_of,
    visitor,
)


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
