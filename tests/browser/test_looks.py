"""What the pages look like: nothing overflows, on an office screen and on a phone; and who can't see can use them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Person
from tests.soaked import soak

Make = Callable[..., Person]
SIZES = {"office": (1366, 768), "phone": (390, 844)}
PAGES = (
    "/", "/ledger", "/ledger?group=unit&kind=all&state=all", "/documents", "/inbox", "/review", "/rules", "/rules/try",
    "/counts?by=unit", "/feedback", "/tokens", "/admin", "/admin/doings", "/views", "/changes", "/password",
    "/api/docs", "/nothing",
)  # fmt: skip
# One of each sort, of those that a browser and axe are done with in a second: what every run looks at in every way.
SOME = ("/ledger?group=unit&kind=all&state=all", "/review", "/inbox", "/rules/try", "/admin", "/password")
# WCAG 2.1 A and AA as axe-core checks them.
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


def pages(me: Person, every: bool) -> list[str]:
    """The fixed pages, and one item and one document of each kind; or some of them."""
    me.page.goto("/ledger?kind=all&state=all")
    hrefs = me.page.eval_on_selector_all(".list a.clamp", "links => links.map(a => a.getAttribute('href'))")
    documents = {f"/documents/{href.rpartition('/')[2].rpartition('-')[0]}" for href in hrefs}
    return [*PAGES, *hrefs[:3], *sorted(documents)] if every else [*SOME, hrefs[0], min(documents)]


def overflow(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize(("lang", "every"), [("zh", True), ("en", False), soak("en", True)])
def test_nothing_overflows(lang: str, every: bool, person: Make) -> None:
    me = person("guanli")
    me.page.goto(f"/prefs?lang={lang}")
    wide = {}
    for path in pages(me, every):
        me.page.goto(path)
        for size, (width, height) in SIZES.items():
            me.page.set_viewport_size({"width": width, "height": height})
            if (over := overflow(me.page)) > 0:
                wide[path, size] = over
    assert wide == {}


@pytest.mark.parametrize(("theme", "every"), [("light", False), soak("light", True), soak("dark", True)])
def test_the_pages_meet_wcag_aa(theme: str, every: bool, person: Make) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    me = person("guanli", viewport={"width": 1366, "height": 768}, bypass_csp=True)
    me.page.goto(f"/prefs?theme={theme}")
    found = {}
    for path in pages(me, every):
        me.page.goto(path)
        if bad := axe.run(me.page, options=RULES).response["violations"]:
            found[path] = [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in bad]
    assert found == {}, json.dumps(found, ensure_ascii=False, indent=1)


def test_every_control_can_be_reached_by_the_keyboard(person: Make) -> None:
    page = person("duban").page
    page.goto("/ledger")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.name || document.activeElement.tagName"))
    assert {"q", "unit", "kind", "state", "A", "SUMMARY", "id"} <= seen


def test_on_paper_there_is_the_ledger_and_no_form(person: Make) -> None:
    page = person("duban").page
    page.goto("/ledger?unit=临江区")
    assert not page.locator("text=责任单位：临江区").is_visible()
    page.emulate_media(media="print")
    assert page.locator("text=责任单位：临江区").is_visible(), "what was asked stands over it"
    assert page.locator(".pager").inner_text().startswith("1–"), "and how much of it this is"
    assert not page.locator("header.top").is_visible()
    assert not page.locator("form.filters").is_visible()
    assert page.locator(".list tbody tr").first.is_visible()
    assert len(page.pdf(prefer_css_page_size=True)) > 5_000


def test_a_first_page_is_small_and_comes_at_once(person: Make) -> None:
    me = person("duban")
    sizes: list[int] = []
    me.page.on("response", lambda answer: sizes.append(len(answer.body())))
    me.page.goto("/ledger", wait_until="networkidle")
    assert sum(sizes) < 150_000
