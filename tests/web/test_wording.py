"""Nothing on a page is left as the program calls it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import unescape

import pytest

from pipeline.export import words
from pipeline.export.words import STATUSES
from pipeline.ledger.deciding import KINDS as LINK_NAMES
from pipeline.ledger.deciding import STATES as LINK_STATES
from pipeline.ledger.deciding import LinkDesk, list_links
from pipeline.link.citations import WORDS as RELATED
from pipeline.link.levels import ORDER
from pipeline.rulebook.schema import STATUSES as RULE_STATUSES
from pipeline.store.acts import CORRECTABLE
from pipeline.store.filters import KINDS, LIGHTS
from pipeline.store.lifecycle import ACTS as LIFE
from pipeline.store.project import REVIEWS
from pipeline.web.rulebooks import Books
from pipeline.web.site import Site
from pipeline.web.visitor import SCOPES
from pipeline.web.wording import ACTS, FIELDS, LEVELS, SLOTS
from pipeline.web.wording import LIGHTS as LIGHT_NAMES
from pipeline.web.wording import SCOPES as SCOPE_NAMES
from tests.store.factory import Clock
from tests.web.service import PEOPLE, Browser
from tests.web.test_chain import ids, linked

__all__ = ["linked"]

Make = Callable[[str], Browser]
LATIN = re.compile("[A-Za-z][A-Za-z_.]{2,}")
# The switch to English, formats that are called so, what the test's papers and accounts hold.
KNOWN = {"English", "Excel", "Word", "PDF", "OFD", "CSV", "ICS", "JSON", "Lines", "API"}
KNOWN |= {"script", "alert", "txt", "csv", "testclient"}
ID = re.compile(r"\b[a-z0-9]{10}-[0-9]+")


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        ((*LIFE, *REVIEWS), ACTS),
        (ORDER, LEVELS),
        (RULE_STATUSES, STATUSES),
        (LIGHTS, LIGHT_NAMES),
        (KINDS, words.KINDS),
        (CORRECTABLE, FIELDS),
        (SCOPES, SCOPE_NAMES),
        (RELATED, LINK_NAMES),
    ],
)
def test_every_code_has_a_name(codes: Iterable[str], names: dict[str, object]) -> None:
    assert set(codes) <= set(names)


def test_every_shelf_of_the_rulebook_has_a_name(site: Site) -> None:
    assert {rule.slot for rule in Books(site).all()} <= set(SLOTS)


def test_every_link_that_is_found_has_a_name(linked: Site) -> None:
    with linked.store.reading() as connection:
        found = {each.kind for each in list_links(connection, LINK_STATES)}
    assert found
    assert found <= set(LINK_NAMES)


def lived(here: Browser, site: Site) -> str:
    """A bit of everything that puts something on record; the id of one obligation."""
    uid, other = ids(site, "各大队")[0], ids(site, "各支队")[0]
    here.post(f"/items/{uid}/act", {"act": "acknowledged"})
    here.post(f"/items/{uid}/act", {"act": "extended", "due": "2031-01-01", "note": "批准"})
    here.post("/views?light=red", {"name": "红"})
    here.post("/tokens", {"name": "脚本", "scope": ["read"], "days": "30"})
    here.post("/admin", {"do": "new", "name": "新来", "role": "reader"})
    here.post("/inbox", files={"file": ("通知.txt", "各县要于2024年3月1日前报送台账。".encode())})
    here.get("/export/ledger.csv")
    page = here.get(f"/review/{other}").text
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen
    here.post(f"/review/{other}", {"do": "accept", "seen": seen[1]})
    with site.store.reading() as connection:
        link, *_ = list_links(connection, LINK_STATES)
    LinkDesk(site.store, Clock(), "李四").reject(link.id)
    return uid


def test_no_word_of_the_program_is_on_a_chinese_page(linked: Site, browser: Make) -> None:
    here = browser("guanli")
    uid = lived(here, linked)
    pages = (
        "/", "/changes?days=30", "/admin/doings", "/ledger?state=all&kind=all", f"/items/{uid}", "/inbox", "/documents",
        f"/documents/{uid.rpartition('-')[0]}", "/feedback", "/views", "/tokens", "/password", "/rules/try", "/nothing",
    )  # fmt: skip
    for url in pages:
        text = ID.sub(" ", unescape(re.sub("<[^>]+>", " ", here.get(url).text)))
        assert set(LATIN.findall(text)) <= KNOWN | set(PEOPLE), url


def test_the_list_of_rules_is_chinese_in_chinese(browser: Make) -> None:
    here = browser("fenxi")
    page = here.get("/rules").text
    assert ">active<" not in page
    assert ">在用<" in page
    here.client.cookies.set("duban_lang", "en")
    assert ">active<" in here.get("/rules").text
