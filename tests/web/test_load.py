"""Fifty readers and five writers at once, while documents are loaded: no error, quick answers, nothing lost."""

from __future__ import annotations

import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest

from pipeline.model import Bearer, Deadline, Header, Record
from pipeline.store.audit import verify
from pipeline.store.filters import Filter
from pipeline.store.opening import Store, open_ledger
from pipeline.store.queries import ledger
from pipeline.store.tables import events
from pipeline.store.writer import Writer
from pipeline.web import passwords
from tests.store.factory import Clock, item, record
from tests.web.service import PASSWORD, accounts

UNITS = ("临江区住建局", "青禾县教育局", "白榆县水利局", "云岭市应急局")
READS = (
    "/",
    "/ledger",
    "/ledger?light=red",
    "/ledger?unit=临江区",
    "/ledger?q=排查",
    "/documents",
    "/api/v1/obligations",
)
TODAY = date(2026, 3, 2)


def papers(count: int, items: int, first: int = 0) -> Iterator[Record]:
    chosen = random.Random(count)
    for number in range(first, first + count):
        lines = [f"{chosen.choice(UNITS)}要完成第{number}批第{nth}项隐患排查整改" for nth in range(items)]
        text = "\n".join(lines)
        dues = [(TODAY + timedelta(days=chosen.randint(-60, 120))).isoformat() for _ in lines]
        duties = [
            item(text, line, bearers=(Bearer(line.partition("要")[0]),), deadline=Deadline("限期", "by", due=due))
            for line, due in zip(lines, dues, strict=True)
        ]
        header = Header(f"第{number}批通知", f"云安〔2026〕{number}号", "云岭市安委办", "2026-01-01", "通知")
        yield record(text, *duties, path=f"{number}.txt", number=header.number, header=header)


@pytest.mark.parametrize(
    ("readers", "writers", "seconds", "documents"),
    [(6, 2, 4, 20), pytest.param(50, 5, 60, 500, marks=pytest.mark.soak)],
)
def test_many_at_once(tmp_path: Path, readers: int, writers: int, seconds: int, documents: int) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(str(path)) as store:
        load(store, documents, 0)
        accounts(store, passwords.hashed(PASSWORD))
        with store.reading() as connection:
            ids = [each.id for each in ledger(connection, Filter(TODAY, limit=2000))]
        with Serving(path, tmp_path) as service, ThreadPoolExecutor(readers + writers) as pool:
            port = service.port
            callers = [Caller(port, "chayue") for _ in range(readers)]
            hands = [Caller(port, "duban") for _ in range(writers)]
            until = time.monotonic() + seconds
            loading = threading.Thread(target=load_on, args=(store, documents, until))
            loading.start()
            reading = [pool.submit(read, each, n, until) for n, each in enumerate(callers)]
            marking = [pool.submit(mark, each, n, ids[n::writers], until) for n, each in enumerate(hands)]
            answers = [each for one in reading for each in one.result()]
            marked = [each for one in marking for each in one.result()]
            loading.join()
            spent = service.seconds()
        whole(store, marked)
    wrong = [each for each in answers if each[0] != 200]
    assert not wrong, wrong[:5]
    times = sorted(each[1] for each in answers)
    late = times[int(len(times) * 0.95)]
    middle = times[len(times) // 2]
    print(f"{readers} readers, {writers} writers, {seconds} s: {len(answers)} answers, {len(marked)} acts")
    print(f"processor time of the service {spent:.1f} s")
    print(f"median {middle * 1000:.0f} ms, p95 {late * 1000:.0f} ms")
    if seconds > 10:
        assert late <= 0.3


def whole(store: Store, marked: list[str]) -> None:
    """Every act that was acknowledged is in the ledger, and every chain holds."""
    with store.reading() as connection:
        kept = [row.note for row in connection.execute(events.select().where(events.c.kind == "progress"))]
        assert sorted(kept) == sorted(marked)
        assert not [each for each in verify(connection) if each]


def load(store: Store, documents: int, first: int) -> None:
    writer = Writer(store, Clock(), actor="夜间", origin="test", group=32)
    for paper in papers(documents, 20, first):
        writer.add(paper)
    writer.commit()


def load_on(store: Store, first: int, until: float) -> None:
    """The night run's part: a group of documents every half second."""
    while time.monotonic() < until:
        load(store, 8, first)
        first += 8
        time.sleep(0.5)


class Serving:
    """The service in a process of its own, as a user starts it; gives its port."""

    def __init__(self, path: Path, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "pipeline", "serve", "--db", str(path), "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=folder, env=os.environ | {"DUBAN_LANG": "en"})

    def seconds(self) -> float:
        """Processor time that the service has taken so far."""
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    def __enter__(self) -> Serving:
        for _ in range(400):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise AssertionError("it did not start")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(20)


class Caller:
    """A connection that is kept, with a session."""

    def __init__(self, port: int, name: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookie = ""
        answer, _ = self.ask("POST", "/login", urlencode({"name": name, "password": PASSWORD}))
        assert answer.status == 303, answer.status
        self.cookie = str(answer.getheader("set-cookie")).partition(";")[0]

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[HTTPResponse, str]:
        headers = {"cookie": self.cookie} | ({"content-type": "application/x-www-form-urlencoded"} if body else {})
        self.connection.request(method, quoted(path), body, headers)
        answer = self.connection.getresponse()
        return answer, answer.read().decode()


def quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/?=&%")


def read(caller: Caller, number: int, until: float) -> list[tuple[int, float]]:
    """A person reads a page about every second."""
    chosen, seen = random.Random(number), []
    while time.monotonic() < until:
        begun = time.monotonic()
        answer, _ = caller.ask("GET", chosen.choice(READS))
        seen.append((answer.status, time.monotonic() - begun))
        time.sleep(chosen.uniform(0.5, 1.5))
    return seen


def mark(caller: Caller, number: int, ids: list[str], until: float) -> list[str]:
    """A person puts progress on record about every second; gives the notes that were acknowledged."""
    told = []
    _, page = caller.ask("GET", "/password")
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    for turn, uid in enumerate(ids):
        if time.monotonic() >= until:
            break
        note = f"进展 {number}-{turn}"
        body = urlencode({"csrf": found[1], "act": "progress", "note": note})
        answer, said = caller.ask("POST", f"/items/{uid}/act", body)
        assert answer.status == 303, said[:300]
        told.append(note)
        time.sleep(1)
    return told
