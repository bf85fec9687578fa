"""``duban serve``, ``account``, ``review``, ``export`` and ``feedback`` as a user runs them."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import time
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from pipeline.store.opening import open_ledger
from pipeline.store.writer import Writer
from tests.cli.command import command, environment
from tests.cli.inside import duban
from tests.store.factory import Clock, bulletin


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("serve") / "ledger.db"
    with open_ledger(str(path)) as store:
        writer = Writer(store, Clock())
        writer.add(bulletin())
        writer.commit()
    return path


@pytest.fixture
def db(tmp_path: Path, written: Path) -> str:
    shutil.copy(written, tmp_path / "ledger.db")
    return str(tmp_path / "ledger.db")


def started(db: str, folder: Path) -> tuple[subprocess.Popen[str], list[str]]:
    """The service at some port, and what it said until it was there."""
    process = subprocess.Popen(
        command("serve", "--db", db, "--port", "0"), cwd=folder, env=environment(), stdout=subprocess.PIPE, text=True,
        encoding="utf-8",
    )  # fmt: skip
    said: list[str] = []
    assert process.stdout
    while not said or "http://" not in said[-1]:
        line = process.stdout.readline()
        assert line, said
        said.append(line)
    return process, said


def asked(port: int) -> tuple[HTTPResponse, bytes]:
    """The service's answer, once it answers."""
    for _ in range(300):
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            return answer, answer.read()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("it does not answer")


def test_the_first_start_makes_an_admin_and_the_second_does_not(db: str, tmp_path: Path) -> None:
    for first in (True, False):
        process, said = started(db, tmp_path)
        try:
            assert ("一次性密码" in "".join(said)) is first
            port = re.search(r"http://127\.0\.0\.1:(\d+)", said[-1])
            assert port
            answer, body = asked(int(port[1]))
            assert (answer.status, body) == (200, b"ok\n")
            assert answer.getheader("server") is None
        finally:
            process.terminate()
            process.wait(30)


def test_it_does_not_listen_to_others_before_an_admin_is_there(db: str, tmp_path: Path) -> None:
    done = duban("serve", "--db", db, "--host", "0.0.0.0", "--port", "0", cwd=tmp_path)
    assert done.returncode == 1
    assert "不能在 0.0.0.0 上监听" in done.stderr
    assert "Traceback" not in done.stderr


def test_accounts_on_the_command_line(db: str, tmp_path: Path) -> None:
    made = duban("account", "add", "王五", "--role", "supervisor", "--unit", "临江区", "--db", db, cwd=tmp_path)
    assert re.search(r"一次性密码：\w{5}(-\w{5}){3}", made.stdout)
    (row,) = json.loads(duban("account", "list", "--json", "--db", db, cwd=tmp_path).stdout)
    assert (row["name"], row["role"], row["units"]) == ("王五", "supervisor", ["临江区"])
    assert duban("account", "change", "王五", "--role", "reader", "--stop", "--db", db, cwd=tmp_path).returncode == 0
    again = duban("account", "add", "王五", "--db", db, cwd=tmp_path)
    assert again.returncode == 2
    assert "已有账号" in again.stderr


def test_the_review_on_the_command_line(db: str, tmp_path: Path) -> None:
    first, *_ = json.loads(duban("review", "next", "--json", "--db", db, cwd=tmp_path).stdout)
    done = duban("review", "reject", first["id"], "--by", "甲", "--db", db, cwd=tmp_path)
    told = json.loads(duban("review", "progress", "--json", "--db", db, cwd=tmp_path).stdout)
    assert (told["total"], told["rejected"]) == (5, 1)
    name = done.stdout.strip().rpartition(" ")[2]
    assert duban("review", "undo", name, "--db", db, cwd=tmp_path).returncode == 0
    assert json.loads(duban("review", "progress", "--json", "--db", db, cwd=tmp_path).stdout)["reviewed"] == 0
    assert duban("review", "accept", first["id"], "--db", db, cwd=tmp_path).returncode == 0
    (line,) = duban("review", "gold", "--db", db, cwd=tmp_path).stdout.splitlines()
    assert len(json.loads(line)["obligations"]) == 6
    assert duban("review", "undo", "x:1", "--db", db, cwd=tmp_path).returncode == 2


def test_a_sheet_goes_out_and_comes_back(db: str, tmp_path: Path) -> None:
    from tests.export.test_sheet import filled

    out = duban("export", "xlsx", "--db", db, "--as-of", "2024-04-02", "-o", "out.xlsx", cwd=tmp_path)
    assert out.returncode == 0, out.stderr
    rows = json.loads(duban("ledger", "--json", "--as-of", "2024-04-02", "--db", db, cwd=tmp_path).stdout)
    edits = {rows[0]["id"]: {"状态": "已办结", "反馈情况": "已报"}}
    (tmp_path / "back.xlsx").write_bytes(filled((tmp_path / "out.xlsx").read_bytes(), edits))
    seen = duban("feedback", "back.xlsx", "--db", db, "--json", cwd=tmp_path)
    (change,) = json.loads(seen.stdout)
    assert (change["id"], change["act"], change["note"]) == (rows[0]["id"], "done", "已报")
    assert duban("feedback", "back.xlsx", "--db", db, "--apply", "--by", "乙", cwd=tmp_path).returncode == 0
    left = json.loads(duban("ledger", "--json", "--as-of", "2031-01-01", "--db", db, cwd=tmp_path).stdout)
    assert rows[0]["id"] not in [row["id"] for row in left]
    bad = duban("feedback", "ledger.db", "--db", db, cwd=tmp_path)
    assert bad.returncode == 1
    assert "Traceback" not in bad.stderr


@pytest.mark.parametrize(
    "question",
    [
        ("--unit", "青禾县消防救援大队"),
        ("--unit", "大队", "--subtree"),
        ("--light", "green"),
        ("--light", "yellow"),
        ("--recurring",),
        ("--undated",),
        ("--due-within", "3w"),
        ("--number", "云消〔2024〕7号", "--kind", "all"),
    ],
    ids=" ".join,
)
def test_an_export_holds_what_the_ledger_answers(db: str, tmp_path: Path, question: tuple[str, ...]) -> None:
    asked = (*question, "--as-of", "2024-03-20", "--db", db)
    shown = [each["id"] for each in json.loads(duban("ledger", "--json", *asked, cwd=tmp_path).stdout)]
    out = duban("export", "csv", *asked, "-o", "out.csv", cwd=tmp_path)
    assert out.returncode == 0, out.stderr
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["编号"] for row in csv.DictReader(file)] == shown
    assert shown
