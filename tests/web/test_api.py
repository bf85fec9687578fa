"""The API: tokens and their scopes, paging, ETags, the errors' shape, and an OpenAPI document that holds."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.store.filters import Filter
from pipeline.store.queries import ledger
from pipeline.web.site import Site
from tests.soaked import soak
from tests.web.service import Browser

Make = Callable[[str], Browser]


def token(here: Browser, *scopes: str) -> dict[str, str]:
    """A header with a new token of the account's."""
    page = here.post("/tokens", {"name": "脚本", "scope": list(scopes), "days": "30"}).text
    found = re.search(r"duban_[\w-]+", page)
    assert found, page
    return {"authorization": f"Bearer {found[0]}"}


def first(site: Site, unit: str = "临江区") -> str:
    with site.store.reading() as connection:
        return ledger(connection, Filter(site.today(), unit=unit))[0].id


def test_without_a_token_nothing_is_told(browser: Make) -> None:
    here = browser("")
    for headers in ({}, {"authorization": "Bearer duban_x"}, {"authorization": "Basic eDp5"}, {"authorization": "x"}):
        answer = here.get("/api/v1/obligations", headers=headers)
        assert answer.status_code == 401
        assert set(answer.json()["error"]) == {"status", "zh", "en"}


def test_a_token_is_good_for_its_scopes_and_no_more_than_its_account(site: Site, browser: Make) -> None:
    reads = token(browser("duban"), "read")
    outside, uid = browser(""), first(site)
    assert outside.get("/api/v1/obligations", headers=reads).status_code == 200
    act = {"act": "progress", "note": "在办"}
    assert outside.client.post(f"/api/v1/obligations/{uid}/acts", json=act, headers=reads).status_code == 403
    assert outside.post("/ledger/mark", {"id": uid, "act": "done"}, headers=reads).status_code == 303, (
        "pages want a session"
    )
    both = token(browser("duban"), "read", "act")
    answer = outside.client.post(f"/api/v1/obligations/{uid}/acts", json=act, headers=both)
    assert answer.status_code == 200
    assert answer.json()["state"] == "in_progress"
    page = browser("chayue").post("/tokens", {"name": "想办", "scope": ["act"], "days": "30"}).text
    assert "duban_" not in page


def test_a_token_that_was_taken_back_is_none(browser: Make) -> None:
    here = browser("duban")
    headers = token(here, "read")
    number = re.search(r'name="drop" value="(\d+)"', here.get("/tokens").text)
    assert number
    here.post("/tokens", {"drop": number[1]})
    assert browser("").get("/api/v1/obligations", headers=headers).status_code == 401


def test_pages_follow_one_another_without_gap(site: Site, browser: Make) -> None:
    headers = token(browser("duban"), "read")
    outside = browser("")
    url, found = "/api/v1/obligations?limit=2&kind=all&state=all", []
    while url:
        answer = outside.get(url, headers=headers).json()
        found += [each["id"] for each in answer["items"]]
        url = answer["next"]
    with site.store.reading() as connection:
        wanted = [
            each.id
            for each in ledger(
                connection,
                Filter(site.today(), kinds=("obligation", "prohibition", "sanction", "permission"), states=None),
            )
        ]
    assert found == wanted


