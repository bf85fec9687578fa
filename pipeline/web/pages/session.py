"""In and out: logging in, choosing a password, language and light, tokens for programs."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline.errors import DubanError
from pipeline.store import accounts
from pipeline.store.accounts import Account
from pipeline.store.stamps import stamp
from pipeline.web import passwords
from pipeline.web.doings import noted_of, recorded
from pipeline.web.render import page
from pipeline.web.visitor import (
    COOKIE,
    LASTS,
    MAY,
    SCOPES,
    Form,
    Here,
    Visitor,
    address_of,
    check_origin,
    local,
    session_of,
    site_of,
    text_of,
)

router = APIRouter(include_in_schema=False)
_YEAR = 365 * 24 * 3600
_TOKEN_DAYS = (30, 90, 365)


@router.get("/login", response_model=None)
def ask(request: Request, next: str = "/") -> HTMLResponse | RedirectResponse:
    """The form; who is logged in already goes on."""
    if session_of(request):
        return RedirectResponse(local(next), 303)
    return page(request, None, "login.html", next=local(next), wrong="", name="")


@router.post("/login", response_model=None)
def enter(
    request: Request,
    name: Annotated[str, Field()] = "",
    password: Annotated[str, Field()] = "",
    next: Annotated[str, Field()] = "/",
) -> HTMLResponse | RedirectResponse:
    """A new session for the right password; after some wrong ones nobody gets another try for a while."""
    check_origin(request)
    site, address, name = site_of(request), address_of(request), name.strip()[:64]
    keys = [(f"{name}@{address}", 1), (f"@{address}", 20), (name, 10)]
    if wait := site.throttle.wait(keys, site.clock()):
        minutes = -(-wait // 60)
        return _again(
            request, name, next, 429, f"尝试太多，请 {minutes} 分钟后再试", f"too many tries; wait {minutes} min"
        )
    # Counted before the check: tries that come all at once are not to slip through together.
    site.throttle.failed(keys, site.clock())
    with site.store.reading() as connection:
        stored = accounts.password_of(connection, name)
    if not passwords.matches(stored, password[: passwords.LONGEST]):
        noted_of(site, name, address, "login.failed")
        return _again(request, name, next, 401, "账号或密码不对", "wrong account or password")
    site.throttle.passed(keys[0][0])
    for key, _ in keys[1:]:
        site.throttle.forgiven(key)
    return _begin(request, name, local(next))


def _again(request: Request, name: str, next: str, status: int, zh: str, en: str) -> HTMLResponse:
    return page(request, None, "login.html", status, next=local(next), wrong=(zh, en), name=name)


def _begin(request: Request, name: str, next: str) -> RedirectResponse:
    """A session with a new secret; one that the browser brought along ends."""
    site = site_of(request)
    secret, at = passwords.secret(), site.clock()
    before = session_of(request)
    with site.store.writing() as connection:
        account = accounts.account_named(connection, name)
        assert account is not None
        if before:
            accounts.close_session(connection, before[0])
        accounts.open_session(
            connection, account, passwords.digest(secret), passwords.secret(), stamp(at), stamp(at + LASTS)
        )
    noted_of(site, name, address_of(request), "login")
    answer = RedirectResponse("/password" if account.must_change else next, 303)
    answer.set_cookie(COOKIE, secret, httponly=True, samesite="lax", secure=site.secure, path="/")
    return answer


@router.post("/logout")
def leave(request: Request, who: Here, sent: Form) -> RedirectResponse:
    """The session is over."""
    found = session_of(request)
    if found:
        with recorded(who, "logout") as connection:
            accounts.close_session(connection, found[0])
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


@router.get("/password", response_class=HTMLResponse)
def ask_password(request: Request, who: Here) -> HTMLResponse:
    """Where a password is chosen."""
    return page(request, who, "password.html", wrong="", must=who.account.must_change)


@router.post("/password", response_model=None)
def set_password(request: Request, who: Here, sent: Form) -> HTMLResponse | RedirectResponse:
    """Another password: all sessions of the account end, and a new one begins."""
    old, new = (str(sent.get(name) or "")[: passwords.LONGEST + 1] for name in ("old", "new"))
    key = [(f"password {who.account.name}", 1)]
    try:
        if who.site.throttle.wait(key, who.site.clock()):
            raise DubanError("尝试太多，请稍后再试", "too many tries; wait a while")
        who.site.throttle.failed(key, who.site.clock())
        with who.site.store.reading() as connection:
            stored = accounts.password_of(connection, who.account.name)
        if not passwords.matches(stored, old):
            raise DubanError("原密码不对", "the old password is wrong")
        if new != str(sent.get("again") or ""):
            raise DubanError("两次输入的新密码不一样", "the two new passwords differ")
        if new == old:
            raise DubanError("新密码不能与原密码相同", "the new password is the old one")
        passwords.check(new, who.account.name)
    except DubanError as error:
        wrong = error.message(who.lang)
        return page(request, who, "password.html", 422, wrong=wrong, must=who.account.must_change)
    with recorded(who, "password") as connection:
        accounts.change_account(
            connection, who.account.name, who.site.stamp(), password=passwords.hashed(new), must_change=False
        )
    who.site.throttle.passed(key[0][0])
    return _begin(request, who.account.name, "/")


@router.get("/prefs")
def prefer(request: Request, lang: str = "", theme: str = "", back: str = "/") -> RedirectResponse:
    """Another language or light, and back to where one was."""
    answer = RedirectResponse(local(back), 303)
    secure = site_of(request).secure
    if lang in ("zh", "en"):
        answer.set_cookie("duban_lang", lang, max_age=_YEAR, samesite="lax", httponly=True, secure=secure)
    if theme in ("light", "dark", "auto"):
        answer.set_cookie("duban_theme", theme, max_age=_YEAR, samesite="lax", httponly=True, secure=secure)
    return answer


@router.get("/tokens", response_class=HTMLResponse)
def show_tokens(request: Request, who: Here) -> HTMLResponse:
    """The account's tokens for the API."""
    return _tokens(request, who)


