from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read import expand, read_all, read_path

NOTICE = "各单位应当于6月30日前报送自查报告。\n"


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_file_keeps_its_path_text_and_hash(tmp_path: Path) -> None:
    path = write(tmp_path / "通知.txt", NOTICE)
    assert read_path(path) == Document(str(path), NOTICE, "utf-8", hashlib.sha256(NOTICE.encode()).hexdigest())


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", " \n\u3000\n".encode(), "no text"),
        ("nul.txt", b"\x00" * 1000, "binary"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
        ("report.txt", b"%PDF-1.7\n", "PDF"),
        ("seal.pdf", b"Founder CEB 3.0\x00" + bytes(range(200)), "export it as PDF"),
        ("photo.jpg", b"\x00\x00\x00\x18ftypheic" + bytes(range(200)), "export it as JPEG"),
        ("old.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 50, "Word"),
        ("record.txt", '{"quote": "应于3月底前报送。",\n "due": null}'.encode(), "JSON"),
        ("gold.jsonl", '{"text": "应于3月底前报送。"}\n{"text": "严禁瞒报。"}\n'.encode(), "JSON"),
        ("noise.txt", bytes((37 * n * n + 11 * n) % 256 for n in range(5000)), ""),
    ],
)
def test_what_is_no_text_is_refused_in_one_line_that_names_the_file(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    path = write(tmp_path / name, data)
    with pytest.raises(ReadError) as caught:
        read_path(path)
    for message in (caught.value.zh, caught.value.en):
        assert message.startswith(str(path))
        assert "\n" not in message
    assert says in caught.value.en


@pytest.mark.parametrize("begins", ["[2024]7号\n", "[1]\n", "{通知}\n", "[转发]关于自查的通知\n", "[" * 100_000])
def test_what_only_begins_as_data_is_text(tmp_path: Path, begins: str) -> None:
    assert read_path(write(tmp_path / "通知.txt", begins + NOTICE)).text == begins + NOTICE


def test_a_missing_file_a_folder_and_an_impossible_name(tmp_path: Path) -> None:
    for name, says in ((tmp_path / "none.txt", "no such file"), (tmp_path, "folder"), ("a\x00b", ""), ("x" * 5000, "")):
        with pytest.raises(ReadError, match="："):
            read_path(name)
        with pytest.raises(ReadError) as caught:
            read_path(name)
        assert says in caught.value.en


def test_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(ReadError) as caught:
        read_path(path)
    assert "50 MB" in caught.value.zh
    assert "max_bytes" in caught.value.en


def test_the_limit_is_exact(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "a" * 100)
    assert read_path(path, max_bytes=100).text == "a" * 100
    with pytest.raises(ReadError):
        read_path(path, max_bytes=99)


def test_a_line_of_a_megabyte_is_text(tmp_path: Path) -> None:
    text = "检查" * 500_000
    assert read_path(write(tmp_path / "long.txt", text)).text == text


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_an_unreadable_file_and_folder(tmp_path: Path) -> None:
    path = write(tmp_path / "locked" / "a.txt", NOTICE)
    path.chmod(0)
    with pytest.raises(ReadError, match="权限"):
        read_path(path)
    path.parent.chmod(0)
    try:
        (only,) = expand([str(tmp_path)])
        assert isinstance(only, ReadError)
    finally:
        path.parent.chmod(0o700)


LEFT = (".hidden", ".git/x.txt", "~$通知.docx", "Thumbs.db", "desktop.ini", "通知.docx.crdownload", "a.tmp")


def test_a_folder_gives_its_files_sorted_and_leaves_what_is_no_document(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", *LEFT):
        write(tmp_path / name, NOTICE)
    names = [os.path.relpath(str(path), tmp_path) for path in expand([str(tmp_path)])]
    assert names == ["b.txt", "a/c.txt"]


def test_a_glob_and_a_file_whose_name_looks_like_one(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", NOTICE)
    odd = write(tmp_path / "[1].txt", NOTICE)
    assert list(expand([str(odd)])) == [str(odd)]
    assert sorted(map(str, expand([str(tmp_path / "*.txt")]))) == sorted([str(odd), str(tmp_path / "a.txt")])
    (none,) = expand([str(tmp_path / "*.docx")])
    assert isinstance(none, ReadError)


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    write(tmp_path / "b.txt", NOTICE)
    bad, good = read_all([str(tmp_path)])
    assert isinstance(bad, ReadError)
    assert isinstance(good, Document)


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    (only,) = read_all([str(tmp_path)])
    assert isinstance(only, ReadError)
    assert "no files" in only.en
