"""OFD as its makers write it: scans, watermarks, templates, groups, advances, attachments (GB/T 33190-2016)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.model import Document
from pipeline.read import ClassifiedError, Reader
from pipeline.read.limits import Limits
from tests.read.formats import pdf_of
from tests.read.notice import LINES, TEXT
from tests.read.ofds import lines, ofd, picture, text, with_attached, with_template
from tests.read.scans import Scanner, png_of

BODY = lines(LINES)
_TURNED = 'CTM="0.707 -0.707 0.707 0.707 0 100"'


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits(max_seconds=120)) as reader:
        yield reader


def document_of(reader: Reader, data: bytes) -> Document:
    (document,) = reader.documents("来件", data)
    assert isinstance(document, Document), document
    return document


def scan() -> dict[str, bytes]:
    return {"Doc_0/Res/image_77.png": png_of(Scanner(skew=0.5, noise=8).pictures(pdf_of())[0])}


def test_a_watermark_across_the_page_is_no_text_of_it(reader: Reader) -> None:
    mark = text("仅供查阅严禁外传", 40, 100, 12, more=_TURNED)
    assert document_of(reader, with_template(BODY, mark)).text == document_of(reader, ofd([BODY])).text
    (refused,) = reader.documents("来件", with_template(BODY, text("机密★1年", 40, 100, 12, more=_TURNED)))
    assert isinstance(refused, ClassifiedError)


def test_templates_and_groups_are_drawn_and_what_is_hidden_is_not(reader: Reader) -> None:
    group = '<ofd:PageBlock><ofd:CompositeObject ID="4" Boundary="26 260 90 9" ResourceID="55"/></ofd:PageBlock>'
    unseen = text("看不见的字", 26, 240, more='Visible="false"')
    found = document_of(reader, with_template(BODY + unseen, text("云岭市文件", 80, 10) + group)).text
    assert found.splitlines()[0] == "云岭市文件"
    assert "由组合图元写出" in found
    assert "看不见" not in found


def test_characters_lie_where_their_advances_put_them(reader: Reader) -> None:
    row = text(
        "开展检查市应急管理局2031年6月", 26, 30, 5, " ".join(["5"] * 3 + ["35"] + ["5"] * 5 + ["40"] + ["5"] * 6)
    )
    document = document_of(reader, ofd([row]))
    assert document.text == "开展检查\u3000市应急管理局\u30002031年6月"
    (place,) = (each for each in document.places if document.text[each.start : each.end].startswith("开展"))
    at = document.text.index("市应急") - place.start
    assert place.edges[at] == pytest.approx((26 + 5 * 3 + 35) * 72 / 25.4, abs=0.2)


@pytest.mark.parametrize("matrix", ["210 0 0 297 0 0", "-210 0 0 -297 210 297"], ids=["upright", "on its head"])
def test_a_scan_is_recognized(reader: Reader, matrix: str) -> None:
    document = document_of(reader, ofd([picture(matrix)], scan()))
    assert "scan" in document.flags
    assert "于2031年6月10日前制定检查方案" in document.text
    (place,) = (each for each in document.places if "云消〔2031〕17号" in document.text[each.start : each.end])
    assert place.box is not None
    assert (place.box[1] < 400) is matrix.startswith("210")


def test_a_scanned_page_among_others_is_read_or_told(reader: Reader) -> None:
    data = ofd([BODY, picture()], scan())
    assert document_of(reader, data).text.count("于2031年6月10日前制定检查方案") == 2
    with Reader(Limits(ocr=False)) as blind:
        document = document_of(blind, data)
    assert "unread" in document.flags
    assert ("未识别页", "2（共2页）") in document.metadata


def test_a_picture_that_can_t_be_opened_is_told(reader: Reader) -> None:
    pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
    document = document_of(reader, ofd([BODY, picture()], {"Doc_0/Res/image_77.png": b"\x97JB2\r\n\x1a\n" * 9}))
    assert ("打不开的页", "2（共2页）") in document.metadata
    (refused,) = reader.documents("来件", ofd([picture()], {"Doc_0/Res/image_77.png": b"\x97JB2" * 9}))
    assert "图片已损坏" in str(refused)


def test_files_that_travel_with_it_are_read(reader: Reader) -> None:
    files = {"附件1.txt": TEXT.encode(), "机器数据": b'<?xml version="1.0"?><a/>', "草稿": b"x"}
    first, second = reader.documents("来件.ofd", with_attached(BODY, files, hidden="草稿"))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert second.path == "来件.ofd!/附件1.txt"
    assert second.text == TEXT


def test_an_encrypted_file_says_so(reader: Reader) -> None:
    (refused,) = reader.documents("来件", ofd([BODY], {"Encryptions.xml": b"\x00"}))
    assert "密码" in str(refused)
