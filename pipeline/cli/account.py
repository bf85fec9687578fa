"""``duban account``: who may use the pages; what an admin does there can be done here."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.output import Column, layout_of, print_rows, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsCsv, AsJson, Db, reading, store_faults
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.web.managing import Manager
    from pipeline.web.site import Site

app = typer.Typer(
    help=both("账号：网页和接口的使用者", "accounts: who may use the pages and the API"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
COLUMNS = (
    Column("name", "账号", "account"),
    Column("role", "角色", "role"),
    Column("units", "查阅范围", "reach", wrap=True),
    Column("active", "启用", "active"),
    Column("must_change", "待改密码", "password to be chosen"),
)
Name = Annotated[str, typer.Argument(metavar="NAME", help=both("账号", "the account"))]
Units = Annotated[
    list[str] | None,
    typer.Option(
        "--unit", metavar="UNIT", help=both("只看此单位及下属（可多次）", "only this unit and those under it")
    ),
]


class Role(StrEnum):
    """What an account may do."""

    reader = "reader"
    analyst = "analyst"
    supervisor = "supervisor"
    admin = "admin"


@app.command("list", help=both("列出账号", "list the accounts"))
def list_(context: typer.Context, db: Db = None, json: AsJson = False, csv: AsCsv = False) -> None:
    """Print all accounts."""
    from pipeline.store.accounts import list_accounts

    session = session_of(context)
    with reading(session, db) as store, store.reading() as connection:
        found = list_accounts(connection)
    rows = [
        {"name": each.name, "role": each.role, "units": list(each.units), "active": each.active,
         "must_change": each.must_change}
        for each in found
    ]  # fmt: skip
    print_rows(rows, COLUMNS, layout_of(json, csv), session.lang)


@app.command("add", help=both("新账号，给出一次性密码", "a new account with a one-time password"))
def add(
    context: typer.Context,
    name: Name,
    role: Annotated[Role, typer.Option(help=both("角色", "role"))] = Role.reader,
    unit: Units = None,
    db: Db = None,
) -> None:
    """Make an account and print its one-time password."""
    from pipeline.web.managing import new_account

    session = session_of(context)
    with _site(session, db) as site:
        secret = new_account(site, typed(name), role.value, tuple(map(typed, unit or ())), _by())
    write_line(session.say(f"已建立 {name}，一次性密码：{secret}", f"{name} made, one-time password: {secret}"))


@app.command("password", help=both("重置为一次性密码", "reset to a one-time password"))
def password(context: typer.Context, name: Name, db: Db = None) -> None:
    """Print a new one-time password; the account's sessions end."""
    from pipeline.web.managing import new_password

    session = session_of(context)
    with _site(session, db) as site:
        secret = new_password(site, typed(name), _by())
    write_line(session.say(f"{name} 的一次性密码：{secret}", f"{name}, one-time password: {secret}"))


@app.command("token", help=both("接口令牌：给程序用", "a token with which a program uses the API"))
def token(
    context: typer.Context,
    name: Name,
    scope: Annotated[
        list[str] | None,
        typer.Option(
            "--scope",
            metavar="SCOPE",
            help=both("权限：read、act、review、upload、feed", "read, act, review, upload, feed"),
        ),
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=3650, help=both("有效几天", "for how many days"))] = 90,
    label: Annotated[str, typer.Option(help=both("名称", "what it is called"))] = "API",
    db: Db = None,
) -> None:
    """Print a new token; it is shown only now."""
    from pipeline.web.managing import new_token

    session = session_of(context)
    with _site(session, db) as site:
        secret = new_token(site, typed(name), tuple(scope or ("read",)), days, typed(label), _by())
    write_line(secret)


@app.command("change", help=both("改角色、查阅范围，停用或恢复", "another role or reach; stop or resume"))
def change(
    context: typer.Context,
    name: Name,
    role: Annotated[Role | None, typer.Option(help=both("角色", "role"))] = None,
    unit: Units = None,
    all_units: Annotated[bool, typer.Option("--all-units", help=both("不限单位", "no restriction"))] = False,
    active: Annotated[bool | None, typer.Option("--resume/--stop", help=both("恢复或停用", "resume or stop"))] = None,
    db: Db = None,
) -> None:
    """Change an account; its sessions end."""
    from pipeline.web.managing import change as change_account

    session = session_of(context)
    values: dict[str, Any] = {}
    if role:
        values["role"] = role.value
    if unit or all_units:
        values["units"] = list(map(typed, unit or ()))
    if active is not None:
        values["active"] = active
    with _site(session, db) as site:
        change_account(site, typed(name), "change", _by(), **values)
    write_line(session.say(f"{name} 已修改", f"{name} changed"))


def typed(text: str) -> str:
    """A word of the command line as it was meant: UTF-8 whatever the locale says."""
    return os.fsencode(text).decode("utf-8", "replace")


def _by() -> Manager:
    """Who is logged in to this machine, as far as it says."""
    from pipeline.web.managing import Manager

    try:
        return Manager(getpass.getuser(), "cli")
    except (OSError, KeyError):
        return Manager("", "cli")


@contextmanager
def _site(session: Session, db: str | None) -> Iterator[Site]:
    from pipeline.web.opening import open_site

    with store_faults(session), open_site(session.settings(db=db)) as site:
        yield site
