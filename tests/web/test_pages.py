"""Every page in both languages, for whoever may see it; what is on it leads on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.store.acts import Desk
from pipeline.store.filters import KINDS, Filter
from pipeline.store.queries import ledger
from pipeline.store.queries_documents import list_documents
from pipeline.web.questions import Question, question_of
from pipeline.web.site import Site
from tests.web.service import Browser, settings

Make = Callable[[str], Browser]
PAGES = (
    "/", "/ledger", "/ledger?light=red", "/ledger?group=unit&sort=unit", "/ledger?group=document&state=all&kind=all",
    "/ledger?q=台账", "/ledger?q=没有这样的词", "/documents", "/inbox", "/rules/try", "/tokens", "/admin",
    "/admin/doings", "/feedback", "/password", "/api/docs", "/views", "/changes", "/changes?days=30&kind=extracted",
)  # fmt: skip
HAN = re.compile("[\u4e00-\u9fff]+")


def ids(site: Site) -> list[str]:
    with site.store.reading() as connection:
        return [each.id for each in ledger(connection, Filter(site.today(), kinds=KINDS, states=None))]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("url", PAGES)
def test_every_page_comes(url: str, lang: str, browser: Make) -> None:
    here = browser("guanli")
    here.client.cookies.set("duban_lang", lang)
    answer = here.get(url)
    assert answer.status_code == 200, answer.text[:500]
    assert f'<html lang="{"en" if lang == "en" else "zh-Hans"}"' in answer.text
    assert len(answer.content) < 150_000


@pytest.mark.parametrize("path", ["/items/{}", "/documents/{}"])
def test_every_item_and_document_has_its_page(path: str, site: Site, browser: Make) -> None:
    here = browser("guanli")
    for uid in ids(site):
        answer = here.get(path.format(uid if "items" in path else uid.rpartition("-")[0]))
        assert answer.status_code == 200, answer.text[:500]


def test_a_page_in_english_has_no_chinese_but_of_documents(browser: Make) -> None:
    """On pages without documents' words nothing is left untranslated but the switch to Chinese itself."""
    here = browser("guanli")
    here.client.cookies.set("duban_lang", "en")
    for url in ("/password", "/tokens", "/admin/doings", "/inbox", "/feedback", "/ledger?q=zzz", "/nothing"):
        words = HAN.findall(re.sub(r"<[^>]+>", " ", here.get(url).text))
        assert set(words) <= {"中文"}, f"{url}: {words}"


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
    tile = re.search(
        r'<a class="tile" href="([^"]+done_after[^"]+)"><b>(\d+)%</b>.*?>(\d+)/(\d+)</small>', here.get("/").text
    )
    assert tile
    assert tile.groups()[1:] == ("50", "1", "2")
    page = here.get(tile[1].replace("&amp;", "&")).text
    assert set(re.findall(r'<tr data-url="/items/([^"]+)"', page)) == {first.id, second.id}


def test_documents_in_lead_to_the_documents_of_those_days(site: Site, browser: Make) -> None:
    here = browser("duban")
    with site.store.reading() as connection:
        loaded = {each.loaded_at[:10] for each in list_documents(connection)}
        total = len(list_documents(connection))
    assert here.get(f"/documents?loaded_from={min(loaded)}&loaded_to={max(loaded)}").text.count("<tr data-url") == total
    assert "没有找到" in here.get("/documents?loaded_to=2001-01-01").text
    assert here.get("/documents?loaded_from=昨天").text.count("<tr data-url") == total
    assert here.get("/documents?loaded_to=9999-12-31").status_code == 200  # a day beyond which no calendar goes
    for url, number in re.findall(
        r'<a href="(/documents\?loaded_from[^"]+)" aria-label="[^"]+: (\d+)"', here.get("/").text
    ):
        assert here.get(url.replace("&amp;", "&")).text.count("<tr data-url") == int(number)


def rows(html: str) -> int:
    return html.count('<tr data-url="/items/')


def test_no_list_is_empty_without_a_word(browser: Make) -> None:
    here = browser("duban")
    assert "没有符合这些条件的事项" in here.get("/ledger?q=没有这样的词").text
    assert "没有更多了" in here.get("/ledger?page=99").text


