"""Open everything that a service needs, and close it again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.settings import Settings
from pipeline.store.opening import open_ledger
from pipeline.store.urls import address
from pipeline.web.site import Site

_SPOOL = "duban-inbox"


@contextmanager
def open_site(
    settings: Settings, spool: Path | None = None, *, hosts: tuple[str, ...] = Site.hosts, secure: bool = False
) -> Iterator[Site]:
    """The site over the ledger of the settings; handed-in files lie beside it unless ``spool`` is given."""
    where = address(settings.db)
    folder = spool or (where.file.absolute().parent if where.file else Path.cwd()) / _SPOOL
    with open_ledger(settings.db) as store:
        yield Site(store, settings, folder, hosts, secure)
