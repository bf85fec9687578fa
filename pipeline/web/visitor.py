"""Who asks: the session or the token that came with a request, what it may do, in which language and light."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.datastructures import FormData

from pipeline.errors import DubanError
from pipeline.store import accounts
from pipeline.store.accounts import Account, Session
from pipeline.store.stamps import moment_of, stamp
from pipeline.web.passwords import digest, same
from pipeline.web.site import Site

COOKIE = "duban_session"
# Without use a session ends after so long; with it, after a week.
LASTS, LONGEST = timedelta(hours=10), timedelta(days=7)
# A session that is used is written to at most this often.
_TOUCH = timedelta(minutes=5)
MAY = {
    "reader": frozenset({"read", "feed"}),
    "analyst": frozenset({"read", "feed", "upload", "review", "rules"}),
    "supervisor": frozenset({"read", "feed", "act"}),
    "admin": frozenset({"read", "feed", "upload", "review", "rules", "act", "admin"}),
}
SCOPES = ("read", "act", "review", "upload", "feed")
_THEMES = ("light", "dark")


class LoginNeededError(Exception):
    """Nobody is logged in, or the password has to be changed first (``change``)."""

    def __init__(self, *, change: bool = False) -> None:
        super().__init__()
        self.change = change


class ForbiddenError(DubanError):
    """Somebody asks for what they may not do."""

    def __init__(self) -> None:
        super().__init__("没有这项权限", "you may not do this")


class NotThereError(DubanError):
    """There is no such thing, or not for this account: the two are not told apart."""

    def __init__(self) -> None:
        super().__init__("没有这一项，或不在您的查阅范围内", "there is no such thing, or not within your reach")


@dataclass(frozen=True, slots=True)
class Visitor:
    """One asker. ``within`` are the units whose duties are seen, None for all."""

    site: Site
    account: Account
    lang: str
    theme: str
    session: Session | None
    may: frozenset[str]
    address: str

    @property
    def within(self) -> tuple[str, ...] | None:
        """The units that the account is restricted to."""
        return self.account.units or None

    def say(self, zh: str, en: str) -> str:
        """The words in the visitor's language."""
        return en if self.lang == "en" else zh


def site_of(request: Request) -> Site:
    """The service that this request came to."""
    site: Site = request.app.state.site
    return site


def lang_of(request: Request) -> str:
    """The language that was chosen, else that of the settings."""
    asked = request.query_params.get("lang") or request.cookies.get("duban_lang")
    return asked if asked in ("zh", "en") else site_of(request).settings.lang


def theme_of(request: Request) -> str:
    """``light`` or ``dark`` where it was chosen, else empty: as the system is."""
    theme = request.cookies.get("duban_theme", "")
    return theme if theme in _THEMES else ""


def address_of(request: Request) -> str:
    """Where the request comes from (behind a proxy, what uvicorn makes of its header)."""
    return request.client.host if request.client else ""


def session_of(request: Request) -> tuple[str, Session] | None:
    """The hash of the session's secret and the session, while it lasts."""
    secret = request.cookies.get(COOKIE)
    if not secret or len(secret) > 100:
        return None
    site, hash = site_of(request), digest(secret)
    at = site.clock()
    with site.store.reading() as connection:
        found = accounts.session_of(connection, hash, stamp(at))
    if found is None:
        return None
    if found.seen_at < stamp(at - _TOUCH):
        with site.store.writing() as connection:
            until = min(stamp(at + LASTS), stamp(moment_of(found.created_at) + LONGEST))
            accounts.touch_session(connection, hash, stamp(at), until)
    return hash, found


def visitor(request: Request) -> Visitor:
    """Who is at the pages. Raises LoginNeededError where nobody is."""
    found = session_of(request)
    if found is None:
        raise LoginNeededError
    _, session = found
    if session.account.must_change and request.url.path not in ("/password", "/logout"):
        raise LoginNeededError(change=True)
    return Visitor(
        site_of(request), session.account, lang_of(request), theme_of(request), session,
        MAY[session.account.role], address_of(request),
    )  # fmt: skip


Here = Annotated[Visitor, Depends(visitor)]


def may(what: str) -> Callable[..., Visitor]:
    """A dependency: the visitor, where the account may do this. Raises ForbiddenError."""

    def allowed(who: Here) -> Visitor:
        if what not in who.may:
            raise ForbiddenError
        return who

    return allowed


Reviewer = Annotated[Visitor, Depends(may("review"))]
Uploader = Annotated[Visitor, Depends(may("upload"))]
Actor = Annotated[Visitor, Depends(may("act"))]
Ruler = Annotated[Visitor, Depends(may("rules"))]
Admin = Annotated[Visitor, Depends(may("admin"))]


async def form(request: Request, who: Here) -> FormData:
    """What a form sent, once it is known to be one of ours. Raises ForbiddenError."""
    check_origin(request)
    sent = await request.form(max_files=1000, max_fields=5000)
    token = sent.get("csrf") or request.headers.get("x-csrf-token") or ""
    if who.session is None or not isinstance(token, str) or not same(token, who.session.csrf):
        raise ForbiddenError
    return sent


Form = Annotated[FormData, Depends(form)]


def check_origin(request: Request) -> None:
    """A page of somebody else's can't post to us: browsers say where a form comes from. Raises ForbiddenError."""
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("host"):
        raise ForbiddenError
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise ForbiddenError


def text_of(sent: Mapping[str, Any], name: str, most: int = 2000) -> str:
    """A field of a form as stripped text, cut at ``most`` characters; empty where it is missing or a file."""
    value = sent.get(name)
    return value.strip()[:most] if isinstance(value, str) else ""


def local(path: str | None) -> str:
    """The path if it is one of ours, else the front page: nobody is sent elsewhere.

    >>> local("/ledger?unit=甲"), local("//evil.example"), local("/\\\\evil.example")
    ('/ledger?unit=甲', '/', '/')
    """
    bad = path is None or not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable()
    return "/" if bad or path is None else path