def test_what_is_not_understood_is_said_and_left_out(browser: Make) -> None:
    page = browser("duban").get("/ledger?due_after=昨天&light=blue").text
    assert "due_after" in page
    assert "light" in page
    assert rows(page) > 0


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"q": "罚款 台账", "unit": "临江区", "light": "red", "page": "3"},
        {"due_after": "2024-01-01", "due_before": "2024-02-01", "as_of": "2024-01-15", "sort": "-due", "group": "unit"},
    ],
)
def test_a_question_is_its_address(given: dict[str, str]) -> None:
    from urllib.parse import parse_qsl, urlsplit

    asked = question_of(given)
    again = question_of(dict(parse_qsl(urlsplit(asked.url()).query)))
    assert again == asked
    assert Question().url() == "/ledger"


def test_acts_one_by_one_and_many_at_once(site: Site, browser: Make) -> None:
    here = browser("duban")
    with site.store.reading() as connection:
        first, second, *_ = ledger(connection, Filter(site.today(), number="云政办〔2024〕9号"))
    answer = here.post(f"/items/{first.id}/act", {"act": "assigned", "to": "临江区住建局", "note": "请办"})
    assert answer.status_code == 303
    page = here.get(answer.headers["location"]).text
    assert "已登记：交办" in page
    assert "请办" in page
    answer = here.post(f"/items/{first.id}/act", {"act": "closed", "note": "有回单"})
    assert answer.status_code == 409
    assert "不能销号" in answer.text
    marked = here.post("/ledger/mark", {"id": [first.id, second.id, "没有"], "act": "done", "note": "已办"})
    assert marked.status_code == 200
    with site.store.reading() as connection:
        done = ledger(connection, Filter(site.today(), number="云政办〔2024〕9号", states=("done",)))
    assert {each.id for each in done} == {first.id, second.id}
    assert "没有登记" in marked.text


@pytest.mark.parametrize("format", ["xlsx", "csv", "jsonl", "ics", "docx"])
def test_the_ways_out(format: str, browser: Make) -> None:
    answer: Any = browser("chayue").get(f"/export/ledger.{format}?unit=临江区")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert len(answer.content) > 300


def test_a_filled_in_sheet_comes_back_with_a_preview(site: Site, browser: Make) -> None:
    from tests.export.test_sheet import filled

    here = browser("duban")
    data = here.get("/export/ledger.xlsx?unit=临江区").content
    with site.store.reading() as connection:
        first = ledger(connection, Filter(site.today(), unit="临江区"))[0]
    sheet = filled(data, {first.id: {"状态": "已办结", "反馈情况": "已完成\t全部"}})
    page = here.post("/feedback", files={"file": ("回传.xlsx", sheet)}).text
    assert "办结" in page
    value = re.search(r'name="change" value="([^"]+)"', page)
    assert value
    answer = here.post("/feedback", {"change": value[1].replace("&#9;", "\t")})
    assert "已记入" in answer.text
    with site.store.reading() as connection:
        assert ledger(connection, Filter(site.today(), states=("done",)))[0].id == first.id
    again = here.post("/feedback", {"change": value[1].replace("&#9;", "\t")})
    assert "状态已变" in again.text


def test_a_view_is_saved_opened_and_dropped(browser: Make) -> None:
    here = browser("duban")
    answer = here.post("/views?light=red&unit=临江区", {"name": "临江逾期"})
    assert answer.status_code == 303
    page = here.get("/ledger").text
    found = re.search(r'href="([^"]+)">临江逾期', page)
    assert found
    assert "light=red" in found[1]
    assert here.get(found[1].replace("&amp;", "&")).status_code == 200
    here.post("/views", {"name": "临江逾期", "do": "drop"})
    assert "临江逾期" not in here.get("/views").text
    assert browser("chayue").post("/views", {"name": "不行"}).status_code == 403


def test_a_calendar_can_be_subscribed_to_within_reach(site: Site, browser: Make) -> None:
    here = browser("linjiang")
    page = here.post("/tokens", {"name": "日历", "scope": ["feed"], "days": "365"}).text
    secret = re.search(r"duban_[\w-]+", page)
    assert secret
    outside = browser("")
    answer = outside.get(f"/feeds/{secret[0]}/ours.ics?state=all")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "临江区" in answer.text.replace("\r\n ", "")
    assert "青禾县" not in answer.text.replace("\r\n ", "")
    assert outside.get("/feeds/duban_wrong/ours.ics").status_code == 404
    denied = outside.get("/api/v1/obligations", headers={"authorization": f"Bearer {secret[0]}"})
    assert denied.status_code == 403


