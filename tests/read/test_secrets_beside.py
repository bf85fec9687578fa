"""Marks of secrecy that stand beside the text: headers, watermarks, notes on pages, names of files, subjects."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest

from pipeline.model import Document
from pipeline.read import ClassifiedError, Reader
from pipeline.read.limits import Limits
from tests.read.formats import book, docx_of, html_of, xlsx_of, zip_of
from tests.read.notice import LINES, NUMBER, TEXT, TITLE
from tests.read.pdfs import LEFT, Pages
from tests.read.scans import Scanner

MARK = "机密★1年"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits(max_seconds=60)) as reader:
        yield reader


def word(dress: Callable[[Any], object]) -> bytes:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document, out = docx.Document(), io.BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    dress(document)
    document.save(out)
    return out.getvalue()


def footer(document: Any) -> None:
    document.sections[0].footer.paragraphs[0].text = MARK


def later_header(document: Any) -> None:
    document.add_section()
    document.sections[1].header.is_linked_to_previous = False
    document.sections[1].header.paragraphs[0].text = f"{MARK}\t云岭市文件"


def watermark(document: Any) -> None:
    from docx.oxml import parse_xml

    shape = f'<w:r {_W}><w:pict><v:shape><v:textpath string="机密"/></v:shape></w:pict></w:r>'
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(shape))


def hidden(made: Any, *cells: str) -> None:
    sheet = made.add_worksheet()
    for number, words in enumerate(cells):
        sheet.write(number, 0, words)
    sheet.hide()


def page(dress: Callable[[Pages], object]) -> bytes:
    pages = Pages()
    dress(pages)
    pages.centred(NUMBER, 16)
    for line in LINES[2:]:
        pages.paragraph(line)
    return pages.data()


def across(pages: Pages) -> None:
    canvas = pages.canvas
    canvas.saveState()
    canvas.translate(300, 400)
    canvas.rotate(45)
    canvas.setFont("STSong-Light", 80)
    canvas.drawString(-80, 0, "机密")
    canvas.restoreState()


def note(pages: Pages) -> None:
    pages.canvas.freeTextAnnotation(MARK, "", (10, 10, 200, 50))


def scanned(words: str) -> bytes:
    """A page that is a picture of the notice, with a note on it."""
    (picture,) = Scanner().pictures(page(lambda _: None))
    pages = Pages()
    pages.canvas.drawInlineImage(picture, 0, 0, *pages.canvas._pagesize)
    pages.canvas.freeTextAnnotation(words, "", (10, 10, 200, 50))
    return pages.data()


def running() -> bytes:
    pages = Pages()
    for _ in range(3):
        pages.text(LEFT, 60, f"{MARK}  云岭市安委会")
        pages.y = 120
        for line in LINES[2:6]:
            pages.paragraph(line)
        pages.new_page()
    pages.text(LEFT, 120, LINES[-3])
    return pages.data()


def mail(subject: str, body: str, *attached: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "a@example.invalid", "b@example.invalid"
    message["Date"] = "Tue, 20 May 2031 08:00:00 +0800"
    message.set_content(body)
    for data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename="a.docx")
    return message.as_bytes()


FIELD = "<tr><td>密级：</td><td>机密</td></tr></table>"
MAKERS: dict[str, Callable[[], bytes]] = {
    "docx footer": lambda: word(footer),
    "docx header of a later section": lambda: word(later_header),
    "docx watermark": lambda: word(watermark),
    "xlsx header": lambda: book(lambda _, sheet: sheet.set_header(f'&L&"宋体,Bold"&12{MARK}&R第&P页')),
    "xlsx text box": lambda: book(lambda _, sheet: sheet.insert_textbox(0, 3, MARK)),
    "xlsx hidden sheet": lambda: book(lambda made, _: hidden(made, MARK)),
    "pdf watermark": lambda: page(across),
    "pdf note": lambda: page(note),
    "pdf running header": running,
    "note on a scan": lambda: scanned(MARK),
    "html particulars": lambda: html_of().replace(b"</table>", FIELD.encode(), 1),
    "mail subject": lambda: mail(f"【机密】{TITLE}", TEXT),
    "mail subject without a body": lambda: mail(f"【机密】{TITLE}", "", docx_of(LINES)),
    "mail body, and what is attached": lambda: mail("来件", f"{MARK}\n{TEXT}", docx_of(LINES)),
    "name in an archive": lambda: zip_of({"机密★5年/通知.docx": docx_of(LINES)}),
}


@pytest.mark.parametrize("dress", MAKERS)
def test_a_mark_beside_the_text_is_seen(reader: Reader, dress: str) -> None:
    found = list(reader.documents("来件", MAKERS[dress]()))
    assert found
    for refused in found:
        assert isinstance(refused, ClassifiedError), refused
        assert refused.mark.startswith("机密")


def test_the_name_of_a_file_bears_a_mark(reader: Reader) -> None:
    (refused,) = reader.documents("收文/【机密】检查通知.txt", TEXT.encode())
    assert isinstance(refused, ClassifiedError)
    (document,) = reader.documents("收文/机密文件管理办法.txt", TEXT.encode())
    assert isinstance(document, Document)


def test_a_list_of_levels_to_choose_from_is_no_mark(reader: Reader) -> None:
    (document,) = reader.documents("登记表", book(lambda made, _: hidden(made, "绝密", "机密", "秘密", "内部")))
    assert isinstance(document, Document), document


def test_what_is_seen_beside_the_text_is_not_kept(reader: Reader) -> None:
    pages = page(lambda pages: pages.canvas.freeTextAnnotation("转办意见", "", (10, 10, 200, 50)))
    for data in (word(lambda document: setattr(document.sections[0].footer.paragraphs[0], "text", "转办意见")), pages):
        (document,) = reader.documents("来件", data)
        assert isinstance(document, Document)
        assert "转办意见" not in document.text


def test_plain_tables_stay_readable(reader: Reader) -> None:
    (document,) = reader.documents("来件", xlsx_of([("序号", "任务"), ("1", "开展保密检查")]))
    assert isinstance(document, Document)
