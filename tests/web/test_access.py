"""Who gets in, who may do what, and the tries of somebody who may not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.store.filters import KINDS, Filter
from pipeline.store.queries import ledger
from pipeline.store.queries_history import history
from pipeline.web.guard import POLICY
from pipeline.web.site import Site
from pipeline.web.trial import corpus_for
from tests.web.service import PASSWORD, SCRIPT, Browser

Make = Callable[[str], Browser]
# path → who may see it
GATES = {
    "/ledger": {"guanli", "duban", "fenxi", "chayue", "linjiang"},
    "/inbox": {"guanli", "fenxi"},
    "/rules/try": {"guanli", "fenxi"},
    "/feedback": {"guanli", "duban", "linjiang"},
    "/admin": {"guanli"},
    "/admin/doings": {"guanli"},
}


def entry_of(site: Site, unit: str) -> str:
    with site.store.reading() as connection:
        return ledger(connection, Filter(site.today(), unit=unit))[0].id


@pytest.mark.parametrize("path", GATES)
def test_every_role_sees_what_it_may(path: str, browser: Make) -> None:
    for name in ("guanli", "duban", "fenxi", "chayue", "linjiang"):
        assert browser(name).get(path).status_code == (200 if name in GATES[path] else 403), name
    answer = browser("").get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login")


@pytest.mark.parametrize("path", ["/", "/ledger", "/static/duban.css", "/login", "/nothing", "/api/v1/obligations"])
def test_every_answer_carries_its_headers(path: str, browser: Make) -> None:
    answer = browser("").get(path)
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "unsafe" not in POLICY


def test_no_page_has_an_inline_script_or_style(site: Site, browser: Make) -> None:
    here = browser("guanli")
    uid = entry_of(site, "临江区")
    for path in ("/", "/ledger", f"/items/{uid}", f"/documents/{uid.rpartition('-')[0]}", "/inbox", "/api/docs"):
        page = here.get(path).text
        assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|javascript:|https?://(?!testserver)", page), (
            path
        )


def test_what_a_document_says_never_runs(site: Site, browser: Make) -> None:
    here = browser("guanli")
    uid = entry_of(site, "站<")
    document = uid.rpartition("-")[0]
    for path in ("/ledger", "/", "/documents", f"/items/{uid}", f"/documents/{document}", "/ledger?group=unit"):
        page = here.get(path).text
        assert SCRIPT not in page
        assert "<img src=x" not in page
    assert "&lt;script&gt;" in here.get(f"/items/{uid}").text
    for query in (f"q={SCRIPT}", f"unit={SCRIPT}", f"number={SCRIPT}", f"bearer={SCRIPT}", f"document={SCRIPT}"):
        assert SCRIPT not in here.get(f"/ledger?{query}").text


def test_a_form_without_its_token_does_nothing(site: Site, browser: Make) -> None:
    here = browser("duban")
    uid = entry_of(site, "临江区")
    for token in ("", "x", here.csrf[:-1]):
        here.csrf = token
        assert here.post(f"/items/{uid}/act", {"act": "done"}).status_code == 403
    other = browser("guanli")
    here.csrf = other.csrf
    assert here.post(f"/items/{uid}/act", {"act": "done"}).status_code == 403


def test_another_site_s_form_does_nothing_even_with_the_token(site: Site, browser: Make) -> None:
    here = browser("duban")
    uid = entry_of(site, "临江区")
    for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert here.post(f"/items/{uid}/act", {"act": "done"}, headers=headers).status_code == 403
    login = here.client.post(
        "/login", data={"name": "duban", "password": PASSWORD}, headers={"origin": "http://evil.example"}
    )
    assert login.status_code == 403


def test_one_unit_does_not_see_another_s(site: Site, browser: Make) -> None:
    here = browser("linjiang")
    mine, other = entry_of(site, "临江区"), entry_of(site, "青禾县教育局")
    assert here.get(f"/items/{mine}").status_code == 200
    assert here.get(f"/items/{other}").status_code == 404
    assert here.get("/items/nothing").status_code == 404
    assert "青禾县" not in here.get("/ledger?state=all&kind=all").text
    assert here.get(f"/api/v1/obligations/{other}").status_code == 404
    assert here.get(f"/api/v1/obligations/{other}/history").status_code == 404
    assert here.post(f"/items/{other}/act", {"act": "done"}).status_code == 404
    assert here.post("/ledger/mark", {"id": [other], "act": "done"}).status_code == 200
    for format in ("csv", "jsonl", "ics"):
        assert "青禾县教育局" not in here.get(f"/export/ledger.{format}?state=all&kind=all").text
    with site.store.reading() as connection:
        assert ledger(connection, Filter(site.today(), unit="青禾县教育局"))[0].state == "registered"


def test_one_unit_does_not_see_another_s_documents(site: Site, browser: Make) -> None:
    here = browser("linjiang")
    mine, other = entry_of(site, "临江区").rpartition("-")[0], entry_of(site, "各大队").rpartition("-")[0]
    assert here.get(f"/documents/{mine}").status_code == 200
    assert here.get(f"/documents/{other}").status_code == 404
    assert here.get(f"/api/v1/documents/{other}").status_code == 404
    assert other not in here.get("/documents").text
    record = here.get(f"/api/v1/documents/{mine}").json()
    assert {each["bearers"][0]["text"][:3] for each in record["obligations"]} == {"临江区"}


def test_wrong_passwords_are_told_apart_from_nothing_and_run_out(site: Site, browser: Make) -> None:
    here = browser("")
    wrong = [here.log_in("duban", "wrong-password") for _ in range(5)]
    assert {each.status_code for each in wrong} == {401}
    nobody = browser("").log_in("niemand", "wrong-password")
    assert re.search(r'role="alert">([^<]+)', nobody.text)[1] == re.search(r'role="alert">([^<]+)', wrong[0].text)[1]  # type: ignore[index]
    assert here.log_in("duban", PASSWORD).status_code == 429


def test_a_session_has_a_new_secret_and_ends(site: Site, browser: Make) -> None:
    here = browser("")
    here.client.cookies.set("duban_session", "chosen-by-somebody-else", domain="testserver.local")
    here.log_in("duban")
    cookies = [cookie for cookie in here.client.cookies.jar if cookie.name == "duban_session" and cookie.value]
    assert "chosen-by-somebody-else" not in [cookie.value for cookie in cookies if cookie.domain == ""]
    first = here.client.cookies.jar
    kept = {cookie.name: cookie.value for cookie in first}
    assert here.post("/logout").status_code == 303
    stolen = browser("")
    stolen.client.cookies.set("duban_session", str(kept["duban_session"]))
    assert stolen.get("/ledger").status_code == 303


def test_the_cookie_is_out_of_a_script_s_reach(browser: Make) -> None:
    said = browser("").log_in("duban").headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=lax" in said


def test_the_database_has_no_secret_in_it(site: Site, browser: Make) -> None:
    here = browser("duban")
    answer = here.post("/tokens", {"name": "脚本", "scope": ["read"], "days": "30"})
    token = re.search(r"duban_[\w-]+", answer.text)
    assert token
    secrets = [token[0], here.client.cookies["duban_session"], PASSWORD]
    path = site.store.where.file
    assert path
    for file in path.parent.glob("ledger.db*"):
        data = file.read_bytes()
        assert all(secret.encode() not in data for secret in secrets)


def test_a_new_password_ends_other_sessions(browser: Make) -> None:
    here, there = browser("duban"), browser("duban")
    data = {"old": PASSWORD, "new": "another-word-77", "again": "another-word-77"}
    assert here.post("/password", {**data, "old": "wrong"}).status_code == 422
    assert here.post("/password", {**data, "new": "short", "again": "short"}).status_code == 422
    assert here.post("/password", data).status_code == 303
    assert here.get("/ledger").status_code == 200
    assert there.get("/ledger").status_code == 303


def test_an_admin_makes_accounts_that_must_choose_a_password(site: Site, browser: Make) -> None:
    admin = browser("guanli")
    page = admin.post("/admin", {"do": "new", "name": "新人", "role": "reader", "units": "临江区、青禾县"}).text
    secret = re.search(r'class="secret">([^<]+)', page)
    assert secret
    fresh = browser("")
    assert fresh.log_in("新人", secret[1]).headers["location"] == "/password"
    assert fresh.get("/ledger").headers["location"] == "/password"
    assert fresh.get("/api/v1/obligations").status_code == 401
    fresh.post("/password", {"old": secret[1], "new": "chosen-by-me-1", "again": "chosen-by-me-1"})
    assert fresh.get("/ledger").status_code == 200
    assert admin.post("/admin", {"do": "stop", "name": "新人"}).status_code == 200
    assert fresh.get("/ledger").status_code == 303
    assert admin.post("/admin", {"do": "stop", "name": "guanli"}).status_code == 422, "the last admin stays"


def test_every_act_is_on_record(site: Site, browser: Make) -> None:
    here = browser("duban")
    uid = entry_of(site, "临江区")
    here.post(f"/items/{uid}/act", {"act": "progress", "note": "在办"})
    here.get("/export/ledger.csv")
    page = browser("guanli").get("/admin/doings").text
    for said in ("登录", "办理：反馈", "导出"):
        assert f'data-label="操作">{said}</td>' in page
    assert uid in page


@pytest.mark.parametrize(
    "path", ["/static/../site.py", "/static/..%2fsite.py", "/static/%2e%2e/app.py", "/static//etc/passwd"]
)
def test_no_path_leads_out_of_the_folder(path: str, browser: Make) -> None:
    answer = browser("guanli").get(path)
    assert answer.status_code in (303, 404)
    assert "import" not in answer.text


def test_another_name_than_ours_is_not_answered(browser: Make) -> None:
    here = browser("duban")
    assert here.get("/ledger", headers={"host": "evil.example"}).status_code == 400


def test_nobody_is_sent_elsewhere(browser: Make) -> None:
    for target in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        here = browser("")
        answer = here.client.post("/login", data={"name": "duban", "password": PASSWORD, "next": target})
        assert answer.headers["location"] == "/"
        assert here.get("/prefs", params={"theme": "dark", "back": target}).headers["location"] == "/"


def test_too_much_is_refused(site: Site, browser: Make) -> None:
    here = browser("fenxi")
    large = here.post("/inbox", files={"file": ("大.txt", b"x" * 300_000)})
    assert large.status_code == 422
    assert not list(site.spool.glob("coming-*"))
    announced = here.client.post("/inbox", headers={"content-length": "99999999999"}, content=b"")
    assert announced.status_code == 413


def test_everything_of_another_kind_is_out_of_reach_by_its_number(site: Site, browser: Make) -> None:
    """Tokens and uploads are named by numbers: those of others are not there."""
    mine, other = browser("duban"), browser("chayue")
    mine.post("/tokens", {"name": "我的", "scope": ["read"], "days": "30"})
    other.post("/tokens", {"drop": "1"})
    assert "我的" in mine.get("/tokens").text


def test_all_kinds_are_counted_within_reach_only(site: Site, browser: Make) -> None:
    page = browser("linjiang").get("/").text
    with site.store.reading() as connection:
        mine = ledger(connection, Filter(site.today(), within=("临江区",)))
        every = ledger(connection, Filter(site.today(), kinds=KINDS))
    assert f"<b>{len(mine)}</b>在办事项" in page
    assert len(mine) < len(every)


def test_an_analyst_of_one_unit_sees_no_other_s_files(browser: Make) -> None:
    ours, theirs = browser("linfenxi"), browser("fenxi")
    theirs.post("/inbox", files={"file": ("青禾县的.txt", "青禾县要报送台账。".encode())})
    ours.post("/inbox", files={"file": ("临江区的.txt", "临江区要报送台账。".encode())})
    assert "临江区的" in ours.get("/inbox").text
    assert "青禾县的" not in ours.get("/inbox").text
    assert "临江区的" in theirs.get("/inbox").text
    assert ours.post("/inbox", {"retry": "1"}).status_code == 404
    assert ours.get("/api/v1/uploads/1").status_code == 404


def test_an_analyst_of_one_unit_takes_no_other_s_records_home(site: Site, browser: Make) -> None:
    ours, theirs = browser("linfenxi"), browser("fenxi")
    for unit in ("临江区住建局", "各大队"):
        path = f"/review/{entry_of(site, unit)}"
        seen = re.search(r'name="seen" value="(\d+)"', theirs.get(path).text)
        assert seen
        assert theirs.post(path, {"do": "accept", "seen": seen[1]}).status_code == 303
    gold = ours.get("/review/export")
    assert gold.status_code == 200
    records = [json.loads(line) for line in gold.text.splitlines()]
    assert {each["bearers"][0]["text"][:3] for record in records for each in record["obligations"]} == {"临江区"}
    assert len(theirs.get("/review/export").text.splitlines()) == 2


def test_a_rule_is_tried_over_the_documents_within_reach(site: Site, tmp_path: Path) -> None:
    inside = entry_of(site, "临江区").rpartition("-")[0]
    outside = entry_of(site, "各大队").rpartition("-")[0]
    for within, seen in ((("临江区",), {inside}), (None, {inside, outside})):
        folder = tmp_path / str(within)
        corpus_for(site, folder, within)
        assert {each.stem for each in folder.iterdir()} & {inside, outside} == seen


@pytest.mark.parametrize("act", ["superseded", "lapsed", "assigned", "extended", "registered", "corrected"])
def test_a_sheet_asks_for_what_a_unit_may_say_and_nothing_else(act: str, site: Site, browser: Make) -> None:
    here, uid = browser("duban"), entry_of(site, "临江区")
    answer = here.post("/feedback", {"change": f"{uid}\tregistered\t{act}\t\t改了"})
    assert "已记入 0" in answer.text
    with site.store.reading() as connection:
        assert [each.kind for each in history(connection, uid)] == ["registered"]
