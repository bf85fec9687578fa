"""Mail as old programs write it: headers and names in bare GBK, mailboxes in one file, sealed messages."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from pipeline.model import Document
from pipeline.read import ClassifiedError, Reader
from pipeline.read.limits import Limits
from tests.read.formats import mail_of
from tests.read.notice import NUMBER, TEXT, TITLE

_OLD = """Subject: {}
From: 张三 <a@example.invalid>
To: b@example.invalid
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=B

--B
Content-Type: text/plain; charset=gb2312
Content-Transfer-Encoding: 8bit

请查收。
--B
Content-Type: application/octet-stream; name="{}"
Content-Disposition: attachment; filename="{}"
Content-Transfer-Encoding: 8bit

{}
--B--
"""


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


def old(subject: str, name: str) -> bytes:
    return _OLD.format(subject, name, name, TEXT).encode("gb18030")


def test_headers_and_names_in_bare_gbk_are_read(reader: Reader) -> None:
    message, attached = reader.documents("来件", old(TITLE, "附件 1.txt"))
    assert isinstance(message, Document)
    assert isinstance(attached, Document)
    assert dict(message.metadata)["subject"] == TITLE
    assert dict(message.metadata)["from"].startswith("张三")
    assert attached.path == "来件!/附件 1.txt"
    assert NUMBER in attached.text


def test_marks_in_them_are_seen(reader: Reader) -> None:
    assert all(isinstance(each, ClassifiedError) for each in reader.documents("来件", old("机密★1年 通知", "a.txt")))
    found = list(reader.documents("来件", old(TITLE, "机密★1年 通知.txt")))
    assert [isinstance(each, ClassifiedError) for each in found] == [False, True]


def test_a_mailbox_in_one_file_gives_its_messages(reader: Reader) -> None:
    line = b"From a@example.invalid Mon May  5 00:00:00 2031\n"
    (only,) = reader.documents("箱", line + mail_of())
    assert isinstance(only, Document)
    found = list(reader.documents("箱", line + mail_of() + b"\n" + line + mail_of()))
    assert [each.path for each in found if isinstance(each, Document)] == ["箱!/1.eml", "箱!/2.eml"]
    assert all(NUMBER in each.text for each in found if isinstance(each, Document))


def test_text_that_only_begins_like_a_mailbox_is_text(reader: Reader) -> None:
    text = "From the office: 通知\n各单位要于6月30日前报送。\n"
    (document,) = reader.documents("信", text.encode())
    assert isinstance(document, Document)
    assert document.text == text


def test_a_sealed_message_says_so(reader: Reader) -> None:
    sealed = b"0\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03" + bytes(240)
    (refused,) = reader.documents("smime.p7m", sealed)
    assert "密码保护" in str(refused)


def test_a_message_of_too_many_files_is_told_in_one_line() -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = TITLE, "a@example.invalid", "b@example.invalid"
    message.set_content("请查收。")
    for number in range(9):
        message.add_attachment(TEXT.encode(), maintype="text", subtype="plain", filename=f"{number}.txt")
    with Reader(Limits(max_files=3)) as strict:
        *read, last = strict.documents("来件", message.as_bytes())
        (boxes,) = strict.documents("箱", (b"From a@b Mon\nSubject: x\nFrom: a\nTo: b\n\nx\n") * 5)
    assert len(read) == 4
    assert "从这里起不再读取" in str(last)
    assert "max_files" in str(boxes)
