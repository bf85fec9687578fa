"""Accounts, their sessions and tokens, and the record of what was done with them. Passwords come hashed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from pipeline.errors import StoreError
from pipeline.store.tables import accounts, doings, sessions, tokens

ROLES = {
    "reader": ("查阅", "reader"),
    "analyst": ("分析", "analyst"),
    "supervisor": ("督办", "supervisor"),
    "admin": ("管理", "admin"),
}


@dataclass(frozen=True, slots=True)
class Account:
    """Who somebody is and what may be done; ``units`` are names of units, empty for no restriction."""

    id: int
    name: str
    role: str
    units: tuple[str, ...]
    active: bool
    must_change: bool
    created_at: str


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody at work: the account, the token that forms must carry, when it began, was seen, and ends."""

    account: Account
    csrf: str
    created_at: str
    seen_at: str
    expires_at: str


@dataclass(frozen=True, slots=True)
class Token:
    """A program's key to the API: whose it is and for what; ``hash`` is not shown."""

    id: int
    account: str
    name: str
    scopes: tuple[str, ...]
    created_at: str
    expires_at: str | None


def add_account(
    connection: Connection, name: str, password: str, role: str, units: tuple[str, ...], at: str, must_change: bool
) -> None:
    """A new account; ``password`` is its hash. Raises StoreError where the name is taken, or no name at all."""
    check_name(name)
    check_role(role)
    if connection.execute(select(accounts.c.id).where(accounts.c.name == name)).first():
        raise StoreError(f"已有账号 {name}", f"there is an account {name} already")
    connection.execute(
        insert(accounts).values(
            name=name, password=password, role=role, units=list(units), active=True, must_change=must_change,
            created_at=at, changed_at=at,
        )
    )  # fmt: skip


def change_account(connection: Connection, name: str, at: str, **values: Any) -> None:
    """New values (``password``, ``role``, ``units``, ``active``, ``must_change``); the account's sessions end.

    Raises StoreError where there is no such account, or where nobody would be left to manage the others.
    """
    account = account_named(connection, name)
    if account is None:
        raise StoreError(f"没有账号 {name}", f"there is no account {name}")
    if "role" in values:
        check_role(values["role"])
    keeps = values.get("role", account.role) == "admin" and values.get("active", account.active)
    if account.role == "admin" and account.active and not keeps and _admins(connection) == 1:
        raise StoreError("这是最后一个管理账号，不能停用或改作他用", "this is the last admin; it has to stay one")
    connection.execute(update(accounts).where(accounts.c.id == account.id).values(changed_at=at, **values))
    connection.execute(delete(sessions).where(sessions.c.account_id == account.id))


def account_named(connection: Connection, name: str) -> Account | None:
    """The account of this name."""
    row = connection.execute(select(accounts).where(accounts.c.name == name)).first()
    return _account(row) if row else None


def password_of(connection: Connection, name: str) -> str | None:
    """The password's hash of an active account; None where there is none."""
    query = select(accounts.c.password).where(accounts.c.name == name, accounts.c.active)
    return connection.execute(query).scalar()


def list_accounts(connection: Connection) -> list[Account]:
    """All accounts by name."""
    return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.name))]


def ready(connection: Connection) -> bool:
    """Whether an admin has chosen a password of their own."""
    query = select(accounts.c.id).where(accounts.c.role == "admin", accounts.c.active, ~accounts.c.must_change)
    return connection.execute(query.limit(1)).first() is not None


def open_session(connection: Connection, account: Account, hash: str, csrf: str, at: str, until: str) -> None:
    """Begin a session; those that have ended are swept away."""
    connection.execute(delete(sessions).where(sessions.c.expires_at < at))
    connection.execute(
        insert(sessions).values(
            hash=hash, account_id=account.id, csrf=csrf, created_at=at, seen_at=at, expires_at=until
        )
    )


