"""The invented notice as a file of every format, made here and nowhere copied from."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.message import EmailMessage
from functools import cache
from html import escape
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from pipeline.read.office import find_office
from tests.read.notice import ADDRESSEES, DATE, ISSUER, LINES, NUMBER, PARAGRAPHS, TEXT, TITLE
from tests.read.pdfs import LEFT, PITCH, RIGHT, SIZE, Pages, width, wrap
from tests.read.scans import font_needed

Rows = Sequence[Sequence[str]]


def docx_of(lines: Sequence[str]) -> bytes:
    """A .docx of plain paragraphs; the same bytes for the same lines, so that it is converted only once."""
    return _docx_of(tuple(lines))


@cache
def _docx_of(lines: tuple[str, ...]) -> bytes:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document, out = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def old_word_of(docx: bytes, suffix: str = "doc") -> bytes:
    """The same as .doc (or .rtf, .odt, .pdf), written by LibreOffice."""
    return old_words_of([docx], suffix)[0]


def old_words_of(files: Sequence[bytes], suffix: str) -> list[bytes]:
    """Several at once, which costs little more than one."""
    return converted(files, "docx", suffix)


def old_sheet_of(xlsx: bytes, suffix: str = "xls") -> bytes:
    """A workbook as .xls or .ods, written by LibreOffice."""
    return converted([xlsx], "xlsx", suffix)[0]


def office_needed() -> str:
    """LibreOffice; skip where it is not installed."""
    if (program := find_office()) is None:
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-writer-nogui, libreoffice-calc-nogui)")
    return program


def converted(files: Sequence[bytes], given: str, suffix: str) -> list[bytes]:
    """The files in another format, by one run of LibreOffice: it takes seconds to start."""
    return list(_converted(tuple(files), given, suffix))


@cache
def _converted(files: tuple[bytes, ...], given: str, suffix: str) -> Sequence[bytes]:
    program = office_needed()
    if suffix == "pdf":
        font_needed()
    with TemporaryDirectory() as name:
        folder = Path(name)
        sources = [folder / f"{number}.{given}" for number in range(len(files))]
        for source, data in zip(sources, files, strict=True):
            source.write_bytes(data)
        command = [program, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        command += ["--convert-to", suffix, "--outdir", name, *map(str, sources)]
        subprocess.run(command, capture_output=True, timeout=120, check=True)
        made = [source.with_suffix(f".{suffix}") for source in sources]
        if not all(each.is_file() for each in made):
            pytest.skip(f"LibreOffice makes no .{suffix} here (Debian: libreoffice-calc-nogui)")
        return [each.read_bytes() for each in made]


def pdf_of(lines: Sequence[str] = LINES) -> bytes:
    """Set as GB/T 9704 has it: the title in the middle, paragraphs indented, issuer and date at the right."""
    pages = Pages()
    pages.centred(lines[0], 16)
    half = len(lines[1]) // 2
    pages.centred(lines[1][:half])
    pages.centred(lines[1][half:])
    pages.paragraph(lines[2], 0)
    for line in lines[3:-2]:
        pages.paragraph(line)
    for line in lines[-2:]:
        pages.text(424 - 16 * len(line) / 2, pages._next(), line)
    return pages.data()


def html_of() -> bytes:
    """A page as municipal sites have it."""
    body = "".join(f"<p>　　{escape(line)}</p>" for line in (ADDRESSEES, *PARAGRAPHS))
    end = f'<p style="text-align:right">{ISSUER}</p><p style="text-align:right">{DATE}</p>'
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}-云岭市人民政府</title></head><body>'
        f"<div class='nav'><a href='/'>首页</a>&gt;<a href='/zc'>政策文件</a></div><h1>{TITLE}</h1>"
        f"<table><tr><td>索引号：</td><td>00-2031-17</td><td>发文字号：</td><td>{NUMBER}</td></tr></table>"
        f"<div class='TRS_Editor'>{body}{end}</div><div class='footer'>主办：云岭市人民政府办公室</div></body></html>"
    ).encode()


def mail_of() -> bytes:
    """A message whose body is the notice."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = TITLE, "a@example.invalid", "b@example.invalid"
    message.set_content(TEXT)
    return message.as_bytes()


def xlsx_of(rows: Rows, merged: Sequence[tuple[int, int, int, int, str]] = ()) -> bytes:
    """A workbook of one sheet; ``merged`` are first row, first column, last row, last column, text.

    The same bytes for the same rows, so that it is converted only once.
    """
    return _xlsx_of(tuple(map(tuple, rows)), tuple(merged))


