"""The review desk over the wire: the doubtful one after the other, every decision, undo, and who comes second."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pipeline.codec import from_dict
from pipeline.store.audit import verify
from pipeline.store.filters import KINDS, Filter
from pipeline.store.queries import by_id, ledger
from pipeline.web.site import Site
from tests.web.service import Browser

Make = Callable[[str], Browser]


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def desk(here: Browser) -> tuple[str, str]:
    """The address of the next one to look at, and its page."""
    target = here.get("/review").headers["location"]
    return urlsplit(target).path, here.get(target).text


def decide(here: Browser, path: str, what: str, page: str, **more: Any) -> Any:
    return here.post(path, {"do": what, "seen": field(page, "seen"), **more})


def count(site: Site) -> int:
    with site.store.reading() as connection:
        return len(ledger(connection, Filter(site.today(), kinds=KINDS, states=None)))


def test_all_are_looked_at_one_after_the_other(site: Site, browser: Make) -> None:
    here, seen = browser("fenxi"), set()
    for _ in range(count(site)):
        path, page = desk(here)
        assert path not in seen
        seen.add(path)
        assert decide(here, path, "accept", page).status_code == 303
    done = here.get("/review")
    assert done.status_code == 200
    assert "都审核过了" in done.text
    assert "100%" in done.text


def test_a_correction_counts_and_comes_out_as_gold(site: Site, browser: Make) -> None:
    here = browser("fenxi")
    with site.store.reading() as connection:
        entry = ledger(connection, Filter(site.today(), unit="青禾县教育局"))[0]
    path = f"/review/{entry.id}"
    page = here.get(path).text
    sent = {
        "kind": "obligation", "bearers": "青禾县教育局 牵头\n县公安局 配合", "report_to": "县政府办",
        "deadline_kind": "by", "deadline_text": "月底前", "deadline_due": "2024-06-30",
    }  # fmt: skip
    assert decide(here, path, "edit", page, **sent).status_code == 303
    with site.store.reading() as connection:
        now = by_id(connection, entry.id, site.today())
    assert now is not None
    assert [(each.text, each.role) for each in now.item.bearers] == [("青禾县教育局", "lead"), ("县公安局", "support")]
    assert (now.item.report_to, now.due) == ("县政府办", "2024-06-30")
    lines = here.get("/review/export").text.splitlines()
    records = [from_dict(json.loads(line)) for line in lines]
    assert any(item.report_to == "县政府办" for record in records for item in record.obligations)
    assert "人机不同" in here.get(path).text


def test_nothing_changed_in_the_form_is_an_acceptance(site: Site, browser: Make) -> None:
    """The form as it is shown, sent back by hand: no field is lost on the way."""
    here = browser("fenxi")
    with site.store.reading() as connection:
        every = ledger(connection, Filter(site.today(), kinds=KINDS, states=None))
    for entry in every:
        path = f"/review/{entry.id}"
        page = here.get(path).text
        form = page[page.index('<details class="card" data-key="e"') :]
        sent = {
            name: unescaped(value)
            for name, value in re.findall(r'<input type="text" name="(\w+)" value="([^"]*)"', form)
        }
        sent |= {
            name: unescaped(value) for name, value in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)<', form)
        }
        chosen = re.findall(r'<select name="(\w+)">(.*?)</select>', form)
        sent |= {name: picked[1] for name, body in chosen if (picked := re.search(r'value="(\w*)" selected', body))}
        answer = decide(here, path, "edit", page, **sent)
        assert "did=corrected" in answer.headers["location"], answer.text[:300]
        with site.store.reading() as connection:
            now = by_id(connection, entry.id, site.today())
        assert now is not None
        assert now.item == entry.item
        assert now.machine is None


def unescaped(text: str) -> str:
    from html import unescape

    return unescape(text)


def test_splitting_adding_joining_and_taking_back(site: Site, browser: Make) -> None:
    here = browser("fenxi")
    before = count(site)
    with site.store.reading() as connection:
        entry = ledger(connection, Filter(site.today(), unit="临江区住建局", states=None))[0]
    path = f"/review/{entry.id}"
    page = here.get(path).text
    answer = decide(here, path, "split", page, start=str(entry.item.span.start + 7))
    assert answer.status_code == 303
    assert count(site) == before + 1
    half = here.get(answer.headers["location"]).text
    target = urlsplit(answer.headers["location"]).path
    joined = here.post(
        target,
        {
            "do": "merge",
            "seen": field(half, "seen"),
            "other": field(half, "other"),
            "other_seen": field(half, "other_seen"),
        },
    )
    assert joined.status_code == 303
    assert count(site) == before
    last = parse_qs(urlsplit(joined.headers["location"]).query)["undo"][0]
    assert here.post("/review-undo", {"undo": last}).status_code == 303
    first = parse_qs(urlsplit(answer.headers["location"]).query)["undo"][0]
    assert here.post("/review-undo", {"undo": first}).status_code == 303
    assert count(site) == before
    added = decide(here, path, "add", here.get(path).text, start="0", end="5", kind="prohibition")
    assert added.status_code == 303
    assert count(site) == before + 1
    with site.store.reading() as connection:
        assert [each for each in verify(connection) if each] == []


def test_who_comes_second_is_told_and_overwrites_nothing(site: Site, browser: Make) -> None:
    first, second = browser("fenxi"), browser("guanli")
    path, page = desk(first)
    same = second.get(path).text
    assert decide(first, path, "reject", page, note="口号").status_code == 303
    late = decide(second, path, "accept", same)
    assert late.status_code in (404, 409)
    path, page = desk(first)
    same = second.get(path).text
    assert decide(first, path, "accept", page).status_code == 303
    late = decide(second, path, "reject", same)
    assert late.status_code == 409
    assert "fenxi" in late.text
    assert "没有写入" in late.text


def test_nonsense_is_refused_and_changes_nothing(site: Site, browser: Make) -> None:
    here = browser("fenxi")
    before = count(site)
    path, page = desk(here)
    for what, more in (
        ("split", {"start": "x"}), ("split", {"start": "99999999"}), ("add", {"start": "5", "end": "5"}), ("fly", {}),
        ("edit", {"penalties": "{"}), ("edit", {"deadline_text": "明天", "deadline_kind": ""}),
        ("merge", {"other": "x"}),
        ("edit", {"kind": "wish"}), ("add", {"start": "-9", "end": "99999999", "kind": "x" * 999}),
    ):  # fmt: skip
        assert decide(here, path, what, page, **more).status_code in (404, 422, 303)
    assert count(site) <= before + 1
    assert here.post("/review-undo", {"undo": "x:1,2"}).status_code in (404, 409)
