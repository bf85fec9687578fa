"""The ledger's commands as a user calls them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.cli.app import main
from tests.cli.command import command, environment
from tests.cli.inside import duban

NOTICE = """云岭市消防救援支队关于开展电动自行车排查的通知
云消〔2024〕7号

各大队：
一、各大队要在2024年3月31日前完成居民楼排查，并书面报支队备案。
二、各大队每周报送进展。
三、严禁在疏散通道停放电动自行车。
四、占用疏散通道、堆放障碍物的，责令改正，处五千元以上五万元以下罚款。

云岭市消防救援支队
2024年2月1日
"""


class Shell:
    """``duban`` in this process, in a folder of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        out, err = self.capsys.readouterr()
        assert "Traceback" not in err
        return int(left.value.code or 0), out, err

    def rows(self, *arguments: str) -> list[dict[str, object]]:
        code, out, _ = self(*arguments, "--json")
        assert code == 0
        found = json.loads(out)
        assert isinstance(found, list)
        return found


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    monkeypatch.chdir(tmp_path)
    return Shell(capsys)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the notice and the ledger that it was loaded into."""
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "通知.txt").write_text(NOTICE, encoding="utf-8")
    assert duban("load", "通知.txt", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def loaded(shell: Shell, written: Path, tmp_path: Path) -> Shell:
    """A shell beside a ledger with the notice in it."""
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    return shell


def test_loading_says_what_became_of_everything(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(NOTICE.replace("7号", "8号"), encoding="gb18030")
    (tmp_path / "in" / "bad.txt").write_bytes(b"")
    code, out, err = shell("load", "in", "missing.txt", "--json")
    result = json.loads(out)
    assert code == 1
    assert (result["new"], result["same"], result["failed"]) == (2, 0, 2)
    assert sum(line.startswith("错误") for line in err.splitlines()) == 2
    before = shell.rows("ledger", "--as-of", "2024-03-01", "--kind", "all")
    assert len(before) == result["obligations"] > 0
    code, out, _ = shell("load", "in/*.txt", "--json")
    assert (code, json.loads(out)["same"], json.loads(out)["failed"]) == (1, 2, 1)
    assert shell.rows("ledger", "--as-of", "2024-03-01", "--kind", "all") == before


def test_the_ledger_shows_what_is_late_with_its_source(loaded: Shell) -> None:
    [row] = loaded.rows("ledger", "--as-of", "2024-04-01", "--overdue")
    assert (row["due"], row["days_left"], row["number"], row["document"]) == (
        "2024-03-31",
        -1,
        "云消〔2024〕7号",
        "通知.txt",
    )
    assert row["state"] == "registered"
    assert "居民楼排查" in str(row["quote"])
    code, out, err = loaded("ledger", "--as-of", "2024年4月1日", "--overdue")
    assert code == 0
    assert "云消〔2024〕7号" in out
    assert "2024-03-31" in out
    assert "1 条" in err


def test_filters_of_the_ledger(loaded: Shell) -> None:
    def found(*arguments: str) -> int:
        return len(loaded.rows("ledger", "--as-of", "2024-03-26", *arguments))

    assert found("--due-within", "7d") == found("--due-within", "1w") == 2
    assert found("--due-before", "2024-03-31") == 2
    assert found("--due-before", "2024-03-30") == 0
    assert found("--search", "障碍物") == 1
    assert found("--search", "通道") == 2
    assert found("--kind", "sanction") == 1
    assert found("--recurring") == 1
    assert found("--undated") == 1
    assert found("--unit", "大队") >= 2
    assert found("--unit", "没有的单位") == 0
    assert found("--number", "云消[2024]7号") == 3
    assert found("--limit", "1") == 1
    assert found("--state", "done") == 0


def test_csv_and_english(loaded: Shell) -> None:
    _, out, _ = loaded("ledger", "--as-of", "2024-04-01", "--search", "障碍物", "--csv")
    [row] = csv.DictReader(io.StringIO(out))
    assert "5,000–50,000" in row["penalties"]
    _, out, err = loaded("--lang", "en", "ledger", "--as-of", "2024-04-01", "--overdue")
    assert "overdue" in out
    assert "as of 2024-04-01" in err


def test_show_documents_mark_history_and_audit(loaded: Shell) -> None:
    [row] = loaded.rows("ledger", "--as-of", "2024-04-01", "--overdue")
    uid = str(row["id"])
    code, out, _ = loaded("show", uid, "--as-of", "2024-04-01")
    assert code == 0
    assert "【" in out
    assert json.loads(loaded("show", uid, "--json")[1])["id"] == uid
    [document] = loaded.rows("documents")
    assert (document["number"], document["path"]) == ("云消〔2024〕7号", "通知.txt")
    assert loaded.rows("documents", "--search", "没有") == []

    code, out, _ = loaded(
        "mark", uid, "extended", "--until", "2024-04-30", "--note", "经批准", "--by", "李四", "--on", "2024-03-30"
    )
    assert (code, "延期" in out) == (0, True)
    assert loaded.rows("ledger", "--as-of", "2024-04-01", "--overdue") == []
    assert loaded("mark", uid, "closed", "--note", "核查表")[0] == 2
    assert loaded("mark", uid, "done", "--on", "2024-04-02", "--by", "李四")[0] == 0
    assert loaded("mark", uid, "closed", "--note", "核查表3号", "--on", "2024-04-05")[0] == 0
    assert [each["kind"] for each in loaded.rows("history", uid)] == ["registered", "extended", "done", "closed"]
    code, out, _ = loaded("audit", "verify")
    assert (code, "0 处不符" in out) == (0, True)
    with closing(sqlite3.connect("duban.db")) as connection, connection:
        connection.execute("UPDATE obligations SET state = 'registered' WHERE state = 'closed'")
    code, out, _ = loaded("audit", "verify")
    assert code == 1
    assert uid in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("ledger", "--as-of", "2024-02-30"),
        ("ledger", "--as-of", "明天"),
        ("ledger", "--due-within", "soon"),
        ("ledger", "--known-at", "then"),
        ("ledger", "--limit", "-1"),
        ("ledger", "--kind", "wish"),
        ("ledger", "--json", "--csv"),
        ("show", "nothing-1"),
        ("history", "nothing-1"),
        ("mark", "nothing-1", "done"),
        ("ledger", "--db", "none.db"),
        ("ledger", "--db", "mysql://u:secret@h/x"),
        ("documents", "--db", "通知.txt"),
        ("load", "通知.txt", "--db", "通知.txt"),
        ("load", "通知.txt", "--db", "no/such/folder.db"),
        ("load", "通知.txt", "--db", "通知.txt/folder.db"),
        *((*asks, "--db", folder) for asks in (("load", "通知.txt"), ("ledger",), ("serve",)) for folder in (".", "/")),
    ],
)
def test_wrong_calls_get_one_line(loaded: Shell, arguments: tuple[str, ...]) -> None:
    code, out, err = loaded(*arguments)
    assert code in (1, 2)
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "secret" not in err
    assert "内部错误" not in err


def test_ctrl_c_keeps_what_was_committed_and_nothing_half(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(1500):
        (folder / f"{number:04}.txt").write_text(NOTICE.replace("7号", f"{number}号"), encoding="utf-8")
    process = subprocess.Popen(
        command("load", "in", "--json"), cwd=tmp_path, env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a run in the background has it ignored
    )  # fmt: skip
    database = tmp_path / "duban.db"
    limit = time.monotonic() + 60
    while time.monotonic() < limit and process.poll() is None and not _documents(database):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode()
    assert b"Traceback" not in err
    with closing(sqlite3.connect(database)) as connection, connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("documents", "texts", "events")
        ]
        orphans = connection.execute(
            "SELECT count(*) FROM documents WHERE NOT EXISTS "
            "(SELECT 1 FROM obligations WHERE document_id = documents.id)"
        ).fetchone()[0]
    assert 0 < counts[0] < 1500
    assert counts == [counts[0]] * 3
    assert orphans == 0
    assert json.loads(out)["new"] == counts[0]
    assert duban("audit", "verify", cwd=tmp_path).returncode == 0


def _documents(database: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection, connection:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.Error:
        return 0


def test_a_full_disk_is_one_line_and_the_ledger_stays_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTICE, encoding="utf-8")
    assert duban("load", "a.txt", cwd=tmp_path).returncode == 0
    (tmp_path / "big.txt").write_text(NOTICE.replace("7号", "8号") + ("甲" * 99 + "\n") * 1_500, encoding="utf-8")
    limit = (tmp_path / "duban.db").stat().st_size + 60_000
    done = subprocess.run(
        command("load", "big.txt"), cwd=tmp_path, env=environment(), capture_output=True, timeout=60, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    assert done.returncode == 2
    errors = done.stderr.decode().splitlines()
    assert len(errors) == 1
    assert "磁盘" in errors[0]
    assert len(json.loads(duban("documents", "--json", cwd=tmp_path).stdout)) == 1
    assert duban("audit", "verify", cwd=tmp_path).returncode == 0
    assert duban("load", "big.txt", cwd=tmp_path).returncode == 0


def test_a_really_full_disk(tmp_path: Path) -> None:
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        (tmp_path / "big.txt").write_text(NOTICE + ("甲" * 99 + "\n") * 4_000, encoding="utf-8")
        done = duban("load", "big.txt", "--db", "disk/duban.db", cwd=tmp_path)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert "磁盘" in done.stderr
        assert json.loads(duban("documents", "--db", "disk/duban.db", "--json", cwd=tmp_path).stdout) == []
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_document_goes_by_its_id_its_name_or_its_path(loaded: Shell) -> None:
    Path("甲").mkdir()
    shutil.copy("通知.txt", "甲/通知.txt")
    Path("甲/另.txt").write_text("请各大队于4月5日前报送台账。", encoding="utf-8")
    loaded("load", "甲/另.txt")
    (other,) = loaded.rows("ledger", "--document", "另.txt", "--kind", "all")
    for name in (other["document"], other["document_id"]):
        assert loaded.rows("ledger", "--document", str(name), "--kind", "all") == [other]
    code, out, err = loaded("ledger", "--document", "没有.txt")
    assert (code, out, err) == (2, "", "错误：台账里没有这份文件：没有.txt\n")


def test_english_has_marks_of_its_own(loaded: Shell) -> None:
    assert not re.search(
        "[；（）]", loaded("--lang", "en", "ledger", "--kind", "all", "--state", "all")[1].split("evidence")[0]
    )


def test_a_level_that_is_none_is_refused(loaded: Shell) -> None:
    code, _, err = loaded("ledger", "--level", "外")
    assert code == 2
    assert "province" in err


@pytest.mark.parametrize("asked", [(), ("--overdue",), ("--due-within", "7d"), ("--recurring",), ("--light", "yellow")])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-20", "9999-12-31"])
def test_the_calendar_has_two_ends(loaded: Shell, day: str, asked: tuple[str, ...]) -> None:
    loaded.rows("ledger", "--as-of", day, *asked)
    loaded.rows("ledger", "--due-before", day, *asked)


def test_counts_are_of_the_lines_that_the_same_question_finds(loaded: Shell) -> None:
    asked = ("--as-of", "2024-04-20", "--kind", "all")
    days = [line["days_left"] for line in loaded.rows("ledger", *asked)]
    late = sum(isinstance(each, int) and each < 0 for each in days)
    assert late
    for by in ("light", "day", "level", "kind", "state", "instrument"):
        found = loaded.rows("counts", "--by", by, *asked)
        assert sum(int(str(each["total"])) for each in found) == len(days), by
        assert sum(int(str(each["late"])) for each in found) == late, by
    assert "红黄灯" in loaded("counts", *asked)[1]
    assert loaded("counts", "--by", "colour")[0] != 0
