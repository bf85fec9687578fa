"""Bad input gets one clear line, never a traceback, and the good files beside it are still read."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from pipeline.cli.app import _unwritable, main
from pipeline.cli.output import report
from tests.cli.command import command, duban, environment, without_root_s_power

NOTICE = "各单位应当于2031年6月30日前报送自查报告。\n"
BAD = {
    "empty.txt": b"",
    "blank.txt": b"\n \n",
    "binary.txt": bytes(range(256)) * 40,
    "nul.txt": b"\x00" * 4096,
    "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00",
    "noise.txt": bytes((37 * n * n + 11 * n) % 251 for n in range(9000)),
    "cut.txt": NOTICE.encode()[:-3],
}
GOOD = {
    "plain.txt": NOTICE.encode(),
    "no obligation.txt": "今天天气很好。\n".encode(),
    "nuls.txt": (NOTICE + "\x00\x00" + NOTICE).encode(),
    "surrogate.txt": ("前\ud800后。" + NOTICE).encode("utf-8", "surrogatepass"),
    "long line.txt": ("检查整改" * 250_000).encode(),
    "gbk.txt": NOTICE.encode("gb18030"),
    "名字 =1+1.txt": NOTICE.encode(),
}


def lines(text: str) -> list[str]:
    assert "Traceback" not in text
    return text.splitlines()


def test_each_bad_file_is_one_line_and_the_good_one_is_read(tmp_path: Path) -> None:
    for name, data in BAD.items():
        (tmp_path / name).write_bytes(data)
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(200_000_000)
    (tmp_path / "good.txt").write_text(NOTICE, encoding="utf-8")
    names = [*BAD, "large.txt", "missing.txt", "*.docx", "x" * 300, "a\nb"]
    done = duban("extract", *names, "good.txt", cwd=tmp_path)
    assert done.returncode == 1
    errors = [line for line in lines(done.stderr) if "正在识别" not in line]  # a remark that a scan takes a while
    for name, message in zip(names, errors, strict=True):
        assert message.startswith(f"错误：{' '.join(name.split())}：")
    assert [json.loads(line)["document"]["path"] for line in done.stdout.splitlines()][-1] == "good.txt"


def test_odd_but_readable_files_give_records_whose_quotes_slice(tmp_path: Path) -> None:
    for name, data in GOOD.items():
        (tmp_path / name).write_bytes(data)
    done = duban("extract", *GOOD, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert lines(done.stderr) == []
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["document"]["path"] for record in records] == list(GOOD)


def test_no_permission_for_a_file_or_a_folder(tmp_path: Path) -> None:
    for name in ("file", "folder"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "good.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "file" / "a.txt").chmod(0)
    (tmp_path / "folder").chmod(0)
    try:
        done = subprocess.run(
            without_root_s_power(command("extract", "file", "folder", "good.txt")),
            cwd=tmp_path, env=environment(), capture_output=True, timeout=60, check=False,
        )  # fmt: skip
    finally:
        (tmp_path / "folder").chmod(0o700)
    assert done.returncode == 1
    messages = lines(done.stderr.decode())
    assert len(messages) == 2
    assert all("权限" in message for message in messages)
    assert len(done.stdout.splitlines()) == 1


def test_standard_input(tmp_path: Path) -> None:
    done = duban("extract", "-", cwd=tmp_path, stdin=NOTICE.encode("utf-16"))
    assert json.loads(done.stdout)["document"]["path"] == "-"
    assert duban("extract", "-", cwd=tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "没有这个命令"),
        (["extract"], "缺少参数"),
        (["export"], "可用：xlsx"),
        (["extract", "--nonsense", "x"], "没有这个选项"),
        (["extract", "x", "--format", "pdf"], "--format"),
        (["extract", "x", "--min-confidence", "2"], "--min-confidence"),
        (["--lang", "fr", "version"], "--lang"),
        (["--config", "none.toml", "version"], "none.toml"),
        (["version", "--rules", "nowhere"], "nowhere"),
        (["version", "--json", "--csv"], "--csv"),
    ],
)
def test_wrong_usage_is_one_line(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code in (1, 2)
    (message,) = lines(capsys.readouterr().err)
    assert message.startswith("错误：")
    assert says in message


@pytest.mark.parametrize(
    ("file", "variables", "says"),
    [
        ("nonsense = 1", {}, "nonsense"),
        ("max_bytes = 'many'", {}, "max_bytes"),
        ("not toml", {}, "duban.toml"),
        ("", {"DUBAN_SEGMENTER": "guess"}, "segmenter"),
        ("", {"DUBAN_NONSENSE": "1"}, "nonsense"),
    ],
)
def test_wrong_settings_are_one_line(
    tmp_path: Path, file: str, variables: dict[str, str], says: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (tmp_path / "duban.toml").write_text(file, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as left:
        main(["version"])
    assert left.value.code == 1
    (message,) = lines(capsys.readouterr().err)
    assert says in message


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is not there")
def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTICE * 500, encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("extract", "a.txt", "--format", "html"),
            cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, env=environment(), timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert len(lines(done.stderr.decode())) == 1


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTICE * 2_000, encoding="utf-8")
    running = subprocess.Popen(
        command("extract", "a.txt", "--format", "html"),
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.read(10)
    running.stdout.close()
    assert running.stderr.read() == b""
    running.wait(60)


@pytest.mark.skipif(os.name != "posix", reason="needs named pipes and signals")
def test_control_c_is_quiet(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    running = subprocess.Popen(
        command("extract", str(pipe)), stderr=subprocess.PIPE, env=environment(),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a run in the background has it ignored
    )  # fmt: skip
    writer = open_when_read(pipe, running)
    error = interrupt(running)
    os.close(writer)
    assert running.returncode == 130
    assert error == b""


def interrupt(running: subprocess.Popen[bytes]) -> bytes:
    """Press Ctrl-C as a person does: once more if a signal came just before the read that it should have broken off."""
    for _ in range(10):
        running.send_signal(signal.SIGINT)
        try:
            return running.communicate(timeout=10)[1]
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("Ctrl-C does not end it")


def open_when_read(pipe: Path, running: subprocess.Popen[bytes]) -> int:
    """The pipe's writing end, as soon as the other side has it open: the command is at work then."""
    for _ in range(600):
        assert running.poll() is None, running.communicate()
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the command never read the pipe")


@pytest.mark.parametrize(("lang", "says"), [("zh", "没有权限"), ("en", "Permission denied")])
def test_the_system_s_reason_is_in_the_user_s_language(
    lang: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    error = PermissionError(errno.EACCES, "Permission denied", "台账.xlsx")
    report(_unwritable(error), lang)
    (message,) = lines(capsys.readouterr().err)
    assert message.endswith(says)
