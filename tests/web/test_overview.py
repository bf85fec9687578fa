"""The front page: each of its figures leads to the rows behind it, and to no others."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pipeline.store.acts import Desk
from pipeline.store.filters import Filter
from pipeline.store.queries import ledger
from pipeline.store.queries_documents import list_documents
from pipeline.web.site import Site
from tests.web.service import Browser
from tests.web.test_pages import rows, shown

Make = Callable[[str], Browser]


def test_figures_lead_to_the_rows_behind_them(browser: Make) -> None:
    here = browser("duban")
    page = here.get("/").text
    for url, number in re.findall(r'<a class="tile [^"]*" href="([^"]+)"><b>(\d+)</b>', page):
        if url.startswith("/ledger"):
            assert rows(here.get(url.replace("&amp;", "&")).text) == int(number), url
    units = re.findall(r'<td class="fig num"><a href="([^"]+)">(\d+)</a>', page)
    assert units
    for url, number in units:
        assert rows(here.get(url.replace("&amp;", "&")).text) == int(number), url


def test_the_rate_in_time_is_of_the_rows_that_it_leads_to(site: Site, browser: Make) -> None:
    """Done in time and closed late is in time; what was done before these ninety days counts no more."""
    here, today = browser("duban"), site.today()
    with site.store.reading() as connection:
        first, second, third = ledger(connection, Filter(site.today(), number="云政办〔2024〕9号"))
    desk = Desk(site.store, site.clock, "李四", "test")
    for uid, due, done, closed in (
        (first.id, -10, -20, -5),
        (second.id, -30, -20, None),
        (third.id, -95, -100, -2),
    ):
        days = [None if each is None else today + timedelta(days=each) for each in (due, done, closed)]
        desk.correct(uid, {"deadline": {"text": "限期", "kind": "by", "due": str(days[0])}}, today)
        desk.act(uid, "done", days[1] or today)
        if days[2]:
            desk.act(uid, "closed", days[2], evidence="回单")
    front = here.get("/").text
    assert re.search(r'done_after[^"]+"><b>50%</b>', front)
    urls = re.findall(r'href="([^"]+done_after[^"]*)">([^<]+)<', front)
    found = {words: set(shown(here.get(url.replace("&amp;", "&")).text)) for url, words in urls}
    assert found == {"1": {first.id}, "2": {first.id, second.id}, "逾期 1": {second.id}}


def test_documents_in_lead_to_the_documents_of_those_days(site: Site, browser: Make) -> None:
    here = browser("duban")
    with site.store.reading() as connection:
        loaded = {each.loaded_at[:10] for each in list_documents(connection)}
        total = len(list_documents(connection))
    assert here.get(f"/documents?loaded_from={min(loaded)}&loaded_to={max(loaded)}").text.count("<tr data-url") == total
    assert "没有找到" in here.get("/documents?loaded_to=2001-01-01").text
    assert here.get("/documents?loaded_from=昨天").text.count("<tr data-url") == total
    assert here.get("/documents?loaded_to=9999-12-31").status_code == 200  # a day beyond which no calendar goes


def test_figures_of_documents_in_lead_to_these(site: Site) -> None:
    """As the overview stood in the week in which they were loaded."""
    here = Browser(replace(site, clock=lambda: datetime(2024, 2, 12, 3, tzinfo=UTC)))
    here.log_in("duban")
    loaded = re.findall(r'<a href="(/documents\?loaded_from[^"]+)" aria-label="[^"]+: (\d+)"', here.get("/").text)
    with site.store.reading() as connection:
        assert sum(int(number) for _, number in loaded) == len(list_documents(connection))
    for url, number in loaded:
        assert here.get(url.replace("&amp;", "&")).text.count("<tr data-url") == int(number)
    here.close()


def test_counts_lead_to_as_many_rows(browser: Make) -> None:
    here = browser("duban")
    for by in ("light", "day", "unit", "level", "kind", "state", "instrument"):
        page = here.get(f"/counts?kind=all&state=all&by={by}").text
        found = re.findall(r'<td class="fig num"><a href="([^"]+)">(\d+)</a>', page)
        assert found or by == "level", by
        for url, number in found:
            assert rows(here.get(url.replace("&amp;", "&")).text) == int(number), url
    assert "没有符合这些条件" in here.get("/counts?q=没有这样的词").text
    assert rows(browser("linjiang").get("/ledger").text) == int(
        re.findall(r'class="num">(\d+)</b> 条次', browser("linjiang").get("/counts?by=kind").text)[0]
    )
