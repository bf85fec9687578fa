"""What the command line does with documents that must not be kept, and with those that must go."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import docx
from docx.shared import Cm
from PIL import Image

from pipeline.cli.watch import arrivals
from tests.cli.inside import duban

NOTICE = (
    "云消〔2031〕17号\n关于开展检查的通知\n各县（区）：\n各县（区）应于2031年6月10日前报送自查报告。\n"
    "云岭市消安办\n2031年5月20日\n"
)
SECRET = "机密★1年\n云密〔2031〕3号\n关于演练的通知\n各县（区）：\n各县（区）应于2031年6月1日前报送演练方案。\n"


def rows(db: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(query).fetchall()


def kept(folder: Path) -> bytes:
    """Every byte that the ledger's files hold."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("ledger.db*")))


def test_a_state_secret_leaves_a_line_and_a_hash_and_no_word(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SECRET, encoding="utf-8")
    (tmp_path / "b.txt").write_text(NOTICE, encoding="utf-8")
    done = duban("load", "a.txt", "b.txt", "--db", "ledger.db", cwd=tmp_path)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "机密★1年" in line
    assert "演练" not in line
    (noted,) = rows(tmp_path / "ledger.db", "SELECT path, sha256, reason_zh FROM refusals")
    assert noted == ("a.txt", hashlib.sha256(SECRET.encode()).hexdigest(), "标有密级“机密★1年”")
    assert rows(tmp_path / "ledger.db", "SELECT path FROM documents") == [("b.txt",)]
    assert "演练".encode() not in kept(tmp_path)
    assert "云密".encode() not in kept(tmp_path)


def test_a_purged_document_goes_from_ledger_and_exports_and_stays_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SECRET.partition("\n")[2], encoding="utf-8")
    (tmp_path / "b.txt").write_text(NOTICE, encoding="utf-8")
    ledger = ("--db", "ledger.db")
    assert duban("load", "a.txt", "b.txt", *ledger, cwd=tmp_path).returncode == 0
    for format in ("csv", "xlsx"):
        assert duban("export", format, "-o", f"out.{format}", *ledger, cwd=tmp_path).returncode == 0
    ((uid,),) = rows(tmp_path / "ledger.db", "SELECT uid FROM documents WHERE path = 'a.txt'")
    assert duban("purge", uid, *ledger, cwd=tmp_path).returncode == 2
    done = duban("purge", uid, "--reason", "by mistake", "--by", "wang", "--json", *ledger, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["document"] == uid
    assert not list(tmp_path.glob("out.*"))
    assert "演练".encode() not in kept(tmp_path)
    again = duban("load", "a.txt", *ledger, cwd=tmp_path)
    assert again.returncode == 1
    assert "已从台账清除" in again.stderr
    assert duban("audit", "verify", *ledger, cwd=tmp_path).returncode == 0
    assert rows(tmp_path / "ledger.db", "SELECT reason, actor FROM tombstones") == [("by mistake", "wang")]


def test_a_watched_inbox_is_read_as_files_arrive(tmp_path: Path) -> None:
    inbox = tmp_path / "收文"
    inbox.mkdir()
    (inbox / "a.txt").write_text(NOTICE, encoding="utf-8")
    (inbox / ".hidden").write_text(NOTICE, encoding="utf-8")
    rounds = arrivals(inbox, 0.01, 6)
    assert next(rounds) == [inbox / "a.txt"]
    (inbox / "b.txt").write_text(NOTICE.replace("17号", "18号"), encoding="utf-8")
    assert next(rounds) == [inbox / "b.txt"]
    assert list(rounds) == []
    done = duban("watch", str(inbox), "--rounds", "2", "--every", "0.1", "--db", "ledger.db", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(rows(tmp_path / "ledger.db", "SELECT path FROM documents")) == 2
    assert duban("watch", "none", cwd=tmp_path).returncode == 1


def test_an_internal_mark_is_kept_as_a_flag(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"内部资料  注意保存\n{NOTICE}", encoding="utf-8")
    assert duban("load", "a.txt", "--db", "ledger.db", cwd=tmp_path).returncode == 0
    assert rows(tmp_path / "ledger.db", "SELECT flags FROM origins") == [(json.dumps(["内部资料"]),)]


def test_a_scan_among_the_words_of_a_word_file_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("各县（区）应于2031年6月10日前报送自查报告，见下图。")
    for side in (14, 2):
        picture = io.BytesIO()
        Image.new("L", (60, 60), 255).save(picture, "PNG")
        document.add_picture(picture, width=Cm(side))
    document.save(str(tmp_path / "a.docx"))
    done = duban("load", "a.docx", "--db", "ledger.db", cwd=tmp_path)
    assert done.returncode == 0
    assert "a.docx：有 1 张整页大小的图片没有识别" in done.stderr


def test_every_refused_secret_keeps_its_hash_in_the_log(tmp_path: Path) -> None:
    texts = [SECRET, SECRET.replace("演练", "检查")]
    for words in (*texts, texts[0]):
        (tmp_path / "a.txt").write_text(words, encoding="utf-8")
        assert duban("load", "a.txt", "--db", "ledger.db", cwd=tmp_path).returncode == 1
    noted = rows(tmp_path / "ledger.db", "SELECT sha256, tries FROM refusals ORDER BY id")
    assert noted == [
        (hashlib.sha256(texts[0].encode()).hexdigest(), 2),
        (hashlib.sha256(texts[1].encode()).hexdigest(), 1),
    ]


def test_a_watched_inbox_links_what_arrives_and_a_draft_stays_linked(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    body = NOTICE.partition("\n")[2].partition("\n")[2] * 3
    (inbox / "a.txt").write_text(f"云岭市检查办法（征求意见稿）\n{body}", encoding="utf-8")
    (inbox / "b.txt").write_text(
        f"云政发〔2031〕9号\n云岭市检查办法\n{body.replace('6月10日', '7月10日')}", encoding="utf-8"
    )
    done = duban("watch", "in", "--rounds", "2", "--every", "0.1", "--db", "ledger.db", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = duban("links", "list", "--state", "all", "--json", "--db", "ledger.db", cwd=tmp_path)
    kinds = {each["kind"] for each in json.loads(found.stdout)}
    assert {"draft", "same"} <= kinds
