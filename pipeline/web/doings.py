"""The audit record of the pages and the API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from pipeline.store.accounts import note_doing
from pipeline.store.acts import Desk
from pipeline.store.review import Review
from pipeline.web.site import Site
from pipeline.web.visitor import Visitor

_LONGEST = 500


def desk_of(who: Visitor, way: str, kind: str, target: str, detail: str = "") -> Desk:
    """Where a visitor acts on the ledger; act and doing are written together, or neither is."""
    return Desk(
        who.site.store, who.site.clock, who.account.name, f"{way} {who.address}", doing(who, kind, target, detail)
    )


def review_of(who: Visitor, kind: str, target: str) -> Review:
    """Where a visitor reviews, in the same way."""
    return Review(who.site.store, who.site.clock, who.account.name, f"web {who.address}", doing(who, kind, target))


def doing(who: Visitor, kind: str, target: str = "", detail: str = "") -> Callable[[Connection], None]:
    """What a visitor does, to be put on record in the transaction that does it."""
    record = doing_of(who.site, who.account.name, who.address, kind, target, detail)

    def put(connection: Connection) -> None:
        record(connection)
        who.site.acted[who.account.name] = who.site.clock()

    return put


@contextmanager
def recorded(who: Visitor, kind: str, target: str = "", detail: str = "") -> Iterator[Connection]:
    """A transaction in which a visitor does something; that is on record with it, or neither is."""
    with who.site.store.writing() as connection:
        yield connection
        doing(who, kind, target, detail)(connection)


def noted(who: Visitor, kind: str, target: str = "", detail: str = "") -> None:
    """Put on record what a visitor did that changes nothing: what was taken out, tried."""
    noted_of(who.site, who.account.name, who.address, kind, target, detail)


def noted_of(site: Site, actor: str, address: str, kind: str, target: str = "", detail: str = "") -> None:
    """The same where nobody is logged in (yet)."""
    with site.store.writing() as connection:
        doing_of(site, actor, address, kind, target, detail)(connection)


def doing_of(
    site: Site, actor: str, address: str, kind: str, target: str = "", detail: str = ""
) -> Callable[[Connection], None]:
    """As :func:`doing`, by whoever is named."""
    cut = (actor[:_LONGEST], address, kind, target[:_LONGEST], detail[:_LONGEST])
    return lambda connection: note_doing(connection, site.stamp(), *cut)