@pytest.mark.parametrize("path", ["/api/v1/obligations", "/api/v1/documents", "/api/v1/figures", "/api/openapi.json"])
def test_what_has_not_changed_is_not_sent_again(path: str, browser: Make) -> None:
    here = browser("guanli")
    answer = here.get(path)
    assert answer.status_code == 200
    again = here.get(path, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert here.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_an_etag_follows_a_change(site: Site, browser: Make) -> None:
    here, uid = browser("duban"), first(site)
    before = here.get(f"/api/v1/obligations/{uid}").headers["etag"]
    here.post(f"/items/{uid}/act", {"act": "acknowledged"})
    after = here.get(f"/api/v1/obligations/{uid}", headers={"if-none-match": before})
    assert after.status_code == 200
    assert after.json()["state"] == "acknowledged"


def test_what_is_wrong_is_said_in_both_languages(site: Site, browser: Make) -> None:
    here, uid = browser("guanli"), first(site)
    wrong = [
        here.get("/api/v1/obligations?light=blue"),
        here.get("/api/v1/obligations?limit=0"),
        here.get("/api/v1/obligations/none"),
        here.get("/api/v1/documents/none"),
        here.get("/api/v1/obligations?after=x"),
        here.client.post(f"/api/v1/obligations/{uid}/acts", json={"act": "closed", "note": "x"}, headers=csrf(here)),
        here.client.post(f"/api/v1/obligations/{uid}/acts", json={"act": "fly"}, headers=csrf(here)),
        here.client.post(f"/api/v1/obligations/{uid}/corrections", json={"fields": {"kind": "x"}}, headers=csrf(here)),
        here.client.post(f"/api/v1/obligations/{uid}/acts", content=b"{", headers=csrf(here)),
        here.get("/api/v1/nothing"),
    ]
    assert [each.status_code for each in wrong] == [422, 422, 404, 404, 422, 409, 422, 409, 422, 404]
    for each in wrong:
        said = each.json()["error"]
        assert said["zh"]
        assert said["en"]


def csrf(here: Browser) -> dict[str, str]:
    return {"x-csrf-token": here.csrf}


def test_a_session_writes_by_the_api_only_with_the_forms_token(site: Site, browser: Make) -> None:
    here, uid = browser("duban"), first(site)
    assert here.client.post(f"/api/v1/obligations/{uid}/acts", json={"act": "done"}).status_code == 403
    assert (
        here.client.post(f"/api/v1/obligations/{uid}/acts", json={"act": "done"}, headers=csrf(here)).status_code == 200
    )


def test_a_correction_over_the_api_stands(site: Site, browser: Make) -> None:
    headers = token(browser("fenxi"), "read", "review")
    outside, uid = browser(""), first(site)
    body = {"fields": {"report_to": "区政府办"}, "note": "电话核实"}
    assert outside.client.post(f"/api/v1/obligations/{uid}/corrections", json=body, headers=headers).status_code == 200
    assert outside.get(f"/api/v1/obligations/{uid}", headers=headers).json()["report_to"] == "区政府办"


def test_a_file_handed_in_by_a_program_can_be_followed(site: Site, browser: Make) -> None:
    headers = token(browser("fenxi"), "upload")
    outside = browser("")
    files = {"file": ("通知.txt", "请各大队于2031年3月5日前报送台账。".encode())}
    answer = outside.client.post("/api/v1/documents", files=files, headers=headers)
    assert answer.status_code == 202
    told = outside.get(f"/api/v1/uploads/{answer.json()['id']}", headers=headers).json()
    assert told["state"] == "waiting"


@pytest.mark.parametrize("tries", [6, soak(15)])
def test_the_openapi_document_holds_against_many_tries(site: Site, browser: Make, tries: int) -> None:
    """Schemathesis makes requests out of the OpenAPI document: no internal error, every answer as it is declared."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import schemathesis

    here = browser("guanli")
    headers = token(here, "read", "act", "review")
    raw = here.get("/api/openapi.json").json()
    uid = first(site)
    for operation in raw["paths"].values():
        for about in operation.values():
            for each in about.get("parameters", ()):
                if each["name"] == "uid":
                    each["schema"] = {"type": "string", "enum": [uid, "none", "各"]}
    schema: Any = schemathesis.openapi.from_dict(raw)
    seen: set[tuple[str, int]] = set()
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path.startswith("/api/v1/documents") and operation.method == "post":
            continue
        tried(here, operation, headers, seen, tries)
    assert len({path for path, _ in seen}) >= 9
    assert {200, 422} <= {status for _, status in seen}


def tried(here: Browser, operation: Any, headers: dict[str, str], seen: set[tuple[str, int]], tries: int) -> None:
    from hypothesis import HealthCheck, given, settings

    @settings(
        max_examples=tries, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
    )
    @given(case=operation.as_strategy())
    def run(case: Any) -> None:
        body = case.body if isinstance(case.body, dict) else None
        answer = here.client.request(case.method, quoted(case), params=case.query or None, json=body, headers=headers)
        seen.add((operation.path, answer.status_code))
        assert answer.status_code < 500, (case.method, case.path, case.query, case.body, answer.text)
        assert str(answer.status_code) in {*operation.definition.raw["responses"], "304"}, (
            case.path,
            answer.status_code,
        )
        if answer.status_code >= 400:
            assert set(answer.json()["error"]) == {"status", "zh", "en"}

    run()


def quoted(case: Any) -> str:
    from urllib.parse import quote

    path = str(case.path)
    for name, value in (case.path_parameters or {}).items():
        path = path.replace("{" + name + "}", quote(str(value), safe=""))
    return path