def test_a_unit_is_asked_for_as_on_the_command_line(site: Site, browser: Make) -> None:
    """With the units below it, and the level of who imposes it: the pages, the API and an export answer alike."""
    from pipeline.ledger.questions import Questions

    here, questions = browser("duban"), Questions.over(site.store, site.settings)
    for query, more in (
        ("unit=临江区&subtree=1", {"unit": "临江区", "subtree": True}),
        ("unit=各大队", {"unit": "各大队"}),
        ("level=city", {"level": "city"}),
        ("recurring=1", {"recurring": True}),
    ):
        wanted = {each.id for each in questions.outstanding(site.today(), **more)}
        page = here.get(f"/ledger?{query}").text
        assert set(re.findall(r'<tr data-url="/items/([^"]+)"', page)) == wanted, query
        found = here.get(f"/api/v1/obligations?{query}").json()["items"]
        assert {each["id"] for each in found} == wanted, query
        if wanted:
            csv = here.get(f"/api/v1/export/csv?{query}").text
            assert all(uid in csv for uid in wanted), query


def test_how_many_there_are_is_said_and_every_order_is_of_them_all(browser: Make) -> None:
    here = browser("duban")
    everything = rows(here.get("/ledger?state=all&kind=all&size=200").text)
    for query in ("sort=confidence", "sort=unit&group=unit", "group=document", "sort=-due", ""):
        page = here.get(f"/ledger?state=all&kind=all&size=50&{query}").text
        assert f'共 <b class="num">{everything}</b> 条' in page
    first = here.get("/ledger?state=all&kind=all&size=2&group=unit").text
    assert re.search(r"共 \d+ 条", first)


def test_a_saved_view_is_the_same_question_on_the_pages_and_on_the_command_line(site: Site, browser: Make) -> None:
    from tests.cli.inside import duban

    here, db = browser("duban"), str(site.store.where.file)

    def told(*arguments: str) -> Any:
        return duban("ledger", *arguments, "--db", db, "--limit", "0", "--json")

    for number, query in enumerate(
        (
            "light=red",
            "q=台账&kind=all",
            "light=grey",
            "light=yellow",
            "light=green",
            "unit=临江区&subtree=1",
            "level=city",
        )
    ):
        here.post(f"/views?{query}", {"name": f"网页{number}"})
        shown = set(re.findall(r'<tr data-url="/items/([^"]+)"', here.get(f"/ledger?{query}").text))
        done = told("--saved", f"网页{number}")
        assert done.returncode == 0, done.stderr
        assert {each["id"] for each in json.loads(done.stdout)} == shown, query
    told("--overdue", "--search", "台账", "--save", "命令行")
    page = here.get("/ledger").text
    found = re.search(r'href="([^"]+)">命令行</a>', page)
    assert found
    assert {"q=%E5%8F%B0%E8%B4%A6", "light=red"} <= set(found[1].partition("?")[2].split("&amp;"))
    told("--fine", "10000", "--save", "罚一万")
    assert ">罚一万</a>" not in here.get("/ledger").text
    assert "只能在命令行用" in here.get("/views").text
    here.post("/views?bearer=临江区住建局", {"name": "只看"})
    assert told("--saved", "只看").returncode != 0


def test_what_is_soon_is_as_the_settings_say_in_a_saved_view_too(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from tests.cli.inside import duban

    monkeypatch.setenv("DUBAN_SOON_DAYS", "15")
    day = date(2024, 2, 1)
    there = replace(
        site, settings=settings(tmp_path / "x", soon_days=15), clock=lambda: datetime(2024, 2, 1, 3, tzinfo=UTC)
    )
    here = Browser(there)
    here.log_in("duban")
    shown = set(re.findall(r'<tr data-url="/items/([^"]+)"', here.get("/ledger?light=yellow&unit=临江区").text))
    assert len(shown) == 2, "in three and in ten days"
    here.post("/views?light=yellow&unit=临江区", {"name": "临期"})
    db = str(site.store.where.file)
    told = duban("ledger", "--saved", "临期", "--db", db, "--json", "--as-of", day.isoformat())
    assert {each["id"] for each in json.loads(told.stdout)} == shown
    here.close()
