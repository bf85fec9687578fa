"""Figures that take long: of a large ledger the last ones are given while newer ones are made."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest

from pipeline.store.filters import Filter
from pipeline.store.purge import purge
from pipeline.store.queries import ledger
from pipeline.web.lately import Lately
from pipeline.web.pages import overview
from pipeline.web.site import Site
from tests.web.service import Browser

Make = Callable[[str], Browser]


def test_only_who_asks_first_waits() -> None:
    lately, gate = Lately(), threading.Event()

    def slow() -> str:
        assert gate.wait(10)
        return "new"

    assert lately.get("k", 1, lambda: "old") == "old"
    assert lately.get("k", 2, slow) == "old"
    assert lately.get("k", 3, lambda: pytest.fail("one is being made")) == "old"
    gate.set()
    lately.quiet(10)
    assert lately.get("k", 2, lambda: "newer") == "new"


def test_what_could_not_be_made_leaves_what_was() -> None:
    lately = Lately(most=1)
    lately.get("k", 1, lambda: "old")
    assert lately.get("k", 2, lambda: 1 // 0) == "old"
    lately.quiet(10)
    assert lately.get("k", 1, lambda: "other") == "old"
    lately.get("l", 1, lambda: "another")
    assert lately.get("k", 1, lambda: "made once more") == "made once more"


def test_nobody_at_a_page_waits_long_for_what_was_never_counted(
    site: Site, browser: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.web.keeping.LARGE", 0)
    monkeypatch.setattr("pipeline.web.pages.overview.PATIENCE", 0.05)
    gate, make = threading.Event(), overview._make
    monkeypatch.setattr(overview, "_make", lambda who: gate.wait(10) and make(who))
    here = browser("duban")
    answer = here.get("/")
    assert answer.status_code == 202
    assert answer.headers["refresh"] == "3"
    assert "正在计数" in answer.text
    gate.set()
    site.figures.quiet(10)
    assert outstanding(here.get("/").text) > 0


def test_a_large_ledger_answers_with_its_last_figures_but_never_with_those_of_what_was_purged(
    site: Site, browser: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.web.keeping.LARGE", 0)
    monkeypatch.setattr("pipeline.web.keeping._LONG", 1)
    here = browser("duban")
    before = outstanding(here.get("/").text)
    with site.store.reading() as connection:
        first, second, *_ = ledger(connection, Filter(site.today(), number="云政办〔2024〕9号"))
    here.post(f"/items/{first.id}/act", {"act": "cancelled", "note": "并入别的事项"})
    threading.Event().wait(1.1)
    assert outstanding(here.get("/").text) == before
    site.figures.quiet(10)
    assert outstanding(here.get("/").text) == before - 1
    purge(site.store, second.document_id, "误收", "王五", site.clock)
    threading.Event().wait(1.1)
    assert outstanding(here.get("/").text) < before - 1


def outstanding(page: str) -> int:
    found = re.search(r'<a class="tile blue" href="/ledger"><b>(\d+)</b>', page)
    assert found
    return int(found[1])
