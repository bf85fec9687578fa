"""The audit record of the pages and the API."""

from __future__ import annotations

from pipeline.store.accounts import note_doing
from pipeline.web.site import Site
from pipeline.web.visitor import Visitor

_LONGEST = 500


def noted(who: Visitor, kind: str, target: str = "", detail: str = "") -> None:
    """Put on record what a visitor did."""
    noted_of(who.site, who.account.name, who.address, kind, target, detail)


def noted_of(site: Site, actor: str, address: str, kind: str, target: str = "", detail: str = "") -> None:
    """The same where nobody is logged in (yet)."""
    with site.store.writing() as connection:
        note_doing(connection, site.stamp(), actor[:_LONGEST], address, kind, target[:_LONGEST], detail[:_LONGEST])