@router.post("/tokens", response_model=None)
def make_token(request: Request, who: Here, sent: Form) -> Response:
    """A new token, shown once; or one taken back."""
    if number := text_of(sent, "drop", 20):
        with recorded(who, "token.drop", number) as connection:
            accounts.drop_token(connection, int(number) if number.isdecimal() else 0, who.account)
        return RedirectResponse("/tokens", 303)
    secret = f"duban_{passwords.secret()}"
    days = text_of(sent, "days", 4)
    until = timedelta(days=int(days) if days.isdecimal() and int(days) in _TOKEN_DAYS else _TOKEN_DAYS[0])
    chosen = tuple(scope for scope in SCOPES if scope in sent.getlist("scope"))
    keep = keep_token(who, text_of(sent, "name", 60) or "API", secret, chosen, until)
    return _tokens(
        request, who, secret=secret if keep else "", wrong="" if keep else who.say("请选择用途", "choose a scope")
    )


def keep_token(who: Visitor, name: str, secret: str, scopes: tuple[str, ...], lasts: timedelta) -> bool:
    """Put a token by for the account, with scopes that the account has itself; False where none is left."""
    allowed = tuple(scope for scope in scopes if scope in MAY[who.account.role])
    if not allowed:
        return False
    at = who.site.clock()
    with recorded(who, "token.new", name, " ".join(allowed)) as connection:
        accounts.add_token(
            connection, who.account, name, passwords.digest(secret), allowed, stamp(at), stamp(at + lasts)
        )
    return True


def _tokens(request: Request, who: Visitor, secret: str = "", wrong: str = "") -> HTMLResponse:
    owner: Account = who.account
    with who.site.store.reading() as connection:
        listed = accounts.list_tokens(connection, owner)
    scopes = [scope for scope in SCOPES if scope in MAY[owner.role]]
    return page(request, who, "tokens.html", tokens=listed, scopes=scopes, days=_TOKEN_DAYS, secret=secret, wrong=wrong)
