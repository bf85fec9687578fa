"""Every page in both languages, for whoever may see it; what is on it leads on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from itertools import groupby
from typing import Any

import pytest

from pipeline.export.ledger_rows import head_unit
from pipeline.store.entries import Entry
from pipeline.store.filters import KINDS, Filter
from pipeline.store.queries import ledger
from pipeline.web.questions import Question, question_of
from pipeline.web.site import Site
from tests.web.service import Browser

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


def rows(html: str) -> int:
    return len(shown(html))


def shown(html: str) -> list[str]:
    """The ids of the lines on a page, in their order."""
    return re.findall(r'<tr data-url="/items/([^"]+)"', html)


def test_lines_are_in_the_order_that_was_asked_for(site: Site, browser: Make) -> None:
    here = browser("duban")
    with site.store.reading() as connection:
        every = {each.id: each for each in ledger(connection, Filter(site.today(), kinds=KINDS, states=None))}

    def found(query: str) -> list[Entry]:
        return [every[uid] for uid in shown(here.get(f"/ledger?state=all&kind=all&{query}").text)]

    def certainty(entry: Entry) -> float:
        return 2.0 if entry.item.confidence is None else entry.item.confidence

    dues = [each.due or "~" for each in found("sort=due")]
    assert dues == sorted(dues)
    backwards = [each.due or "" for each in found("sort=-due")]
    assert backwards == sorted(backwards, reverse=True)
    sure = list(map(certainty, found("sort=confidence")))
    assert sure == sorted(sure)
    numbers = [each.number or "\U0010ffff" for each in found("sort=number")]
    assert numbers == sorted(numbers)
    for key in (head_unit, lambda entry: entry.document_id):
        group = "unit" if key is head_unit else "document"
        heads = [title for title, _ in groupby(found(f"group={group}"), key=key)]
        assert len(heads) == len(set(heads)) > 1
    assert len(dues) == len(every)


def test_no_list_is_empty_without_a_word(browser: Make) -> None:
    here = browser("duban")
    assert "没有符合这些条件的事项" in here.get("/ledger?q=没有这样的词").text
    assert "没有更多了" in here.get("/ledger?page=99").text


def test_what_is_not_understood_is_said_and_left_out(browser: Make) -> None:
    page = browser("duban").get("/ledger?due_after=昨天&light=blue").text
    assert "没有用上：红黄灯、到期不早于" in page
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
        assert set(shown(page)) == wanted, query
        found = here.get(f"/api/v1/obligations?{query}").json()["items"]
        assert {each["id"] for each in found} == wanted, query
        out = here.get(f"/api/v1/export/csv?{query}").text.removeprefix("\ufeff")
        assert {row["编号"] for row in csv.DictReader(io.StringIO(out))} == wanted, query


def test_how_many_there_are_is_said_and_every_order_is_of_them_all(browser: Make) -> None:
    here = browser("duban")
    everything = shown(here.get("/ledger?state=all&kind=all&size=200").text)
    for query in ("sort=confidence", "sort=unit&group=unit", "group=document", "sort=-due", "sort=number", ""):
        page = here.get(f"/ledger?state=all&kind=all&size=50&{query}").text
        assert f'共 <b class="num">{len(everything)}</b> 条' in page
        assert sorted(shown(page)) == sorted(everything), query
    first = here.get("/ledger?state=all&kind=all&size=2&group=unit").text
    assert re.search(r"共 \d+ 条", first)


def test_what_was_written_in_a_form_that_is_refused_stands_there_still(site: Site, browser: Make) -> None:
    here = browser("duban")
    with site.store.reading() as connection:
        uid = ledger(connection, Filter(site.today(), unit="临江区住建局"))[0].id
    answer = here.post(f"/items/{uid}/act", {"act": "extended", "due": "2031-05-06", "on": "2024-02-03"})
    assert answer.status_code == 409
    assert "延期要在说明里写明依据或理由" in answer.text
    for part in ('<option value="extended" selected>', 'name="due" value="2031-05-06"', 'name="on" value="2024-02-03"'):
        assert part in answer.text
    answer = here.post(f"/items/{uid}/act", {"act": "closed", "note": '回单"已收到'})
    assert 'name="note" value="回单&#34;已收到"' in answer.text
    assert 'value="2031-05-06"' not in here.get(f"/items/{uid}").text


def test_a_line_that_was_given_to_another_names_both(site: Site, browser: Make) -> None:
    here = browser("duban")
    with site.store.reading() as connection:
        uid = ledger(connection, Filter(site.today(), unit="临江区住建局"))[0].id
    here.post(f"/items/{uid}/act", {"act": "assigned", "to": "临江区应急局"})
    (row,) = re.findall(rf'<tr data-url="/items/{uid}">.*?</tr>', here.get("/ledger").text, re.S)
    assert row.index("临江区应急局") < row.index("原文：") < row.index("临江区住建局")
    here.post(f"/items/{uid}/act", {"act": "assigned", "to": "临江区住建局"})
    (row,) = re.findall(rf'<tr data-url="/items/{uid}">.*?</tr>', here.get("/ledger").text, re.S)
    assert "原文：" not in row
