"""Accounts as an admin makes them, on the pages and on the command line: always with a one-time password."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from pipeline.errors import StoreError
from pipeline.store import accounts
from pipeline.store.stamps import stamp
from pipeline.web import passwords
from pipeline.web.doings import doing_of
from pipeline.web.site import Site
from pipeline.web.visitor import MAY, SCOPES

FIRST = "admin"
_BETWEEN = re.compile(r"[、，,;；\n]+")


@dataclass(frozen=True, slots=True)
class Manager:
    """Who manages accounts, and from where; what they do is on record with it."""

    name: str
    address: str

    def note(self, site: Site, kind: str, target: str, detail: str = "") -> Callable[[Connection], None]:
        """The line of the record, for the transaction that does it."""
        return doing_of(site, self.name, self.address, kind, target, detail)


def new_account(site: Site, name: str, role: str, units: tuple[str, ...], by: Manager) -> str:
    """Make an account; gives its one-time password. Raises StoreError."""
    secret = passwords.one_time()
    with site.store.writing() as connection:
        accounts.add_account(connection, name, passwords.hashed(secret), role, units, site.stamp(), must_change=True)
        by.note(site, "account.new", name)(connection)
    return secret


def new_password(site: Site, name: str, by: Manager) -> str:
    """A new one-time password for an account, whose sessions end. Raises StoreError."""
    secret = passwords.one_time()
    with site.store.writing() as connection:
        accounts.change_account(connection, name, site.stamp(), password=passwords.hashed(secret), must_change=True)
        by.note(site, "account.password", name)(connection)
    return secret


def change(site: Site, name: str, what: str, by: Manager, **values: Any) -> None:
    """Another role or reach for an account, or an end to it (``what``, for the record). Raises StoreError."""
    with site.store.writing() as connection:
        accounts.change_account(connection, name, site.stamp(), **values)
        by.note(site, f"account.{what}", name)(connection)


def new_token(site: Site, name: str, scopes: tuple[str, ...], days: int, label: str, by: Manager) -> str:
    """A token for an account, with scopes that the account has itself. Raises StoreError."""
    secret, at = f"duban_{passwords.secret()}", site.clock()
    with site.store.writing() as connection:
        account = accounts.account_named(connection, name)
        if account is None:
            raise StoreError(f"没有账号 {name}", f"there is no account {name}")
        if wrong := [scope for scope in scopes if scope not in SCOPES or scope not in MAY[account.role]]:
            raise StoreError(f"这个账号没有：{'、'.join(wrong)}", f"the account may not: {', '.join(wrong)}")
        until = stamp(at + timedelta(days=days))
        accounts.add_token(connection, account, label, passwords.digest(secret), scopes, stamp(at), until)
        by.note(site, "token.new", name, " ".join(scopes))(connection)
    return secret


def first_admin(site: Site) -> str | None:
    """The one-time password of the first account; None where there are accounts already."""
    with site.store.reading() as connection:
        if accounts.list_accounts(connection):
            return None
    try:
        return new_account(site, FIRST, "admin", (), Manager("", "serve"))
    except StoreError:
        # Two services that start at once: the other one was first.
        return None


def units_of(text: str) -> tuple[str, ...]:
    """Units as an admin writes them, several with 、 or commas between.

    >>> units_of("临江区、 青禾县应急局")
    ('临江区', '青禾县应急局')
    """
    return tuple(dict.fromkeys(unit for part in _BETWEEN.split(text) if (unit := part.strip())))
