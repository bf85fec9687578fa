"""What is done on the pages is on record, and what can't be put on record is not done."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, text

from pipeline.store.tables import accounts, doings, saved, tokens, uploads
from pipeline.web.site import Site
from tests.cli.inside import duban
from tests.web.service import PASSWORD, Browser

Make = Callable[[str], Browser]
NEW = {"old": PASSWORD, "new": "another-horse-8", "again": "another-horse-8"}


def state(site: Site) -> list[Any]:
    """Everything that persons do beside the ledger."""
    tables = (accounts, tokens, saved, uploads)
    with site.store.reading() as connection:
        return [list(connection.execute(select(table)).mappings()) for table in tables]


def refused(site: Site, here: Browser) -> str:
    """The number of a file in quarantine."""
    here.post("/inbox", files={"file": ("空白.txt", b"\x00\x01")})
    with site.store.writing() as connection:
        connection.execute(uploads.update().values(state="refused", reason_zh="不行", reason_en="no"))
        return str(connection.execute(select(uploads.c.id)).scalar_one())


ACTS: list[tuple[str, dict[str, Any], str]] = [
    ("/views?light=red", {"name": "红"}, "view"),
    ("/tokens", {"name": "脚本", "scope": ["read"], "days": "30"}, "token.new"),
    ("/password", NEW, "password"),
    ("/admin", {"do": "new", "name": "新来", "role": "reader"}, "account.new"),
    ("/admin", {"do": "role", "name": "chayue", "role": "analyst"}, "account.role"),
    ("/admin", {"do": "stop", "name": "chayue"}, "account.stop"),
    ("/inbox", {"retry": "?"}, "upload.retry"),
]


@pytest.mark.parametrize(("url", "sent", "kind"), ACTS, ids=[each[2] for each in ACTS])
def test_it_is_done_and_on_record_or_neither(
    url: str, sent: dict[str, Any], kind: str, site: Site, browser: Make
) -> None:
    if site.store.where.file is None:
        pytest.skip("the trigger is SQLite's")
    here = browser("guanli")
    sent = sent | ({"retry": refused(site, here)} if kind == "upload.retry" else {})
    before = state(site)
    with site.store.writing() as connection:
        connection.execute(text("CREATE TRIGGER full BEFORE INSERT ON doings BEGIN SELECT RAISE(ABORT, 'full'); END"))
    assert here.post(url, sent).status_code >= 400
    assert state(site) == before
    with site.store.writing() as connection:
        connection.execute(text("DROP TRIGGER full"))
    assert here.post(url, sent).status_code < 400
    assert state(site) != before
    with site.store.reading() as connection:
        assert kind in connection.execute(select(doings.c.kind).where(doings.c.actor == "guanli")).scalars().all()


def test_what_is_done_to_accounts_on_the_command_line_is_on_record_too(site: Site) -> None:
    db = str(site.store.where.file)
    for words in (
        ("add", "王五", "--role", "analyst"),
        ("password", "王五"),
        ("token", "王五", "--scope", "read"),
        ("change", "王五", "--stop"),
    ):
        assert duban("account", *words, "--db", db).returncode == 0
    with site.store.reading() as connection:
        rows = connection.execute(select(doings.c.kind, doings.c.target, doings.c.address)).all()
    kinds = ["account.new", "account.password", "token.new", "account.change"]
    assert [tuple(row) for row in rows] == [(kind, "王五", "cli") for kind in kinds]


@pytest.mark.parametrize("url", ["/", "/ledger?light=red", "/documents", "/export/ledger.csv", "/api/v1/obligations"])
def test_the_headers_of_what_can_be_read_can_be_asked_for(url: str, browser: Make) -> None:
    here = browser("guanli")
    whole, head = here.get(url), here.client.head(url)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert head.headers["content-security-policy"] == whole.headers["content-security-policy"]
    assert json.dumps(head.headers.get("etag")) == json.dumps(whole.headers.get("etag"))


def test_headers_tell_no_more_than_the_page(browser: Make) -> None:
    outside = browser("")
    assert outside.client.head("/ledger").status_code == 303
    assert outside.client.head("/api/v1/obligations").status_code == 401
    assert outside.client.head("/inbox/none").status_code == 404
    assert browser("guanli").client.head("/ledger/mark").status_code == 405
