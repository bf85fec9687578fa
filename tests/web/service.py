"""What the tests of the pages share: the ledger's papers, the accounts, and a browser without a window."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from pipeline.model import Bearer, Deadline, Header, Record
from pipeline.settings import Settings
from pipeline.store.accounts import add_account
from pipeline.store.opening import Store
from pipeline.web.app import make_app
from pipeline.web.site import Site
from tests.store.factory import bulletin, item, record

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

PASSWORD = "horse-battery-9"
# name → role, units
PEOPLE: dict[str, tuple[str, tuple[str, ...]]] = {
    "guanli": ("admin", ()),
    "duban": ("supervisor", ()),
    "fenxi": ("analyst", ()),
    "chayue": ("reader", ()),
    "linjiang": ("supervisor", ("临江区",)),
    "linfenxi": ("analyst", ("临江区",)),
}
# Everybody's: its costs, the least there are, stand in the hash itself; logging in by it takes no tenth of a second.
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
_AT = "2024-02-10T08:00:00.000000Z"
SCRIPT = "<script>alert('壹')</script>"
_CSRF = re.compile(r'name="csrf" value="([^"]+)"')


def settings(path: Path, **more: Any) -> Settings:
    return Settings(db=f"sqlite:///{path}", max_bytes=200_000, **more)


def accounts(store: Store, hash: str = HASH) -> None:
    """Everybody with the same password."""
    with store.writing() as connection:
        for name, (role, units) in PEOPLE.items():
            add_account(connection, name, hash, role, units, _AT, must_change=False)


def papers(today: date | None = None) -> Iterator[Record]:
    """A bulletin with a bit of everything; two districts' duties; a paper that would run in a browser."""
    yield bulletin()
    yield districts(today or date(2024, 2, 1))
    yield evil()


def districts(day: date) -> Record:
    lines = ("临江区住建局要完成危房排查", "青禾县教育局要报送校车台账", "临江区应急局要建立值班表")
    text = "\n".join(lines)
    dues = [(day + timedelta(days=days)).isoformat() for days in (10, 20, 3)]
    items = [
        item(text, line, bearers=(Bearer(line.partition("要")[0]),), deadline=Deadline("限期", "by", due=due))
        for line, due in zip(lines, dues, strict=True)
    ]
    header = Header("关于两区县近期工作的通知", "云政办〔2024〕9号", "云岭市政府办", day.isoformat(), "通知")
    return record(text, *items, path="/srv/in/两区县.txt", number="云政办〔2024〕9号", header=header)


def evil() -> Record:
    """Title, sentence, unit and number that a page must show and never run."""
    line = f"各站要查看{SCRIPT}并上报"
    header = Header(f"通知{SCRIPT}", f"云坏〔2024〕{SCRIPT}号", SCRIPT, "2024-02-01", "通知")
    attack = item(line, line, bearers=(Bearer(f"站{SCRIPT}"),), report_to='"><img src=x onerror=alert(1)>')
    return record(line, attack, path=f"../../{SCRIPT}.txt", number=f"云坏〔2024〕{SCRIPT}号", header=header)


class Browser:
    """Logs in, follows nothing by itself, and sends the forms' token with every post."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.client = TestClient(make_app(site, work=False), raise_server_exceptions=False, follow_redirects=False)
        self.csrf = ""

    def log_in(self, name: str, password: str = PASSWORD) -> Any:
        answer = self.client.post("/login", data={"name": name, "password": password})
        if answer.status_code == 303:
            self.csrf = self.token()
        return answer

    def token(self) -> str:
        found = _CSRF.search(self.client.get("/password").text)
        assert found
        return found[1]

    def get(self, url: str, **more: Any) -> Any:
        return self.client.get(url, **more)

    def post(self, url: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.client.post(url, data={"csrf": self.csrf, **(data or {})}, **more)

    def close(self) -> None:
        self.client.close()
