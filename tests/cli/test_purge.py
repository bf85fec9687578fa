"""A document that is purged goes from everything that was ever written out of the ledger, and its copies stay whole."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.cli.command import duban
from tests.cli.test_intake import NOTICE, rows

WORD = "紫云英"
PAPER = NOTICE.replace("自查报告", f"{WORD}仓库自查报告").replace("17号", "18号")
FORMATS = ("xlsx", "csv", "jsonl", "ics", "docbin")


def contents(path: Path) -> Iterator[bytes]:
    """The file's bytes, and those that it packs."""
    data = path.read_bytes()
    yield data
    yield data.replace(b"\r\n ", b"")
    with suppress(zlib.error):
        yield zlib.decompress(data)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            yield from (package.read(name) for name in package.namelist())


def holding(folder: Path) -> set[str]:
    """The files below a folder that say the word, those that were handed in apart."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.parent.name != "in")
    return {path.name for path in files if any(WORD.encode() in data for data in contents(path))}


def prepared(folder: Path) -> str:
    """A ledger of two notices, exported in every format, through a night, backed up, restored; the id of one."""
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "in" / "b.txt").write_text(PAPER, encoding="utf-8")
    commands = [["load", "in"]]
    commands += [["export", format, "-o", f"out.{format}"] for format in FORMATS]
    commands += [["export", "docx", "-o", "out.docx", "--as-of", "2031-07-01"]]
    commands += [["nightly", "--inbox", "in", "--as-of", "2031-06-08"], ["backup", "--to", "kept"]]
    for words in commands:
        done = duban(*words, "--db", "ledger.db", cwd=folder)
        assert done.returncode == 0, (words, done.stderr)
    (backup,) = (folder / "kept").glob("*.db")
    assert duban("restore", str(backup), "--yes", "--db", "ledger.db", cwd=folder).returncode == 0
    ((uid,),) = rows(folder / "ledger.db", "SELECT uid FROM documents WHERE path = 'in/b.txt'")
    return str(uid)


def test_no_export_digest_or_backup_keeps_a_purged_document(tmp_path: Path) -> None:
    uid = prepared(tmp_path)
    copies = [*(tmp_path / "kept").glob("*.db"), *(tmp_path / "ledger-nightly" / "backups").glob("*.db")]
    assert len(copies) == 2
    exports = {*(f"out.{format}" for format in FORMATS), "out.docx", "digest.html", "digest.txt", "ledger.xlsx"}
    assert exports | {"ledger.db"} | {copy.name for copy in copies} <= holding(tmp_path)
    done = duban("purge", uid, "--reason", "误收", "--db", "ledger.db", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert holding(tmp_path) == set()
    for copy in copies:
        assert duban("backup", "--check", str(copy), cwd=tmp_path).returncode == 0
        assert rows(copy, "SELECT path FROM documents") == [("in/a.txt",)]
    assert duban("audit", "verify", "--db", "ledger.db", cwd=tmp_path).returncode == 0


def test_a_purge_that_was_broken_off_is_completed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.txt").write_text(PAPER, encoding="utf-8")
    assert duban("load", "in", "--db", "ledger.db", cwd=tmp_path).returncode == 0
    assert duban("export", "csv", "-o", "out.csv", "--db", "ledger.db", cwd=tmp_path).returncode == 0
    said = (tmp_path / "out.csv").read_bytes()
    ((uid,),) = rows(tmp_path / "ledger.db", "SELECT uid FROM documents")
    ((path,),) = rows(tmp_path / "ledger.db", "SELECT path FROM outputs")
    again = ["purge", uid, "--reason", "误收", "--db", "ledger.db"]
    assert duban(*again, cwd=tmp_path).returncode == 0
    (tmp_path / "out.csv").write_bytes(said)  # as it lay there when the first purge was killed
    from pipeline.store.outputs import EXPORT, remember
    from tests.store.factory import Clock

    assert remember(str(tmp_path / "ledger.db"), EXPORT, Path(path), Clock()())
    assert duban(*again, cwd=tmp_path).returncode == 0
    assert not (tmp_path / "out.csv").exists()
