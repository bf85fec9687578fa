"""Files that an attacker or an accident sends, built here: each with a name, its bytes and what happens to it."""

from __future__ import annotations

import io
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from struct import pack

from tests.read.formats import (
    docx_of,
    html_of,
    mail_of,
    ofd_of,
    old_sheet_of,
    old_word_of,
    pdf_of,
    xlsx_of,
    zip_of,
)  # fmt: skip
from tests.read.notice import LINES, TEXT

Hostile = tuple[str, bytes]
_DTD = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY {}>]><a>&b;</a>'
_XXE = _DTD.format('b SYSTEM "file:///etc/passwd"')
_LAUGHS = _DTD.format('l "ha"><!ENTITY m "' + "&l;" * 50 + '"><!ENTITY b "' + "&m;" * 50 + '"')
_NAMES = (
    "../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "a\nb.txt", "通\u202etxt.exe", "长" * 300 + ".txt", "..\\..\\x",
)  # fmt: skip


def built() -> Iterator[Hostile]:
    """The ones that need building, one of each kind."""
    yield from archives()
    yield from packages()
    yield from pdfs()
    yield from pictures()
    yield "empty.docx", b""
    yield "wrong.pdf", docx_of(LINES)
    yield "wrong.docx", TEXT.encode("gb18030")
    yield (
        "ole.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(900),
    )
    yield "deep.html", b"<html><body>" + b"<div>" * 50_000 + TEXT.encode()
    yield "deep.eml", b"From: a\nTo: b\nSubject: c\nMIME-Version: 1.0\n" + _deep_mail(200)
    yield "nul.txt", bytes(5000)
    yield "line.txt", "检查".encode() * 400_000


def archives() -> Iterator[Hostile]:
    """Bombs, nests, links, names that climb."""
    yield "bomb.zip", zip_of({"a.txt": bytes(30_000_000)})
    nested = TEXT.encode()
    for _ in range(9):
        nested = zip_of({"inner.zip": nested})
    yield "nested.zip", nested
    yield "names.zip", zip_of(dict.fromkeys(_NAMES, TEXT.encode()))
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(link, "/etc/passwd")
    yield "link.zip", out.getvalue()
    yield "many.zip", zip_of({f"{number}.txt": b"x" for number in range(2100)})
    yield "locked.zip", _locked(zip_of({"a.txt": TEXT.encode()}))


def packages() -> Iterator[Hostile]:
    """Entities in every format that is XML in a zip."""
    for start, entity in (("xxe", _XXE), ("laughs", _LAUGHS)):
        bad = entity.encode()
        yield f"{start}.docx", _changed(docx_of(LINES), {"word/document.xml": bad})
        yield f"{start}.ofd", _changed(ofd_of(), {"Doc_0/Document.xml": bad})
        yield f"{start}.xlsx", _changed(xlsx_of([["a"]]), {"xl/worksheets/sheet1.xml": bad})


def pdfs() -> Iterator[Hostile]:
    """A page tree that bites its tail, ten thousand pages, a password, a page as large as a field."""
    loop = "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 9>>", "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 9>>"
    yield "loop.pdf", _pdf("<</Type/Catalog/Pages 2 0 R>>", *loop)
    kids = " ".join(f"{number} 0 R" for number in range(3, 10_003))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    tree = f"<</Type/Pages/Kids[{kids}]/Count 10000>>"
    yield "pages.pdf", _pdf("<</Type/Catalog/Pages 2 0 R>>", tree, *[page] * 10_000)
    huge = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9000000 9000000]>>"
    yield "huge.pdf", _pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", huge)
    yield "locked.pdf", _locked_pdf()


def pictures() -> Iterator[Hostile]:
    """Too small, too large, and one that only says that it is large."""
    yield "dot.png", png(1, 1)
    yield "field.png", png(20_000, 20_000)
    yield "lie.png", png(20_000, 20_000, rows=1)


def mutants(seed: int, count: int, names: Sequence[str]) -> Iterator[Hostile]:
    """So many damaged files of each of these formats, the same ones for the same seed."""
    for name in names:
        choose = random.Random(f"{seed} {name}")
        whole = WHOLE[name]()
        for number in range(count):
            # Damage to a package seldom gets past its checksums: every other one is done to a part of it instead.
            inside = number % 2 and whole.startswith(b"PK")
            yield f"{number}-{name}", _inner(whole, choose) if inside else mutant(whole, choose)


def _inner(data: bytes, choose: random.Random) -> bytes:
    """A package of which one part is damaged, and its checksum right."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if package.getinfo(name).file_size]
        name = choose.choice(names)
        return _changed(data, {name: mutant(package.read(name), choose)})


def mutant(data: bytes, choose: random.Random) -> bytes:
    """One file damaged: bits turned, a piece doubled or taken out, the end cut off."""
    out = bytearray(data)
    for _ in range(choose.choice((1, 1, 3, 10, 60))):
        out[choose.randrange(len(out))] ^= 1 << choose.randrange(8)
    start, length = choose.randrange(len(out)), choose.randrange(1, 200)
    kind = choose.randrange(4)
    if kind == 0:
        del out[start:]
    elif kind == 1:
        del out[start : start + length]
    elif kind == 2:
        out[start:start] = out[start : start + length]
    return bytes(out)


def png(width: int, height: int, rows: int | None = None) -> bytes:
    """A black PNG; with ``rows`` it holds fewer than it says."""
    line = zlib.compressobj(9)
    data = b"".join(line.compress(bytes(1 + (width + 7) // 8)) for _ in range(rows or height)) + line.flush()
    head = pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    made = (pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body)) for kind, body in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


WHOLE: Mapping[str, Callable[[], bytes]] = {
    "a.docx": lambda: docx_of(LINES),
    "a.pdf": pdf_of,
    "a.ofd": ofd_of,
    "a.html": html_of,
    "a.eml": mail_of,
    "a.xlsx": lambda: xlsx_of([[line] for line in LINES]),
    "a.zip": lambda: zip_of({"通知.docx": docx_of(LINES)}),
    "a.txt": lambda: TEXT.encode("gb18030"),
    "a.xls": lambda: old_sheet_of(xlsx_of([[line] for line in LINES]), "xls"),
    "a.ods": lambda: old_sheet_of(xlsx_of([[line] for line in LINES]), "ods"),
    "a.tar.gz": lambda: _tar({"通知.txt": TEXT.encode(), "通知.docx": docx_of(LINES)}),
    "a.png": lambda: png(60, 40),
    "a.doc": lambda: old_word_of(docx_of(LINES), "doc"),
    "a.rtf": lambda: old_word_of(docx_of(LINES), "rtf"),
    "a.odt": lambda: old_word_of(docx_of(LINES), "odt"),
}
# What LibreOffice has to open takes a second a file; all the others some milliseconds.
HEAVY = ("a.doc", "a.rtf", "a.odt")
LIGHT = tuple(name for name in WHOLE if name not in HEAVY)


def _tar(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _pdf(*objects: str) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{body}endobj\n".encode()
    table = len(out)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF"
    return bytes(out) + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}{end}".encode()


def _locked_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("geheim", canPrint=0))
    canvas.drawString(100, 100, "x")
    canvas.save()
    return out.getvalue()


def _locked(data: bytes) -> bytes:
    """The mark of encryption on every member."""
    out = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(sign)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(sign, at + 4)
    return bytes(out)


def _changed(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    return zip_of(members | parts)


def _deep_mail(depth: int) -> bytes:
    out = b""
    for level in range(depth):
        out += f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n'.encode()
    return out + b"Content-Type: text/plain\n\nx\n"