def session_of(connection: Connection, hash: str, at: str) -> Session | None:
    """The session with this hash, while it lasts and its account is active."""
    query = (
        select(accounts, sessions.c.csrf, sessions.c.created_at.label("begun"), sessions.c.seen_at,
               sessions.c.expires_at)
        .join_from(sessions, accounts)
        .where(sessions.c.hash == hash, sessions.c.expires_at > at, accounts.c.active)
    )  # fmt: skip
    row = connection.execute(query).first()
    return Session(_account(row), row.csrf, row.begun, row.seen_at, row.expires_at) if row else None


def touch_session(connection: Connection, hash: str, at: str, until: str) -> None:
    """It was used: it lasts on."""
    connection.execute(update(sessions).where(sessions.c.hash == hash).values(seen_at=at, expires_at=until))


def close_session(connection: Connection, hash: str) -> None:
    """It is over."""
    connection.execute(delete(sessions).where(sessions.c.hash == hash))


def add_token(
    connection: Connection, account: Account, name: str, hash: str, scopes: tuple[str, ...], at: str, until: str | None
) -> None:
    """A new token for the API."""
    connection.execute(
        insert(tokens).values(
            hash=hash, account_id=account.id, name=name, scopes=list(scopes), created_at=at, expires_at=until
        )
    )


def token_of(connection: Connection, hash: str, at: str) -> tuple[Account, tuple[str, ...]] | None:
    """Whose token this is and its scopes, while it lasts and its account is active."""
    query = (
        select(accounts, tokens.c.scopes, tokens.c.expires_at)
        .join_from(tokens, accounts)
        .where(tokens.c.hash == hash, accounts.c.active)
    )
    row = connection.execute(query).first()
    if row is None or (row.expires_at is not None and row.expires_at <= at):
        return None
    return _account(row), tuple(row.scopes)


def list_tokens(connection: Connection, account: Account | None = None) -> list[Token]:
    """The tokens of an account, of all where None."""
    query = select(tokens, accounts.c.name.label("owner")).join_from(tokens, accounts).order_by(tokens.c.id)
    if account is not None:
        query = query.where(accounts.c.id == account.id)
    return [
        Token(row.id, row.owner, row.name, tuple(row.scopes), row.created_at, row.expires_at)
        for row in connection.execute(query)
    ]


def drop_token(connection: Connection, number: int, account: Account | None = None) -> bool:
    """Take a token back, of this account only where one is given; False where there is none."""
    query = delete(tokens).where(tokens.c.id == number)
    if account is not None:
        query = query.where(tokens.c.account_id == account.id)
    return connection.execute(query).rowcount > 0


def note_doing(
    connection: Connection, at: str, actor: str, address: str, kind: str, target: str = "", detail: str = ""
) -> None:
    """Put on record what somebody did."""
    connection.execute(
        insert(doings).values(at=at, actor=actor, address=address, kind=kind, target=target, detail=detail)
    )


def list_doings(connection: Connection, limit: int, offset: int = 0) -> list[Row[Any]]:
    """What was done, the last first."""
    return list(connection.execute(select(doings).order_by(doings.c.id.desc()).limit(limit).offset(offset)))


def check_name(name: str) -> None:
    """Raise StoreError unless it can be the name of an account."""
    if not name or len(name) > 64 or not name.isprintable() or name != name.strip():
        raise StoreError("账号名要有 1–64 个可见字符", "an account's name has 1 to 64 visible characters")


def check_role(role: str) -> None:
    """Raise StoreError unless there is such a role."""
    if role not in ROLES:
        known = "、".join(ROLES)
        raise StoreError(f"没有这种角色：{role}（可用：{known}）", f"no such role: {role} (known: {', '.join(ROLES)})")


def _admins(connection: Connection) -> int:
    query = select(func.count()).select_from(accounts).where(accounts.c.role == "admin", accounts.c.active)
    return connection.execute(query).scalar_one()


def _account(row: Row[Any]) -> Account:
    return Account(row.id, row.name, row.role, tuple(row.units), row.active, row.must_change, row.created_at)
