"""The jobs of supervisors and analysts in a real Chromium, start to end, by mouse and by keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Person

Make = Callable[..., Person]
NOTICE = (
    "关于报送材料的通知\n各大队：\n请各大队于2031年3月5日前报送台账。严禁瞒报。\n云岭市消防救援支队\n2031年2月1日\n"
)


def test_a_supervisor_finds_and_marks_what_is_due(person: Make) -> None:
    me = person("duban")
    page = me.page
    page.click("nav >> text=台账")
    page.wait_for_url(re.compile("/ledger"))
    page.wait_for_load_state()  # the keys belong to the page that comes, not to the one that goes
    page.keyboard.press("/")
    page.keyboard.type("危房")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q="))
    assert page.locator(".list tbody tr").count() == 1
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("[data-count]").inner_text() == "1"
    page.select_option(".bulk select[name=act]", "assigned")
    page.fill(".bulk [name=to]", "临江区住建局危房办")
    page.click(".bulk button")
    page.wait_for_selector("text=已登记")
    assert "已交办" in page.locator(".list tbody").inner_text()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('义务')")
    assert page.locator(".said .on").first.is_visible()
    assert "临江区住建局危房办" in page.locator("#history").inner_text()
    page.select_option("form.acts select[name=act]", "progress")
    page.fill("form.acts [name=note]", "已排查三十户")
    page.click("form.acts button")
    page.wait_for_selector("text=已登记：反馈")
    assert me.complaints == []


def test_an_exported_sheet_comes_down(person: Make, tmp_path: Path) -> None:
    page = person("duban").page
    page.goto("/ledger?unit=临江区")
    page.click("summary:has-text('导出')")
    with page.expect_download() as coming:
        page.click("text=Excel 台账")
    coming.value.save_as(tmp_path / "out.xlsx")
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")
    assert coming.value.suggested_filename.endswith(".xlsx")


def test_an_analyst_hands_in_files_and_sees_them_read(person: Make, tmp_path: Path) -> None:
    me = person("fenxi")
    page = me.page
    names = {"通知.txt": NOTICE, "坏.pdf": "%PDF-1.7 broken", "密.txt": "机密★1年\n" + NOTICE}
    for name, text in names.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "空.txt").touch()
    page.goto("/inbox")
    page.set_input_files("#file", [str(tmp_path / name) for name in (*names, "空.txt")])
    page.wait_for_selector("[data-upload] >> nth=2")
    waiting = "[data-state=waiting], [data-state=reading]"
    page.wait_for_selector(waiting, state="detached", timeout=90_000)
    rows = page.locator("[data-upload]").all_inner_texts()
    told = "\n".join(rows)
    assert "已入台账" in told
    assert "坏.pdf" in told
    assert "密级" in told
    assert "密.txt" not in told, "of a state secret not even the name is kept"
    assert page.locator(".files li").all_inner_texts() == ["空.txt：是空文件"], "what was not taken stays to be read"
    page.click("[data-upload] >> text=打开")
    page.wait_for_selector("h1:has-text('关于报送材料的通知')")
    assert "报送台账" in page.locator(".text").inner_text()
    assert [line for line in me.complaints if "422" not in line] == []


def test_an_analyst_reviews_by_keys_alone(person: Make) -> None:
    me = person("fenxi")
    page = me.page
    page.goto("/review")
    first = page.url
    page.keyboard.press("a")
    page.wait_for_url(lambda url: url.split("?")[0] != first.split("?")[0])
    page.wait_for_selector("text=审核通过")
    page.keyboard.press("u")
    page.wait_for_selector("text=已撤回")
    page.keyboard.press("e")
    page.wait_for_selector("textarea[name=bearers]:focus")
    page.keyboard.press("Control+A")
    page.keyboard.type("云岭市应急局 牵头")
    page.click("button[value=edit]")
    page.wait_for_selector("text=更正")
    before = page.url
    page.keyboard.press("n")
    page.wait_for_url(lambda url: url != before)
    assert me.complaints == []


def test_words_are_selected_to_add_what_was_missed(person: Make) -> None:
    me = person("fenxi")
    page = me.page
    page.goto("/ledger?q=危房")
    page.click(".list tbody a.clamp")
    page.click("text=审核、更正")
    page.evaluate(
        """() => {
          const text = document.querySelector('[data-text]');
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          let node;
          while ((node = walker.nextNode())) {
            const at = node.data.indexOf('建立值班表');
            if (at >= 0) {
              const range = document.createRange();
              range.setStart(node, at); range.setEnd(node, at + 5);
              getSelection().removeAllRanges(); getSelection().addRange(range);
              return;
            }
          }
        }"""
    )
    page.wait_for_selector("[data-selected]:has-text('建立值班表')")
    page.keyboard.press("m")
    page.wait_for_selector("text=人工补录")
    assert page.locator(".said .on").first.inner_text() == "建立值班表"
    assert me.complaints == []


def test_a_clause_is_selected_and_added_by_keys_alone(person: Make) -> None:
    me = person("fenxi")
    page = me.page
    page.goto("/ledger?q=危房")
    page.click(".list tbody a.clamp")
    page.click("text=审核、更正")
    page.wait_for_selector("[data-text]")
    document = page.url.rpartition("/")[2].rpartition("-")[0]
    page.goto(f"{page.url}?document={document}")
    for key, selected in (
        ("t", "临江区住建局要完成危房排查"),
        ("t", "青禾县教育局要报送校车台账"),
        ("r", "临江区住建局要完成危房排查"),
    ):
        page.keyboard.press(key)
        page.wait_for_selector(f"[data-selected]:text-is('{selected}')")
    page.keyboard.press("Shift+T")
    page.wait_for_selector("[data-selected]:has-text('校车台账')")
    page.keyboard.press("m")
    page.wait_for_selector("text=人工补录")
    assert "校车台账" in page.locator(".said .on").all_inner_texts()[-1]
    page.keyboard.press("u")
    page.wait_for_selector("text=已撤回")
    assert f"document={document}" in page.url, "who reviews one document stays in it"
    assert me.complaints == []


def test_two_analysts_on_one_item(person: Make) -> None:
    one, two = person("fenxi").page, person("guanli").page
    one.goto("/review")
    two.goto(one.url)
    one.keyboard.press("a")
    one.wait_for_selector("text=审核通过")
    two.keyboard.press("x")
    two.wait_for_selector("text=没有写入")


def test_a_sentence_is_tried_and_a_rule_looked_at(person: Make) -> None:
    me = person("fenxi")
    page = me.page
    page.goto("/rules/try")
    page.fill("[name=text]", "请各大队于2031年3月5日前报送台账。")
    page.click("form.stack button.main")
    page.wait_for_selector("text=触发的规则")
    assert "2031-03-05" in page.locator("main").inner_text()
    page.locator("table a").first.click()
    page.wait_for_selector("textarea#text")
    assert me.complaints == []


def test_nothing_is_asked_of_another_machine(person: Make, service: str) -> None:
    me = person("guanli")
    for path in ("/", "/ledger", "/documents", "/inbox", "/review", "/admin", "/api/docs"):
        me.page.goto(path)
    assert me.asked
    assert {url for url in me.asked if not url.startswith(service)} == set()
    assert me.complaints == []


def test_pages_work_without_script(person: Make) -> None:
    me = person("duban", java_script_enabled=False)
    page = me.page
    page.goto("/ledger?q=危房")
    page.check("input[name=id]")
    page.select_option(".bulk select[name=act]", "acknowledged")
    page.click(".bulk button")
    assert "已登记" in page.locator("main").inner_text()


@pytest.mark.parametrize("name", ["duban", "chayue"])
def test_the_switch_of_language_and_light(person: Make, name: str) -> None:
    page = person(name).page
    page.goto("/ledger?light=red")
    page.click("header details summary")
    page.click("text=English")
    page.wait_for_selector("h1:has-text('Ledger')")
    assert "light=red" in page.url
    page.click("header details summary")
    page.click("text=Dark")
    page.wait_for_selector("html[data-theme=dark]")
    assert ink(page) != "rgb(29, 39, 51)"


def ink(page: Any) -> str:
    return str(page.evaluate("getComputedStyle(document.body).color"))
