"""A kept page is everybody's of the same role and reach, carries each one's own token, and follows every change."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pipeline.store.filters import Filter
from pipeline.store.purge import purge
from pipeline.store.queries import ledger
from pipeline.store.queries_documents import list_documents
from pipeline.web.site import Site
from tests.web.service import Browser

Make = Callable[[str], Browser]


def test_each_has_their_own_name_and_token_on_the_same_page(browser: Make) -> None:
    one, two = browser("duban"), browser("guanli")
    again = browser("duban")
    pages = {here.csrf: here.get("/ledger").text for here in (one, two, again)}
    assert len(pages) == 3
    for token, page in pages.items():
        assert token in page
        assert not any(other in page for other in pages if other != token)
    assert "guanli" in pages[two.csrf]
    assert "guanli" not in pages[one.csrf]
    assert "/admin" not in pages[one.csrf]


def test_no_reach_sees_the_page_of_another(browser: Make) -> None:
    assert "青禾县" in browser("duban").get("/ledger").text
    assert "青禾县" not in browser("linjiang").get("/ledger").text
    assert "青禾县" in browser("duban").get("/ledger").text


def test_a_kept_page_follows_every_change(site: Site, browser: Make) -> None:
    here = browser("duban")
    with site.store.reading() as connection:
        uid = ledger(connection, Filter(site.today(), unit="临江区"))[0].id
    for path in ("/ledger", f"/items/{uid}"):
        assert (
            "已签收" not in here.get(path).text.partition("<tbody>")[2] + here.get(path).text.partition("<h1>")[2][:300]
        )
    here.post(f"/items/{uid}/act", {"act": "acknowledged"})
    assert "已签收" in here.get("/ledger").text.partition("<tbody>")[2]
    assert "已签收" in here.get(f"/items/{uid}").text
    here.post("/views?light=red", {"name": "红"})
    assert ">红</a>" in here.get("/ledger").text


def test_what_is_asked_differently_is_another_page(browser: Make) -> None:
    here = browser("duban")
    assert here.get("/ledger").text != here.get("/ledger?light=red").text
    english = here.get(
        "/ledger", headers={"cookie": f"duban_session={here.client.cookies['duban_session']}; duban_lang=en"}
    )
    assert "<h1>Ledger</h1>" in english.text
    assert "<h1>督办台账</h1>" in here.get("/ledger").text


def test_the_overview_follows_within_seconds_and_is_not_made_for_every_act(site: Site) -> None:
    now = [datetime(2024, 2, 10, 3, 0, tzinfo=UTC)]
    here = Browser(replace(site, clock=lambda: now[0]))
    here.log_in("duban")
    with site.store.reading() as connection:
        first, second, *_ = ledger(connection, Filter(site.today(), number="云政办〔2024〕9号"))
    before = here.get("/").text
    here.post(f"/items/{first.id}/act", {"act": "cancelled", "note": "并入别的事项"})
    assert outstanding(here.get("/").text) == outstanding(before), "those of these seconds will do"
    now[0] += timedelta(seconds=4)
    assert outstanding(here.get("/").text) == outstanding(before) - 1
    now[0] += timedelta(seconds=40)
    here.post(f"/items/{second.id}/act", {"act": "cancelled", "note": "并入别的事项"})
    assert outstanding(here.get("/").text) == outstanding(before) - 2, "after a quiet while at once"
    here.close()


def test_how_many_lines_there_are_follows_too(site: Site) -> None:
    now = [datetime(2024, 2, 10, 3, 0, tzinfo=UTC)]
    here = Browser(replace(site, clock=lambda: now[0]))
    here.log_in("duban")
    with site.store.reading() as connection:
        uid = ledger(connection, Filter(site.today(), number="云政办〔2024〕9号"))[0].id
    before = lines(here.get("/ledger").text)
    here.post(f"/items/{uid}/act", {"act": "cancelled", "note": "并入别的事项"})
    assert uid not in here.get("/ledger").text.partition("<tbody>")[2], "the lines are those of now"
    now[0] += timedelta(seconds=4)
    assert lines(here.get("/ledger").text) == before - 1, "in the same minute"
    here.close()


def test_who_acts_sees_it_at_once_and_everybody_else_a_second_later(site: Site) -> None:
    now = [datetime(2024, 2, 10, 3, 0, tzinfo=UTC)]
    there = replace(site, clock=lambda: now[0])
    mine, other = Browser(there), Browser(there)
    mine.log_in("duban"), other.log_in("guanli")
    with site.store.reading() as connection:
        uid = ledger(connection, Filter(site.today(), number="云政办〔2024〕9号"))[0].id
    for here in (mine, other):
        assert uid in here.get("/ledger").text
    now[0] += timedelta(seconds=20)
    assert uid in other.get("/ledger").text
    mine.post(f"/items/{uid}/act", {"act": "cancelled", "note": "并入别的事项"})
    assert uid not in mine.get("/ledger").text
    assert uid in other.get("/ledger").text, "made once for everybody in this second"
    now[0] += timedelta(seconds=1)
    assert uid not in other.get("/ledger").text
    mine.close(), other.close()


def test_no_kept_page_outlives_a_purge(site: Site) -> None:
    now = datetime(2024, 2, 10, 3, 0, tzinfo=UTC)
    here = Browser(replace(site, clock=lambda: now))
    here.log_in("duban")
    with site.store.reading() as connection:
        gone = next(each for each in list_documents(connection) if each.path == "简报.txt").id
    pages = ("/ledger", "/documents")
    assert all("云消〔2024〕7号" in here.get(path).text for path in pages)
    purge(site.store, gone, "误收", "guanli", lambda: now)
    assert not any("云消〔2024〕7号" in here.get(path).text for path in pages)
    here.close()


def lines(page: str) -> int:
    found = re.search(r'共 <b class="num">(\d+)</b> 条', page)
    assert found
    return int(found[1])


def outstanding(page: str) -> int:
    found = re.search(r"<b>(\d+)</b>在办事项", page)
    assert found
    return int(found[1])
