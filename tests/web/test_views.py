"""Saved views: the same question on the pages and on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.web.site import Site
from tests.web.service import Browser, settings
from tests.web.test_pages import shown

Make = Callable[[str], Browser]


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
            "fine=10000",
            "fine=1&fine_on=单位&kind=all",
            "timely=in_time&kind=all",
            "new_since=last",
            "due_within=30d",
            "bearer=临江区住建局",
            "changed_since=2024-02-01",
        )
    ):
        here.post(f"/views?{query}", {"name": f"网页{number}"})
        done = told("--saved", f"网页{number}")
        assert done.returncode == 0, done.stderr
        assert {each["id"] for each in json.loads(done.stdout)} == set(shown(here.get(f"/ledger?{query}").text)), query
    told("--overdue", "--search", "台账", "--save", "命令行")
    page = here.get("/ledger").text
    found = re.search(r'href="([^"]+)">命令行</a>', page)
    assert found
    assert {"q=%E5%8F%B0%E8%B4%A6", "light=red"} <= set(found[1].partition("?")[2].split("&amp;"))
    told("--fine", "10000", "--document", "两区县.txt", "--save", "罚一万")
    found = re.search(r'href="([^"]+)">罚一万</a>', here.get("/ledger").text)
    assert found
    assert {"fine=10000", "document=%E4%B8%A4%E5%8C%BA%E5%8E%BF.txt"} <= set(found[1].partition("?")[2].split("&amp;"))
    told("--overdue", "--undated", "--save", "两样")
    assert ">两样</a>" not in here.get("/ledger").text
    assert "只能在命令行用" in here.get("/views").text


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
    yellow = set(shown(here.get("/ledger?light=yellow&unit=临江区").text))
    assert len(yellow) == 2, "in three and in ten days"
    here.post("/views?light=yellow&unit=临江区", {"name": "临期"})
    db = str(site.store.where.file)
    told = duban("ledger", "--saved", "临期", "--db", db, "--json", "--as-of", day.isoformat())
    assert {each["id"] for each in json.loads(told.stdout)} == yellow
    here.close()
