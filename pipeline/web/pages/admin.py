"""Accounts, and the record of who did what."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pipeline.errors import DubanError
from pipeline.store import accounts
from pipeline.web import passwords
from pipeline.web.managing import Manager, new_account, new_password, units_of
from pipeline.web.managing import change as change_account
from pipeline.web.render import page
from pipeline.web.visitor import Admin, Form, Visitor, text_of

router = APIRouter(include_in_schema=False)
_PAGE = 100


@router.get("/admin", response_class=HTMLResponse)
def show(request: Request, who: Admin) -> HTMLResponse:
    """All accounts."""
    return _page(request, who)


@router.post("/admin", response_class=HTMLResponse)
def change(request: Request, who: Admin, sent: Form) -> HTMLResponse:
    """A new account, another role or reach, a new one-time password, or an end to it."""
    name, what = text_of(sent, "name", 64), text_of(sent, "do", 20)
    secret = ""
    try:
        if what == "new":
            units = units_of(text_of(sent, "units", 500))
            secret = new_account(who.site, name, text_of(sent, "role", 16), units, _by(who))
        elif what == "password":
            secret = new_password(who.site, name, _by(who))
        else:
            _change(who, name, what, sent)
    except DubanError as error:
        return _page(request, who, wrong=error.message(who.lang), status=422)
    return _page(request, who, secret=secret, name=name)


def _change(who: Visitor, name: str, what: str, sent: Form) -> None:
    values: dict[str, object]
    if what in ("stop", "resume"):
        values = {"active": what == "resume"}
    elif what == "role":
        values = {"role": text_of(sent, "role", 16), "units": list(units_of(text_of(sent, "units", 500)))}
    else:
        raise DubanError("不知道要做什么", "nothing to do")
    change_account(who.site, name, what, _by(who), **values)


def _by(who: Visitor) -> Manager:
    return Manager(who.account.name, who.address)


def _page(
    request: Request, who: Visitor, wrong: str = "", secret: str = "", name: str = "", status: int = 200
) -> HTMLResponse:
    with who.site.store.reading() as connection:
        listed = accounts.list_accounts(connection)
    return page(
        request, who, "admin.html", status, accounts=listed, wrong=wrong, secret=secret, owner=name,
        shortest=passwords.SHORTEST,
    )  # fmt: skip


@router.get("/admin/doings", response_class=HTMLResponse)
def show_doings(request: Request, who: Admin, page_number: int = 1) -> HTMLResponse:
    """Who did what, the last first."""
    number = min(max(page_number, 1), 10_000)
    with who.site.store.reading() as connection:
        rows = accounts.list_doings(connection, _PAGE + 1, (number - 1) * _PAGE)
    return page(request, who, "doings.html", rows=rows[:_PAGE], more=len(rows) > _PAGE, number=number)
