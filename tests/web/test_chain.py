"""The page of an obligation shows what it comes from and what comes of it, and nothing beyond one's reach."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from sqlalchemy import delete, update

from pipeline.ledger.linking import Linker
from pipeline.model import Document
from pipeline.store.accounts import add_account
from pipeline.store.filters import Filter
from pipeline.store.queries import ledger
from pipeline.store.tables import documents, links
from pipeline.store.writer import Writer
from pipeline.web.rulebooks import Books
from pipeline.web.site import Site
from tests.ledger import papers
from tests.store.factory import Clock
from tests.web.service import HASH, Browser

Make = Callable[[str], Browser]


@pytest.fixture
def linked(site: Site) -> Site:
    """A notice of the province and the city's that passes it on, compared with one another."""
    extractor, clock = Books(site).extractor(), Clock()
    writer = Writer(site.store, clock)
    for number, text in enumerate((papers.TOTAL, papers.CITY)):
        writer.add(extractor.extract(Document(f"{number}.txt", text=text)))
    writer.commit()
    Linker(site.store, clock, Books(site).book()).run()
    with site.store.writing() as connection:
        for name, units in (("zhidui", ("各支队",)), ("dadui", ("各大队",))):
            add_account(connection, name, HASH, "reader", units, site.stamp(), must_change=False)
    return site


def ids(site: Site, unit: str) -> list[str]:
    with site.store.reading() as connection:
        return [
            each.id
            for each in ledger(connection, Filter(site.today(), unit=unit, search="高层住宅消防设施", states=None))
        ]


def chain(page: str) -> str:
    found = re.search(r'<section class="card" id="chain">(.*?)</section>', page, re.S)
    return unescape(found[1]) if found else ""


def test_a_duty_shows_its_source_and_the_source_what_hangs_on_it(linked: Site, browser: Make) -> None:
    here = browser("duban")
    [source], [passed] = ids(linked, "各支队"), ids(linked, "各大队")
    up, down = chain(here.get(f"/items/{passed}").text), chain(here.get(f"/items/{source}").text)
    assert f'href="/items/{source}"' in up
    assert f'href="/items/{passed}"' in down
    for said in (up, down):
        assert "层层落实" in said
        assert "本条" in said


def test_a_duty_that_hangs_on_nothing_has_no_chain(linked: Site, browser: Make) -> None:
    with linked.store.reading() as connection:
        alone = ledger(connection, Filter(linked.today(), unit="临江区住建局"))[0].id
    assert chain(browser("duban").get(f"/items/{alone}").text) == ""


def test_what_is_out_of_reach_is_counted_and_not_told(linked: Site, browser: Make) -> None:
    [source], [passed] = ids(linked, "各支队"), ids(linked, "各大队")
    said = chain(browser("dadui").get(f"/items/{passed}").text)
    assert source not in said
    assert "云岭消" not in said
    assert re.search(r"另有\s+1\s+条不在您的查阅范围内", said)


def test_a_kept_page_follows_a_link_that_is_found(linked: Site) -> None:
    """What is merely suggested, or passed down, puts nothing on record but the link itself."""
    now = linked.clock()
    here = Browser(replace(linked, clock=lambda: now))
    here.log_in("duban")
    [source], [passed] = ids(linked, "各支队"), ids(linked, "各大队")
    with linked.store.writing() as connection:
        connection.execute(delete(links))
        connection.execute(update(documents).values(bound=None))
    assert chain(here.get(f"/items/{source}").text) == ""
    Linker(linked.store, Clock(), Books(linked).book()).run()
    assert f'href="/items/{passed}"' in chain(here.get(f"/items/{source}").text)
    here.close()
