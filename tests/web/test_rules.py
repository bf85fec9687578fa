"""Rules on the pages: found, shown with their examples, tried; and what a change would gain and lose."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from pipeline.web.rulebooks import Books
from pipeline.web.site import Site
from pipeline.web.workdays import working_days_left
from tests.web.service import Browser

Make = Callable[[str], Browser]
RULE = "deadline.by_date"


def test_every_rule_is_listed_and_has_its_page(site: Site, browser: Make) -> None:
    here, books = browser("fenxi"), Books(site)
    page = here.get("/rules").text
    for rule in books.all():
        assert f">{rule.id}</a>" in page
    one, text, examples = books.one(RULE)
    assert one.file in here.get(f"/rules/{RULE}").text
    assert {each.kind for each in examples} >= {"match", "reject"}
    assert all(each.text in text for each in examples)
    assert here.get("/rules/no.such").status_code == 404
    assert RULE in here.get("/rules?q=具体日期加").text


def test_a_sentence_is_tried(browser: Make) -> None:
    answer = browser("fenxi").post("/rules/try", {"text": "请各大队于2031年3月5日前报送台账。", "on": "2031-01-01"})
    assert answer.status_code == 200
    assert "2031-03-05" in answer.text
    assert RULE in answer.text
    assert browser("fenxi").post("/rules/try", {"text": "x", "on": "昨天"}).status_code == 422


def test_working_days(site: Site) -> None:
    assert working_days_left(site, "2024-02-09", date(2024, 2, 7)) == 2
    assert working_days_left(site, "2024-02-18", date(2024, 2, 9)) == 1
    assert working_days_left(site, "2024-02-18T16:00", date(2024, 2, 18)) == 0
    assert working_days_left(site, "2024-02-01", date(2024, 2, 9)) is None
    assert working_days_left(site, None, date(2024, 2, 9)) is None


def test_what_is_wrong_in_a_changed_rule_is_told_by_its_line(browser: Make) -> None:
    answer = browser("fenxi").post(f"/rules/{RULE}", {"text": "id: [broken"})
    assert answer.status_code == 422
    assert re.search("规则不成立：第 2 行：YAML 写法有误", answer.text)
    assert "─" not in answer.text


@pytest.mark.soak
def test_what_a_change_gains_and_loses(site: Site, browser: Make) -> None:
    here = browser("fenxi")
    _, text, _ = Books(site).one(RULE)
    broken = here.post(f"/rules/{RULE}", {"text": text.replace("{date.point}", "{no.such}")})
    assert broken.status_code == 422
    retired = here.post(f"/rules/{RULE}", {"text": text.replace("status: 'active'", "status: 'retired'")})
    assert retired.status_code == 200, retired.text[:300]
    assert "改变" in retired.text
    assert Books(site).one(RULE)[1] == text, "the rulebook in force is as it was"
