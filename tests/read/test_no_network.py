"""What a file has elsewhere is never fetched: no picture, object, section, template, style or frame."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from pipeline.model import Document
from pipeline.read import Reader
from pipeline.read.limits import Limits
from tests.read.formats import docx_of, html_of, office_needed, old_word_of, zip_of
from tests.read.notice import LINES

_FRAME = '<text:p><draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">'
_FRAME += "<draw:{} {}/></draw:frame></text:p>"
_LINK = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" xlink:href="{}"'
_SECTION = '<text:section text:name="{}"><text:section-source {}/><text:p>x</text:p></text:section>'
_RELATION = '<Relationship Id="r{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{0}" '
_RELATION += 'Target="{1}" TargetMode="External"/></Relationships>'


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits(max_seconds=120)) as reader:
        yield reader


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server's address, and what it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", paths
    server.shutdown()
    server.server_close()


def changed(data: bytes, part: str, before: str, words: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    assert before.encode() in members[part]
    return zip_of(members | {part: members[part].replace(before.encode(), f"{words}{before}".encode(), 1)})


def odt(site: str) -> bytes:
    link = _LINK.format(f"{site}a")
    words = "".join(_FRAME.format(kind, link) for kind in ("image", "object", "floating-frame"))
    words += _SECTION.format("web", link) + _SECTION.format("file", _LINK.format("file:///etc/passwd"))
    return changed(old_word_of(docx_of(LINES), "odt"), "content.xml", "</office:text>", words)


def docx(site: str) -> bytes:
    words = "".join(_RELATION.format(kind, site)[:-16] for kind in ("image", "attachedTemplate", "oleObject"))
    return changed(docx_of(LINES), "word/_rels/document.xml.rels", "</Relationships>", words)


def rtf(site: str) -> bytes:
    office_needed()
    fields = "".join(f'{{\\field{{\\*\\fldinst {kind} "{site}a" \\\\d}}{{\\fldrslt x}}}}' for kind in (
        "INCLUDEPICTURE", "INCLUDETEXT", "LINK"))  # fmt: skip
    return f"{{\\rtf1\\ansi Notice.\\par {fields}{{\\*\\template {site}a.dot}}}}".encode()


def html(site: str) -> bytes:
    head = (
        f'<img src="{site}i"><link rel=stylesheet href="{site}s"><script src="{site}j"></script><iframe src="{site}f">'
    )
    return html_of().replace(b"<h1>", f"{head}</iframe><h1>".encode())


@pytest.mark.parametrize("make", [odt, docx, rtf, html])
def test_nothing_is_fetched(reader: Reader, asked: tuple[str, list[str]], make: Callable[[str], bytes]) -> None:
    site, paths = asked
    (document,) = reader.documents("来件", make(site))
    assert isinstance(document, Document), document
    assert "root:" not in document.text
    assert paths == []
