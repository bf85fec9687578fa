"""The same invented notice in every format is stored as the same lines."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from pipeline.model import Document, Span
from pipeline.read import ClassifiedError, Reader
from pipeline.read.limits import Limits
from pipeline.read.places import boxes_of, places_of
from tests.read.notice import ADDRESSEES, DATE, ISSUER, LINES, NUMBER, PARAGRAPHS, TEXT, TITLE
from tests.read.pdfs import Pages, notice


def read(data: bytes, limits: Limits | None = None) -> list[object]:
    with Reader(limits) as reader:
        return list(reader.documents("来件", data))


def text(data: bytes) -> str:
    (document,) = read(data)
    assert isinstance(document, Document), document
    for place in document.places:
        assert document.text[place.start : place.end].strip()
    return document.text.rstrip("\n")


def docx_of(lines: tuple[str, ...]) -> bytes:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document, out = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def zip_of(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_text(encoding: str) -> None:
    assert text(TEXT.encode(encoding)).split("\n") == list(LINES)


def test_docx() -> None:
    assert text(docx_of(LINES)).split("\n") == list(LINES)


def test_docx_tables_are_rows_of_cells() -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document, out = docx.Document(), io.BytesIO()
    table = document.add_table(2, 3)
    for number, cell in enumerate(table._cells):
        cell.text = f"格{number}"
    table.cell(0, 0).merge(table.cell(1, 0))
    document.save(out)
    first, second = text(out.getvalue()).split("\n")
    assert first.split("\t")[1:] == ["格1", "格2"]
    assert second.split("\t")[0] == first.split("\t")[0]


def test_pdf_lines_are_joined_and_page_numbers_dropped() -> None:
    lines = (ADDRESSEES, *PARAGRAPHS, *PARAGRAPHS[1:])
    found = text(notice(NUMBER, TITLE, lines)).split("\n")
    assert found[0] == NUMBER
    assert "".join(found[1:3]) == TITLE
    assert found[3:] == list(lines)


def test_pdf_evidence_has_its_boxes() -> None:
    (document,) = read(notice(NUMBER, TITLE, (ADDRESSEES, *PARAGRAPHS)))
    assert isinstance(document, Document)
    at = document.text.index("2031年6月10日前")
    boxes = boxes_of(document.places, Span(at, at + 11))
    assert boxes
    assert all(box.page == 1 and box.left < box.right and box.top < box.bottom for box in boxes)
    assert places_of(document.places, Span(at, at + 11))[0].part == "line"


def test_pdf_columns_are_read_one_after_the_other() -> None:
    pages = Pages()
    pages.column(PARAGRAPHS * 2, 40, 290, 180)
    pages.column(PARAGRAPHS[::-1] * 2, 310, 560, 180)
    assert text(pages.data()).split("\n") == [*PARAGRAPHS * 2, *PARAGRAPHS[::-1] * 2]


def test_pdf_ruled_tables_are_rows() -> None:
    pages = Pages()
    pages.paragraph("下表列出任务。")
    pages.table([("序号", "责任单位"), ("1", "市应急管理局"), ("", "市消防救援支队")], [60, 200])
    found = text(pages.data()).split("\n")
    assert found[1:] == ["序号\t责任单位", "1\t市应急管理局", "1\t市消防救援支队"]


def test_web_page_keeps_the_notice_and_reads_its_particulars() -> None:
    page = (
        f'<html><head><meta charset="gb2312"><title>{TITLE}_云岭市人民政府</title></head><body><div>首页</div><table>'
        f"<tr><td>索 引 号：</td><td>000-1</td><td>发文字号：</td><td>{NUMBER}</td></tr></table><h1>{TITLE}</h1>"
        "<div><span>发布时间：2031-05-22 10:12</span><span>来源：市消防办</span><span>浏览次数：12</span></div>"
        f'<div class="TRS_Editor">{"".join(f"<p>　　{line}</p>" for line in LINES[2:])}</div></body></html>'
    )
    (document,) = read(page.encode("gb18030"))
    assert isinstance(document, Document)
    assert document.text.split("\n") == [TITLE, f"发文字号：{NUMBER}", "发布日期：2031-05-22", *LINES[2:]]
    assert dict(document.metadata)["索引号"] == "000-1"
    assert dict(document.metadata)["发布日期"] == "2031-05-22"


SHORT = "<h1>关于检查的通知</h1><p>各区：</p><p>各区要于2031年6月1日前完成检查并报送情况。</p>"


def test_a_short_web_page_keeps_its_paragraphs() -> None:
    page = f'<html><head><meta charset="utf-8"></head><body>{SHORT}</body></html>'.encode()
    assert text(page).split("\n") == ["关于检查的通知", "各区：", "各区要于2031年6月1日前完成检查并报送情况。"]


@pytest.mark.parametrize("where", ["<title>机密★1年</title>", '<div style="display: none"><p>机密★1年</p></div>'])
def test_a_mark_that_a_web_page_does_not_show_is_seen(where: str) -> None:
    (refused,) = read(f'<html><head><meta charset="utf-8"></head><body>{where}{SHORT}</body></html>'.encode())
    assert isinstance(refused, ClassifiedError)


def test_mail_gives_its_body_and_every_attachment() -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = TITLE, "a@example.invalid", "b@example.invalid"
    message.set_content(TEXT)
    message.add_attachment(TEXT.encode("gb18030"), maintype="application", subtype="octet-stream", filename="附件.txt")
    body, attachment = read(message.as_bytes())
    assert isinstance(body, Document)
    assert isinstance(attachment, Document)
    assert body.text == attachment.text == TEXT
    assert attachment.path == "来件!/附件.txt"


def test_zip_with_gbk_names_and_a_damaged_member() -> None:
    name = "关于检查.txt".encode("gbk").decode("cp437")
    good, bad = read(zip_of({name: TEXT.encode(), "坏.docx": b"PK\x03\x04xxx"}))
    assert isinstance(good, Document)
    assert good.text == TEXT
    assert "坏.docx" in str(bad)


def test_a_zip_bomb_is_refused_in_a_line() -> None:
    (error,) = read(zip_of({"a.txt": b"0" * 50_000_000}))
    assert "压缩炸弹" in str(error)
    assert "\n" not in str(error)


def test_entities_in_a_docx_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><document>&b;</document>'
    (error,) = read(zip_of({"[Content_Types].xml": b"<Types/>", "word/document.xml": bomb}))
    assert isinstance(error, Exception)
    assert "root:" not in str(error)


def test_a_nested_archive_ends_at_the_limit() -> None:
    data = TEXT.encode()
    for _ in range(7):
        data = zip_of({"inner": data})
    (error,) = read(data)
    assert "max_nesting" in str(error)


@pytest.mark.parametrize("mark", ["机密★1年", "秘 密", "绝\n密\n★\n长\n期", "【机密】★ 5 年", "密级：秘密"])
def test_a_state_secret_is_refused_in_every_format(mark: str) -> None:
    lines = (*mark.split("\n"), *LINES)
    for data in ("\n".join(lines).encode(), docx_of(lines)):
        (refused,) = read(data)
        assert isinstance(refused, ClassifiedError)
        assert ISSUER not in str(refused)
        assert DATE not in str(refused)


@pytest.mark.parametrize("seed", range(12))
def test_bit_flips_cost_a_line_and_no_more(seed: int) -> None:
    data = bytearray(docx_of(LINES) if seed % 2 else notice(NUMBER, TITLE, PARAGRAPHS))
    for step in range(8):
        data[(seed * 7919 + step * 104_729) % len(data)] ^= 1 << (seed + step) % 8
    with Reader() as reader:
        for found in reader.documents("坏", bytes(data[: len(data) - seed * 40])):
            assert isinstance(found, Document | Exception)
        (good,) = reader.documents("好", TEXT.encode())
    assert isinstance(good, Document)


def test_a_pdf_without_words_is_refused() -> None:
    pages = Pages()
    pages.line(100, 100, 300, 100)
    (error,) = read(pages.data())
    assert "没有文字" in str(error)
