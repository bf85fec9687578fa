"""Pages that many ask for are made once, and kept while nothing in the ledger changes.

What differs between people of the same role and reach, their name and the token of their forms, is put in afterwards.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import timedelta
from html import escape
from typing import TypeVar

from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection, func, select

from pipeline.store.figures import rows
from pipeline.store.tables import documents, events, saved
from pipeline.store.tombstones import count_tombstones
from pipeline.web.visitor import Visitor

T = TypeVar("T")
# Seconds.
SPAN, _LONG = 3, 60
# So long whoever has done something is shown the ledger of this very moment.
_OWN = timedelta(seconds=10)
# So long somebody at a page waits.
PATIENCE = 3.0
# Rows from which on figures take longer than anybody likes to wait.
LARGE = 100_000
# Stand in a kept page for what is put in; nobody can guess them, so no document can hold them.
_TOKEN, _NAME = secrets.token_hex(16), secrets.token_hex(16)


def kept(
    request: Request, who: Visitor, make: Callable[[Visitor], HTMLResponse], shows: tuple[object, ...] | None = None
) -> HTMLResponse:
    """The page that ``make`` gives for such a visitor; ``shows`` is what of the ledger is on it, all of it by default.

    Errors are not kept.
    """
    if shows is None:
        with who.site.store.reading() as connection:
            shows = standing(who, connection)
    now = who.site.clock()
    key = (
        request.url.path, request.url.query, request.url.netloc, who.lang, who.theme, who.may, who.within, shows,
        who.site.today(), now.hour, now.minute,
    )  # fmt: skip
    body = who.site.pages.get(key, lambda: bytes(make(_anybody(who)).body))
    token = who.session.csrf if who.session else ""
    mine = body.replace(_TOKEN.encode(), escape(token).encode()).replace(
        _NAME.encode(), escape(who.account.name).encode()
    )
    return HTMLResponse(mine)


def standing(who: Visitor, connection: Connection) -> tuple[object, ...]:
    """What the ledger is in this second; for whoever has just done something, and of purges, at this moment.

    While somebody writes to it all the time, every page would else be made anew for everybody.
    """
    acted = who.site.acted.get(who.account.name)
    if acted is not None and who.site.clock() - acted < _OWN:
        return state_of(connection)
    return (*lately(who, connection, 1)[:-1], count_tombstones(connection))


def lately(who: Visitor, connection: Connection, span: int = SPAN) -> tuple[object, ...]:
    """What the ledger was at the first question of these seconds: figures of it will do for all of them.

    While somebody writes to it all the time, they would else be made anew for every page.
    """
    slot = ("slot", span, int(who.site.clock().timestamp()) // span)
    return who.site.memory.get(slot, lambda: state_of(connection))


def figures_of(
    who: Visitor, name: Hashable, make: Callable[[], T], patience: float | None = None
) -> tuple[T, tuple[object, ...]]:
    """Figures of the ledger as it stands, within the visitor's reach; and what they are of.

    Of a large ledger those of before are given while they are made anew, at most once a minute; after a purge never.
    Raises CountingError where there are none yet, and none within so many seconds.
    """
    site = who.site
    with site.store.reading() as connection:
        large = rows(connection) > LARGE
        state = (*lately(who, connection, _LONG if large else SPAN), site.today())
        key = (name, site.today(), who.within, count_tombstones(connection))
    if not large:
        return site.memory.get((key, state), make), (key, state)
    found = site.figures.get(key, state, lambda: (site.clock(), make()), patience)
    return found[1], (key, found[0])


def state_of(connection: Connection) -> tuple[object, ...]:
    """What changes with anything that a page shows: events, documents and those that were purged, saved views."""
    query = select(
        select(func.max(events.c.id)).scalar_subquery(),
        select(func.max(documents.c.id)).scalar_subquery(),
        select(func.max(saved.c.saved_at)).scalar_subquery(),
        select(func.count(saved.c.name)).scalar_subquery(),
    )
    return (*connection.execute(query).one(), count_tombstones(connection))


def _anybody(who: Visitor) -> Visitor:
    """The same visitor without a name."""
    session = replace(who.session, csrf=_TOKEN) if who.session else None
    return replace(who, account=replace(who.account, name=_NAME), session=session)
