"""What a file is, and how it is read, where its name, its packing or a format in one piece could mislead."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator

import pytest

from pipeline.model import Document
from pipeline.read import Reader
from pipeline.read.limits import Limits
from pipeline.read.sniff import sniff
from tests.read.formats import converted, docx_of, old_sheet_of, xlsx_of, zip_of
from tests.read.notice import LINES, TEXT

MARKDOWN = """# 关于检查的通知

**云消〔2031〕17号**

1. **市应急局**要于2031年6月10日前[报送](http://example.invalid "链接")`方案`。
* 每月25日前报送。

| 序号 | 任务 | 责任单位 |
|:---|:---:|---|
| 1 | 开展**检查** | 市教育局 |

> 任何单位不得占用通道。
"""
CSV = '序号,重点任务,责任单位,完成时限\r\n1,"开展检查,建立台账",市应急局,2031年6月底前\r\n2,培训,,2031年7月底前\r\n'


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits(max_seconds=120)) as reader:
        yield reader


def text_of(reader: Reader, data: bytes) -> str:
    (document,) = reader.documents("来件", data)
    assert isinstance(document, Document), document
    return document.text


def tar(mode: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        info = tarfile.TarInfo("通知.txt")
        info.size = len(TEXT.encode())
        archive.addfile(info, io.BytesIO(TEXT.encode()))
    return out.getvalue()


PACKED: dict[str, Callable[[], bytes]] = {
    "tar": lambda: tar("w"),
    "tar.gz": lambda: tar("w:gz"),
    "tar.bz2": lambda: tar("w:bz2"),
    "tar.xz": lambda: tar("w:xz"),
    "txt.gz": lambda: gzip.compress(TEXT.encode()),
    "txt.bz2": lambda: bz2.compress(TEXT.encode()),
    "txt.xz": lambda: lzma.compress(TEXT.encode()),
}


@pytest.mark.parametrize("form", PACKED)
def test_what_is_packed_is_unpacked(reader: Reader, form: str) -> None:
    pytest.importorskip("libarchive", reason="the extra archives is not installed")
    assert text_of(reader, PACKED[form]()) == TEXT


def test_a_bomb_of_a_single_file_is_refused(reader: Reader) -> None:
    pytest.importorskip("libarchive", reason="the extra archives is not installed")
    (refused,) = reader.documents("来件", gzip.compress(b"a" * 60_000_000))
    assert "炸弹" in str(refused)


def test_markdown_is_read_without_its_marks(reader: Reader) -> None:
    assert [line for line in text_of(reader, MARKDOWN.encode()).splitlines() if line] == [
        "关于检查的通知", "云消〔2031〕17号", "1. 市应急局要于2031年6月10日前报送方案。", "- 每月25日前报送。",
        "序号\t任务\t责任单位", "1\t开展检查\t市教育局", "任何单位不得占用通道。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "张**与李**的合同。\n**公司欠**薪。\n",
        "| 序号 | 事项 |\n|---|---|\n| 1 | 检查 |\n",
        "#1泵房检查\n---\n甲_乙_丙\n",
    ],
)
def test_text_that_only_looks_marked_stays(reader: Reader, text: str) -> None:
    assert text_of(reader, text.encode()) == text


@pytest.mark.parametrize(("encoding", "sign"), [("gb18030", ","), ("utf-8-sig", ","), ("utf-16", ";")])
def test_a_table_with_commas_is_read_by_its_cells(reader: Reader, encoding: str, sign: str) -> None:
    written = CSV.replace("检查,", "检查，").replace(",", sign).replace("检查，", "检查,").encode(encoding)
    assert text_of(reader, written).splitlines() == [
        "序号\t重点任务\t责任单位\t完成时限",
        "1\t开展检查,建立台账\t市应急局\t2031年6月底前",
        "2\t培训\t\t2031年7月底前",
    ]


def test_text_with_commas_stays(reader: Reader) -> None:
    text = "责任单位,任务,时限要写明。\n各单位要做好检查,整改,报送。\n市应急局要抓落实,\n"
    assert text_of(reader, text.encode()) == text


def test_a_spreadsheet_packed_anew_is_a_spreadsheet() -> None:
    data = old_sheet_of(xlsx_of([[line] for line in LINES]), "ods")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        again = zip_of({name: package.read(name) for name in sorted(package.namelist())})
    assert sniff(data) == sniff(again) == "sheet"


@pytest.mark.parametrize("form", ["fodt", "uot"])
def test_text_files_of_one_piece_are_read(reader: Reader, form: str) -> None:
    (data,) = converted([docx_of(LINES)], "docx", form)
    assert text_of(reader, data).splitlines() == list(LINES)


def test_data_of_programs_is_told_and_not_read(reader: Reader) -> None:
    (refused,) = reader.documents("来件", '<?xml version="1.0"?><data><due>于6月底前报送</due></data>'.encode())
    assert "XML" in str(refused)


def test_long_tables_and_texts_have_limits(reader: Reader) -> None:
    with Reader(Limits(max_rows=100)) as strict:
        (refused,) = strict.documents("来件", (CSV + "3,培训,市教育局,\r\n" * 100).encode())
    assert "max_rows" in str(refused)
    long = "各单位要于6月30日前报送。\n" * 50_000  # read in the child, under its clock
    assert text_of(reader, long.encode()) == long
