"""A state-secret mark is seen in every format before anything is kept, a scan too; running text bears none."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest

from pipeline.model import Document
from pipeline.read import ClassifiedError, Reader
from pipeline.read.limits import Limits
from tests.read.formats import docx_of, ofd_of, xlsx_of, zip_of
from tests.read.notice import ISSUER, LINES, NUMBER, TEXT, TITLE
from tests.read.pdfs import LEFT, Pages
from tests.read.scans import Scanner
from tests.soaked import soak

MARK = "机密★1年"
_HEAD = b"From: a\nTo: b\nSubject: c\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits(max_seconds=300)) as reader:
        yield reader


def with_mark(mark: str = MARK) -> bytes:
    """A page with the mark where GB/T 9704 puts it: top left, over everything else."""
    pages = Pages()
    pages.text(LEFT, 70, mark)
    pages.centred(NUMBER, 16)
    pages.centred(TITLE[:12])
    pages.centred(TITLE[12:])
    pages.paragraph(LINES[3])
    return pages.data()


def along_the_edge() -> bytes:
    """A page with the mark written up its left edge."""
    pages = Pages()
    canvas = pages.canvas
    canvas.saveState()
    canvas.translate(30, 400)
    canvas.rotate(90)
    canvas.setFont("STSong-Light", 16)
    canvas.drawString(0, 0, MARK)
    canvas.restoreState()
    for line in LINES[2:]:
        pages.paragraph(line)
    return pages.data()


def docx_with_header() -> bytes:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document, out = docx.Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = "机 密 ★ 1 年"
    for line in LINES:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


MAKERS: dict[str, Callable[[], bytes]] = {
    "docx header": docx_with_header,
    "pdf": with_mark,
    "pdf, letters apart": lambda: with_mark("机　密　★　1　年"),
    "ofd": lambda: ofd_of((MARK, *LINES[1:])),
    "html": lambda: f"<html><body><p>{MARK}</p>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>".encode(),
    "eml": lambda: _HEAD + f"{MARK}\n{TEXT}".encode(),
    "xlsx": lambda: xlsx_of([[MARK], *([line] for line in LINES)]),
    "zip": lambda: zip_of({"a.docx": docx_of((MARK, *LINES))}),
    "scan": lambda: Scanner(skew=0.6, noise=8).pdf(with_mark()),
    "scan, beside the signer": lambda: Scanner(skew=-0.8, noise=12).pdf(with_mark(f"{MARK}签发人：张三")),
    "scan, along the edge": lambda: Scanner(noise=12).pdf(along_the_edge()),
}


@pytest.mark.parametrize("format", [soak(name) if name == "scan, beside the signer" else name for name in MAKERS])
def test_a_marked_document_is_refused(reader: Reader, format: str) -> None:
    (refused,) = reader.documents("来件", MAKERS[format]())
    assert isinstance(refused, ClassifiedError), refused
    assert refused.mark.startswith("机密")
    assert ISSUER not in str(refused)


def test_who_only_speaks_of_secrets_bears_no_mark(reader: Reader) -> None:
    text = TEXT.replace("为做好", "各单位要做好机密文件和秘密载体的管理。\n为做好")
    (document,) = reader.documents("来件", text.encode())
    assert isinstance(document, Document)
