"""Whatever comes in: one line a file, nobody hurt, nothing outside touched, memory and time bounded."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model import Document
from pipeline.read import Reader, read_all
from pipeline.read.limits import Limits
from tests.read.hostile import HEAVY, WHOLE, Hostile, built, mutants, pictures
from tests.read.notice import TEXT

# No recognition here: a damaged picture page would only cost time; scans have their own tests.
LIMITS = Limits(max_seconds=20, ocr=False)
_SLOWEST = 60.0
_MOST, _MOST_OCR = 1_000_000, 1_500_000  # kilobytes


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(LIMITS) as reader:
        yield reader


def withstood(reader: Reader, files: Iterable[Hostile]) -> dict[str, str]:
    """Every file gives documents or errors of one line that name it; gives what was said of each."""
    said = {}
    files = list(files)
    reader.expect(data for _, data in files)
    for name, data in files:
        began = time.monotonic()
        found = list(reader.documents(name, data))
        assert found, name
        assert time.monotonic() - began < _SLOWEST, name
        for each in found:
            if isinstance(each, Document):
                assert "root:" not in each.text
                assert "\n" not in each.path
            else:
                assert str(each).startswith(name), each
                assert len(str(each).splitlines()) == 1, each
        said[name] = " ".join(str(each) for each in found if not isinstance(each, Document))
    (good,) = reader.documents("好", TEXT.encode())
    assert isinstance(good, Document)
    return said


SAYS = {
    "bomb.zip": "炸弹", "nested.zip": "max_nesting", "link.zip": "链接", "many.zip": "max_files", "locked.zip": "密码",
    "locked.pdf": "密码", "ole.doc": "密码", "pages.pdf": "max_pages", "empty.docx": "空文件", "nul.txt": "二进制",
    "xxe.docx": "文档类型", "laughs.docx": "文档类型", "xxe.ofd": "文档类型",
}  # fmt: skip


def test_hostile_files_of_every_kind_are_told_in_a_line(reader: Reader) -> None:
    said = withstood(reader, built())
    for name, word in SAYS.items():
        assert word in said[name], (name, said[name])
    assert said["wrong.pdf"] == said["wrong.docx"] == ""


@pytest.mark.parametrize("name", WHOLE)
def test_a_sample_of_damaged_files_of_each_format_is_withstood(reader: Reader, name: str) -> None:
    """Some are read all the same; of most of them it is said that they are damaged."""
    # LibreOffice is asked about most sheets that are damaged, too.
    count = 1 if name in HEAVY else 2 if name in ("a.ods", "a.xls") else 8
    assert len(withstood(reader, mutants(20_261_125, count, [name]))) == count


def test_pictures_too_small_or_too_large_are_refused() -> None:
    pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
    with Reader(Limits(max_seconds=60)) as recognizing:
        said = {name: str(*recognizing.documents(name, data)) for name, data in pictures()}
    assert "太小" in said["dot.png"]
    assert "太大" in said["field.png"]
    assert "太大" in said["lie.png"]


def test_nothing_outside_the_inbox_is_touched(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number, (name, data) in enumerate(built()):
        if len(data) < 200_000:
            (inbox / f"{number}-{name}").write_bytes(data)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert sum(1 for _ in read_all([str(inbox)], LIMITS)) >= len(before) - 1
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.soak
@pytest.mark.parametrize("name", WHOLE)
def test_a_thousand_damaged_files_of_each_format_are_withstood(name: str) -> None:
    count = 1000
    # The picture is small enough to be recognized each time that it can still be opened.
    with Reader(replace(LIMITS, ocr=name == "a.png")) as reader:
        assert len(withstood(reader, mutants(1, count, [name]))) == count
    most = _MOST_OCR if name == "a.png" else _MOST
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < most
