"""A running service and a real Chromium in front of it; skips, saying why, where there is none."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.store.opening import open_ledger
from pipeline.store.writer import Writer
from pipeline.web.app import make_app
from pipeline.web.opening import open_site
from tests.store.factory import Clock
from tests.web.service import PASSWORD, accounts, papers, settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--lang=zh-CN",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser for all tests; each makes its own contexts in it."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small ledger with everybody's account in it, written once."""
    path = tmp_path_factory.mktemp("browser") / "ledger.db"
    with open_ledger(str(path)) as store:
        writer = Writer(store, Clock(), actor="张三", origin="test")
        for paper in papers(datetime.now(UTC).date()):
            writer.add(paper)
        writer.commit()
        accounts(store)
    return path


@pytest.fixture
def service(tmp_path: Path, written: Path) -> Iterator[str]:
    """The address of a service over a ledger of its own, its worker at work."""
    shutil.copy(written, tmp_path / "ledger.db")
    with open_site(settings(tmp_path / "ledger.db"), tmp_path / "spool") as site:
        yield from served(make_app(site))


def served(app: Any) -> Iterator[str]:
    """The address of an application while it is served by a thread."""
    import uvicorn

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


class Person:
    """Somebody at a browser: a page, what its console said, and every request that it made."""

    def __init__(self, chromium: Any, base: str, **context: Any) -> None:
        self.context = chromium.new_context(base_url=base, locale="zh-CN", **context)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def log_in(self, name: str) -> Person:
        self.page.goto("/login")
        self.page.fill("[name=name]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click(".login button")
        self.page.wait_for_url("**/")
        return self

    @property
    def complaints(self) -> list[str]:
        """What a browser complains of: script errors, refused content."""
        return [line for line in self.said if line.startswith(("error", "warning"))]


@pytest.fixture
def person(chromium: Any, service: str) -> Iterator[Any]:
    """Gives a person at a browser of their own."""
    opened: list[Person] = []

    def make(name: str = "", **context: Any) -> Person:
        made = Person(chromium, service, **context)
        opened.append(made)
        return made.log_in(name) if name else made

    yield make
    for each in opened:
        each.context.close()