@cache
def _xlsx_of(rows: tuple[tuple[str, ...], ...], merged: tuple[tuple[int, int, int, int, str], ...]) -> bytes:
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("任务分解表")
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    for where in merged:
        sheet.merge_range(*where)
    book.close()
    return out.getvalue()


def book(dress: Callable[[Any, Any], object], lines: Sequence[str] = LINES) -> bytes:
    """A workbook with the lines, dressed up by who asks for it: headers, boxes, properties, more sheets."""
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed")
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet()
    for number, line in enumerate(lines):
        sheet.write(number, 0, line)
    dress(made, sheet)
    made.close()
    return out.getvalue()


def zip_of(members: Mapping[str, bytes]) -> bytes:
    """An archive with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_MM = 25.4 / 72


def ofd_of(lines: Sequence[str] = LINES) -> bytes:
    """An OFD (GB/T 33190-2016) of one page or more: every typeset line a text object with its characters' advances."""
    pages: list[list[str]] = [[]]
    y = 100.0
    for line, left, size in _typeset(lines):
        if y > 740:
            pages.append([])
            y = 100.0
        pages[-1].append(_text_object(line, left, y, size, len(pages[-1]) + 100))
        y += PITCH
    return zip_of(_ofd_parts(pages))


def _typeset(lines: Sequence[str]) -> Iterator[tuple[str, float, float]]:
    """Lines with their left edges and sizes: number and title in the middle, issuer and date at the right."""
    half, middle = len(lines[1]) // 2, (LEFT + RIGHT) / 2
    yield lines[0], middle - 0.3 * SIZE * len(lines[0]), SIZE
    for part in (lines[1][:half], lines[1][half:]):
        yield part, middle - 11 * len(part), 22
    for number, text in enumerate(lines[2:-2]):
        indent = 0.0 if number == 0 else 2 * SIZE
        for row, line in enumerate(wrap(text, RIGHT - LEFT, indent)):
            yield line, LEFT + (0 if row else indent), SIZE
    for text in lines[-2:]:
        yield text, 424 - SIZE * len(text) / 2, SIZE


def _text_object(line: str, left: float, y: float, size: float, number: int) -> str:
    steps = [
        width(char, size)
        + (0.25 * size if after and char.isascii() != after.isascii() and after not in "，。；：、" else 0)
        for char, after in zip_longest(line, line[1:], fillvalue="")
    ]
    deltas = " ".join(f"{step * _MM:.3f}" for step in steps[:-1])
    box = f"{left * _MM:.3f} {(y - size) * _MM:.3f} {sum(steps) * _MM:.3f} {size * 1.2 * _MM:.3f}"
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{box}" Font="1" Size="{size * _MM:.3f}">'
        f'<ofd:TextCode X="0" Y="{size * _MM:.3f}" DeltaX="{deltas}">{escape(line)}</ofd:TextCode></ofd:TextObject>'
    )


def _ofd_parts(pages: Sequence[Sequence[str]]) -> dict[str, bytes]:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    area = "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
    listed = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    parts = {
        "OFD.xml": f'{head}<ofd:OFD {_OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{head}<ofd:Document {_OFD}><ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID>"
        f"<ofd:PageArea>{area}</ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'{head}<ofd:Res {_OFD} BaseLoc="Res"><ofd:Fonts>'
        f'<ofd:Font ID="1" FontName="宋体" FamilyName="宋体"/></ofd:Fonts></ofd:Res>',
    }
    for number, texts in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f'{head}<ofd:Page {_OFD}><ofd:Area>{area}</ofd:Area><ofd:Content><ofd:Layer ID="5" Type="Body">'
            f"{''.join(texts)}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return {name: text.encode() for name, text in parts.items()}


MAKERS: dict[str, Callable[[], bytes]] = {
    "txt utf-8": lambda: TEXT.encode(),
    "txt gb18030": lambda: TEXT.encode("gb18030"),
    "txt utf-16": lambda: TEXT.encode("utf-16"),
    "docx": lambda: docx_of(LINES),
    "doc": lambda: old_word_of(docx_of(LINES)),
    "pdf": pdf_of,
    "ofd": ofd_of,
    "html": html_of,
    "eml": mail_of,
    "xlsx": lambda: xlsx_of([[line] for line in LINES]),
    "zip": lambda: zip_of({"通知.docx": docx_of(LINES)}),
}


def has_7z() -> bool:
    """Whether a 7-Zip program is here to make archives with."""
    return shutil.which("7z") is not None
